import * as v from 'valibot'
import type { Release } from '../contract/updates.ts'
import { VERSION_MAX } from '../contract/updates.ts'
import type { KeptText } from '../ports/kept-text.ts'
import { decodeRelease } from './release.ts'
import type { ReleaseSource } from './release.ts'

/** What is known of new versions, over restarts. */
export interface KeptUpdates {
  /** Epoch milliseconds; null if nobody ever asked. */
  asked: number | null
  /** The newest, as it was said to be; it may be older than what runs by now. */
  release: Release | null
  putAside: string | null
}

export const NOTHING_KEPT: KeptUpdates = { asked: null, release: null, putAside: null }

const keptSchema = v.object({
  version: v.literal(1),
  asked: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
  release: v.unknown(),
  putAside: v.nullable(v.pipe(v.string(), v.maxLength(VERSION_MAX))),
})

/** What was kept is checked like what comes: another build may have kept it, for another repository. */
export function readKept(file: KeptText, source: ReleaseSource): KeptUpdates {
  const decoded = v.safeParse(keptSchema, parse(file.read() ?? ''))
  if (!decoded.success) return NOTHING_KEPT
  const { asked, putAside, release } = decoded.output
  const checked = decodeRelease(release, source)
  return { asked, putAside, release: 'wrong' in checked ? null : checked }
}

/** Returns false if the file does not have it now. */
export function writeKept(file: KeptText, kept: KeptUpdates): boolean {
  const text = `${JSON.stringify({ version: 1, ...kept })}\n`
  file.write(text)
  return file.read() === text
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
