import { MAX_BYTES } from '../limits.ts'
import { locate, utf8Length } from '../text-position.ts'
import type { XmlDocument } from '../tree.ts'
import { findIllegalCharacter, nameCodePoint } from '../validity.ts'
import { judge } from './judge.ts'
import { Refusal, shiftRefusals } from './parse-error.ts'
import type { ParseError } from './parse-error.ts'
import { refuseDoctypeInProlog, refuseNonXml } from './prolog.ts'
import { readTree } from './read-tree.ts'

export type StrictResult = { ok: true; document: XmlDocument } | { ok: false; error: ParseError }

/**
 * Reads XML that a person wants converted: well-formed XML 1.0 or an error that says where. A leading byte order mark
 * is passed over. Ranges and offsets count UTF-16 units of `text`. Never throws.
 */
export function parseStrict(text: string): StrictResult {
  try {
    return { ok: true, document: readStrictly(text) }
  } catch (cause) {
    const { code, at, sentence } = toRefusal(cause)
    return { ok: false, error: { code, ...locate(text, at), offset: at, at, message: sentence } }
  }
}

function readStrictly(text: string): XmlDocument {
  if (text.length * 3 > MAX_BYTES && utf8Length(text) > MAX_BYTES) throw refuseSize()
  const base = text.startsWith('\uFEFF') ? 1 : 0
  return shiftRefusals(base, () => {
    const body = text.slice(base)
    refuseNonXml(body)
    refuseIllegalCharacter(body)
    refuseDoctypeInProlog(body)
    const verdict = judge(body, { textAfterRoot: 'refused', firstLine: 1 })
    return readTree(body, verdict, base, () => {})
  })
}

function refuseIllegalCharacter(text: string): void {
  const illegal = findIllegalCharacter(text)
  if (illegal === undefined) return
  const name = nameCodePoint(illegal.codePoint)
  const surrogate = illegal.codePoint >= 0xd800 && illegal.codePoint <= 0xdfff
  throw new Refusal(surrogate ? 'LONE_SURROGATE' : 'ILLEGAL_CHARACTER', illegal.at, {
    zh: surrogate ? `${name} 是半个代理对，不是完整的字符。` : `XML 不允许字符 ${name}。`,
    en: surrogate ? `${name} is half of a surrogate pair, not a character.` : `XML does not allow the character ${name}.`,
  })
}

export function refuseSize(): Refusal {
  return new Refusal('TOO_LARGE', 0, {
    zh: `超过 ${MAX_BYTES / 1024 / 1024} MB，不予解析。`,
    en: `It is larger than ${MAX_BYTES / 1024 / 1024} MB and is not read.`,
  })
}

/** Anything that is no Refusal is a fault of a parser below us; the input is refused, not the whole program stopped. */
export function toRefusal(cause: unknown): Refusal {
  if (cause instanceof Refusal) return cause
  return new Refusal('PARSERS_DISAGREE', 0, {
    zh: '解析器无法处理这段 XML。',
    en: `A parser failed on this XML: ${cause instanceof Error ? cause.message : String(cause)}`,
  })
}
