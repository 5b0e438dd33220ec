import { CommandFailure } from '../contract/errors.ts'
import { SAMPLES_MAX } from '../contract/sample.ts'
import type { OwnSample } from '../contract/sample.ts'
import { takeOut } from './removed.ts'
import type { Removed } from './removed.ts'
import type { SettingsEditor } from './settings.ts'

/** Replaces a sample of the same name. Throws INVALID_INPUT if there are too many. */
export function saveSample({ samples, setSamples }: SettingsEditor, sample: OwnSample): OwnSample {
  const others = samples.filter(
    ({ name, collection }) => name !== sample.name || collection !== sample.collection,
  )
  if (others.length >= SAMPLES_MAX)
    throw new CommandFailure('INVALID_INPUT', `There are ${SAMPLES_MAX} messages of one’s own already.`)
  setSamples([...others, sample])
  return sample
}

/** Throws NOT_FOUND. */
export function removeSample({ samples, setSamples }: SettingsEditor, id: string): Removed<OwnSample> {
  const { rest, removed } = takeOut(samples, id)
  setSamples(rest)
  return removed
}
