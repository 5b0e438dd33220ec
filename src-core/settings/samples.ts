import { CommandFailure } from '../contract/errors.ts'
import { SAMPLES_MAX } from '../contract/sample.ts'
import type { OwnSample } from '../contract/sample.ts'
import { takeOut } from './removed.ts'
import type { Removed } from './removed.ts'
import type { SettingsEditor } from './settings.ts'

/** Replaces those of the same names, and returns how many those are. Throws TOO_MANY. */
export function saveSamples({ samples, setSamples }: SettingsEditor, saved: readonly OwnSample[]): number {
  const isReplaced = ({ name, collection }: OwnSample): boolean =>
    saved.some((one) => one.name === name && one.collection === collection)
  const next = [...samples.filter((one) => !isReplaced(one)), ...saved]
  if (next.length > SAMPLES_MAX)
    throw new CommandFailure('TOO_MANY', `There can be ${SAMPLES_MAX} messages of one’s own.`)
  setSamples(next)
  return samples.length + saved.length - next.length
}

/** Throws NOT_FOUND. */
export function removeSample({ samples, setSamples }: SettingsEditor, id: string): Removed<OwnSample> {
  const { rest, removed } = takeOut(samples, id)
  setSamples(rest)
  return removed
}
