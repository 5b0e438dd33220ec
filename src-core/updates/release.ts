/*
 * Threat model. Whoever can exchange the file that names the newest version, or answers in the host's place, must gain
 * nothing but a wrong line on the screen. Nothing of it is downloaded or run; its words are text and bounded; its link
 * leads to the releases of the very repository that this build was made for, and to nothing else on that host.
 */
import * as v from 'valibot'
import type { Release, UpdateSource } from '../contract/updates.ts'
import { VERSION_MAX } from '../contract/updates.ts'
import { readVersion } from './version.ts'

export type ReleaseSource = Extract<UpdateSource, { kind: 'releases' }>

/** In characters, of each language. The rest is on the release's page: every snapshot has these. */
const CHANGES_MAX = 8000
const PAGE_MAX = 500
/** A message repeats what came. */
const WRONG_MAX = 200

const changesSchema = v.pipe(v.string(), v.transform(withoutControls), v.transform(cut))

function createReleaseSchema(page: string) {
  return v.object({
    version: v.pipe(
      v.string(),
      v.maxLength(VERSION_MAX),
      v.check((text) => readVersion(text) !== null, 'version: not a version as in 1.2.3'),
    ),
    date: v.pipe(v.string(), v.isoDate('date: not a day as in 2026-01-31')),
    page: v.pipe(
      v.string(),
      v.maxLength(PAGE_MAX),
      v.check((address) => isReleasePage(address, page), `page: not a release below ${page}`),
    ),
    changes: v.object({ zh: changesSchema, en: changesSchema }),
  })
}

/** Returns the release, or what is wrong with it. */
export function decodeRelease(untrusted: unknown, { page }: ReleaseSource): Release | { wrong: string } {
  const decoded = v.safeParse(createReleaseSchema(page), untrusted)
  if (decoded.success) return decoded.output
  const [issue] = decoded.issues
  const path = v.getDotPath(issue)
  const wrong = path === null || issue.message.startsWith(path) ? issue.message : `${path}: ${issue.message}`
  return { wrong: withoutControls(wrong.slice(0, WRONG_MAX)) }
}

/** Like `decodeRelease`, of the bytes that came. */
export function readRelease(bytes: Uint8Array, source: ReleaseSource): Release | { wrong: string } {
  try {
    return decodeRelease(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)), source)
  } catch {
    return { wrong: 'not JSON in UTF-8' }
  }
}

/** Compares texts and not what a parser makes of them: an address that has to be normalized is not one of ours. */
function isReleasePage(address: string, page: string): boolean {
  return address.startsWith(`${page}/tag/`) && /^[\w.+-]*\w$/.test(address.slice(`${page}/tag/`.length))
}

/** Ends a long text with its last whole line. */
function cut(text: string): string {
  if (text.length <= CHANGES_MAX) return text
  const lines = text.slice(0, CHANGES_MAX)
  return `${lines.slice(0, Math.max(0, lines.lastIndexOf('\n'))) || lines}\n…`
}

/** Takes out what would be seen as nothing, or turns the direction of what follows; lines and tabs stay. */
function withoutControls(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, (one) => (/[\n\t]/.test(one) ? one : ''))
}
