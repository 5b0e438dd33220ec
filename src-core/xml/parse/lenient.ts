import { DOCUMENT_MAX } from '../../contract/limits.ts'
import type { XmlDocument } from '../tree.ts'
import { createParseError, toRefusal } from './parse-error.ts'
import type { ParseError } from './parse-error.ts'
import { readLeniently } from './read-leniently.ts'
import { readPlain } from './read-plain.ts'
import { createRecoveryLog } from './recovery.ts'
import type { Recovery } from './recovery.ts'
import { findStrayTexts } from './stray-text.ts'
import { refuseSize } from './strict.ts'
import { createByteOffsets, decodeLeniently, refuseInvalidUtf8 } from './utf8.ts'
import type { InvalidRun } from './utf8.ts'

export type LenientResult =
  | {
      ok: true
      document: XmlDocument
      /** The input decoded, without its byte order mark; ranges in the tree count UTF-16 units of it. */
      text: string
      /** The parts that are not clean XML and were kept all the same, in the order of the input. */
      recoveries: Recovery[]
      /** The number of further recoveries that are not listed. */
      recoveriesOmitted: number
      /** Returns the place in the bytes of the input of a place in `text`. */
      offsetOf: (at: number) => number
    }
  | { ok: false; error: ParseError; text: string }

/**
 * Reads XML that WeChat or a developer's server sent. It keeps and lists everything that can be shown: a byte order
 * mark, control characters (real payloads carry U+001D inside CDATA), text around the root or between elements, illegal
 * numeric references, bytes that are not UTF-8 (as U+FFFD). It refuses everything that leaves doubt about the tree:
 * DOCTYPE, wrong or missing tags, an empty input. `error.offset` and `recovery.offset` count bytes of the input. Never throws.
 */
export function parseLenient(bytes: Uint8Array): LenientResult {
  try {
    if (bytes.length > DOCUMENT_MAX) throw refuseSize()
    const { text, bom, invalid } = decodeLeniently(bytes)
    const parsed = parseLenientText(text, bom, invalid)
    if (parsed.ok || invalid.length === 0) return parsed
    // Bytes of another encoding say more than what is wrong with the text that they make.
    return { ok: false, error: createParseError(refuseInvalidUtf8(bytes), text, 0), text }
  } catch (cause) {
    return { ok: false, error: createParseError(toRefusal(cause), '', 0), text: '' }
  }
}

/** Enough to show what became of the bytes. */
const MAX_UNITS = 8

/**
 * Does the same for text that is decoded already; `bom` says that a byte order mark stood before it, `invalid` which of
 * its bytes were not UTF-8.
 */
export function parseLenientText(
  text: string,
  bom = false,
  invalid: readonly InvalidRun[] = [],
): LenientResult {
  try {
    const log = createRecoveryLog()
    const document = readPlain(text) ?? readLeniently(text, log)
    for (const { at, value } of findStrayTexts(document.root, text))
      log.add({ code: 'STRAY_TEXT', at, text: value })
    for (const { at, units } of invalid)
      log.add({ code: 'INVALID_UTF8', at, text: text.slice(at, at + Math.min(units, MAX_UNITS)) })
    const offsetOf = createByteOffsets(text, bom, invalid)
    return { ok: true, document, ...log.finish({ offsetOf, bom, root: document.root }), text, offsetOf }
  } catch (cause) {
    return { ok: false, error: createParseError(toRefusal(cause), text, bom ? 3 : 0), text }
  }
}
