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
import { decodeReplacing, decodeUtf8 } from './utf8.ts'

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
    }
  | { ok: false; error: ParseError; text: string }

/**
 * Reads XML that WeChat or a developer's server sent. It keeps and lists everything that can be shown: a byte order
 * mark, control characters (real payloads carry U+001D inside CDATA), text around the root or between elements, illegal
 * numeric references. It refuses everything that leaves doubt about the tree: DOCTYPE, bytes that are not UTF-8, wrong
 * or missing tags, an empty input. `error.offset` and `recovery.offset` count bytes of the input. Never throws.
 */
export function parseLenient(bytes: Uint8Array): LenientResult {
  try {
    if (bytes.length > DOCUMENT_MAX) throw refuseSize()
    const { text, bom } = decodeUtf8(bytes)
    return parseLenientText(text, bom)
  } catch (cause) {
    const refusal = toRefusal(cause)
    const text = refusal.code === 'INVALID_UTF8' ? decodeReplacing(bytes) : ''
    return { ok: false, error: createParseError(refusal, text, 0), text }
  }
}

/** Does the same for text that is decoded already; `bom` says that a byte order mark stood before it. */
export function parseLenientText(text: string, bom = false): LenientResult {
  try {
    const log = createRecoveryLog()
    const document = readPlain(text) ?? readLeniently(text, log)
    for (const { at, value } of findStrayTexts(document.root, text))
      log.add({ code: 'STRAY_TEXT', at, text: value })
    return { ok: true, document, ...log.finish({ text, bom, root: document.root }), text }
  } catch (cause) {
    return { ok: false, error: createParseError(toRefusal(cause), text, bom ? 3 : 0), text }
  }
}
