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
      /** What is no clean XML and was kept all the same, in the order of the input. */
      recoveries: Recovery[]
      /** How many more there were than are listed. */
      recoveriesOmitted: number
    }
  | { ok: false; error: ParseError; text: string }

/**
 * Reads what WeChat or a developer's server sent. What can be shown is kept and listed: a byte order mark, control
 * characters (real payloads carry U+001D inside CDATA), text around the root or between elements, illegal numeric
 * references. What leaves no doubt-free tree is refused: DOCTYPE, bytes that are not UTF-8, wrong or missing tags,
 * nothing at all. `error.offset` and `recovery.offset` count bytes of the input. Never throws.
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

/** The same for what is decoded already; `bom` says that a byte order mark stood before it. */
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
