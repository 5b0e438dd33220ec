import { DOCUMENT_MAX } from '../../contract/limits.ts'
import { utf8Length } from '../text-position.ts'
import type { XmlDocument } from '../tree.ts'
import { findIllegalCharacter, nameCodePoint } from '../validity.ts'
import { checkWellFormed } from './check-well-formed.ts'
import { createParseError, Refusal, shiftRefusals, toRefusal } from './parse-error.ts'
import type { ParseError } from './parse-error.ts'
import { refuseDoctypeInProlog, refuseNonXml } from './prolog.ts'
import { readProven, readTree } from './read-tree.ts'
import { decodeReplacing, decodeUtf8 } from './utf8.ts'

export type StrictResult = { ok: true; document: XmlDocument } | { ok: false; error: ParseError }

/**
 * Reads XML that a person wants to convert: well-formed XML 1.0 in UTF-8, or an error that says where. A leading byte
 * order mark is passed over. Ranges in the tree count UTF-16 units of the text, for bytes without the mark;
 * `error.offset` counts in the units of the input. Never throws.
 */
export function parseStrict(input: string | Uint8Array): StrictResult {
  let text = typeof input === 'string' ? input : ''
  let bytesBefore: number | undefined
  try {
    if (typeof input !== 'string') {
      bytesBefore = 0
      if (input.length > DOCUMENT_MAX) throw refuseSize()
      const decoded = decodeUtf8(input)
      text = decoded.text
      if (decoded.bom) bytesBefore = 3
    }
    return { ok: true, document: readStrictly(text) }
  } catch (cause) {
    const refusal = toRefusal(cause)
    if (refusal.code === 'INVALID_UTF8' && typeof input !== 'string') text = decodeReplacing(input)
    return { ok: false, error: createParseError(refusal, text, bytesBefore) }
  }
}

function readStrictly(text: string): XmlDocument {
  if (text.length * 3 > DOCUMENT_MAX && utf8Length(text) > DOCUMENT_MAX) throw refuseSize()
  const base = text.startsWith('\uFEFF') ? 1 : 0
  return shiftRefusals(base, () => {
    const body = text.slice(base)
    const proven = readProven(body, base)
    if (proven !== null) return proven
    // Two parsers explain what is wrong with it, or read what needs both.
    refuseNonXml(body)
    refuseIllegalCharacter(body)
    refuseDoctypeInProlog(body)
    const checked = checkWellFormed(body, { textAfterRoot: 'refused', firstLine: 1 })
    return readTree(body, checked, base, () => {})
  })
}

function refuseIllegalCharacter(text: string): void {
  const illegal = findIllegalCharacter(text)
  if (illegal === undefined) return
  const name = nameCodePoint(illegal.codePoint)
  const surrogate = illegal.codePoint >= 0xd800 && illegal.codePoint <= 0xdfff
  throw new Refusal(surrogate ? 'LONE_SURROGATE' : 'ILLEGAL_CHARACTER', illegal.at, {
    zh: surrogate ? `${name} 是半个代理对，不是完整的字符。` : `XML 不允许字符 ${name}。`,
    en: surrogate
      ? `${name} is half of a surrogate pair, not a character.`
      : `XML does not allow the character ${name}.`,
  })
}

export function refuseSize(): Refusal {
  return new Refusal('TOO_LARGE', 0, {
    zh: `超过 ${DOCUMENT_MAX / 1024 / 1024} MB，不予解析。`,
    en: `It is larger than ${DOCUMENT_MAX / 1024 / 1024} MB and is not read.`,
  })
}
