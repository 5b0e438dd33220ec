import { MAX_BYTES, MAX_MESSAGE_ATTRIBUTES, MAX_MESSAGE_REFERENCES, MAX_MESSAGE_TAGS } from '../limits.ts'
import { locate } from '../text-position.ts'
import type { XmlDocument } from '../tree.ts'
import { isLegalCodePoint } from '../validity.ts'
import { isBlank } from '../whitespace.ts'
import { checkWellFormed } from './check-well-formed.ts'
import type { WellFormedness } from './check-well-formed.ts'
import { createParseError, Refusal, shiftRefusals, toRefusal } from './parse-error.ts'
import type { ParseError } from './parse-error.ts'
import { refuseDoctypeInProlog, refuseNonXml } from './prolog.ts'
import { readTree } from './read-tree.ts'
import { createRecoveryLog } from './recovery.ts'
import type { Recovery, RecoveryLog } from './recovery.ts'
import { maskIllegalReferences } from './references.ts'
import { skipMisc } from './skip-misc.ts'
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

const ILLEGAL_CHARACTERS = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g

/** Stands for what the check may not see. Legal in text and values, but in no name, and no markup. */
const MASK = '¤'

/**
 * Reads what WeChat or a developer's server sent. What can be shown is kept and listed: a byte order mark, control
 * characters (real payloads carry U+001D inside CDATA), text around the root or between elements, illegal numeric
 * references. What leaves no doubt-free tree is refused: DOCTYPE, bytes that are not UTF-8, wrong or missing tags,
 * nothing at all. `error.offset` and `recovery.offset` count bytes of the input. Never throws.
 */
export function parseLenient(bytes: Uint8Array): LenientResult {
  let text = ''
  let bom = false
  try {
    if (bytes.length > MAX_BYTES) throw refuseSize()
    ;({ text, bom } = decodeUtf8(bytes))
    return { ok: true, ...readLeniently(text, bom), text }
  } catch (cause) {
    const refusal = toRefusal(cause)
    if (refusal.code === 'INVALID_UTF8') text = decodeReplacing(bytes)
    return { ok: false, error: createParseError(refusal, text, bom ? 3 : 0), text }
  }
}

function readLeniently(
  text: string,
  bom: boolean,
): { document: XmlDocument; recoveries: Recovery[]; recoveriesOmitted: number } {
  refuseNonXml(text)
  refuseTooMany('<', text, MAX_MESSAGE_TAGS, refuseTags)
  refuseTooMany('&', text, MAX_MESSAGE_REFERENCES, refuseReferences)
  const log = createRecoveryLog()
  const base = text.indexOf('<')
  const lead = text.slice(0, base)
  if (!isBlank(lead.replaceAll('\r', ''))) log.add({ code: 'LEADING_TEXT', at: 0, text: lead })
  else if (lead !== '' && /^<\?xml\s/.test(text.slice(base, base + 6)))
    log.add({ code: 'LEADING_BLANK', at: 0, text: lead })
  logIllegalCharacters(text, log)

  const document = shiftRefusals(base, () => {
    const body = text.slice(base)
    refuseDoctypeInProlog(body)
    const masked = maskIllegalReferences(body.replace(ILLEGAL_CHARACTERS, MASK))
    const checked = checkWellFormed(masked, {
      textAfterRoot: 'tolerated',
      firstLine: locate(text, base).line,
      maxAttributes: MAX_MESSAGE_ATTRIBUTES,
    })
    logTrailingText(body, base, checked, log)
    logEncoding(checked, base, log)
    return readTree(body, checked, base, (odd) =>
      log.add({ code: odd.code, at: odd.at, text: odd.reference }),
    )
  })
  for (const { at, value } of findStrayTexts(document.root, text))
    log.add({ code: 'STRAY_TEXT', at, text: value })
  return { document, ...log.finish({ text, bom, root: document.root }) }
}

function refuseTooMany(mark: string, text: string, max: number, refuse: (at: number) => Refusal): void {
  let marks = 0
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1))
    if (++marks > max) throw refuse(at)
}

function refuseTags(at: number): Refusal {
  return new Refusal('TOO_MANY_TAGS', at, {
    zh: `标签超过 ${MAX_MESSAGE_TAGS} 个，这不会是一条消息，不予解析。`,
    en: `It has more than ${MAX_MESSAGE_TAGS} tags, which no message has, and is not read.`,
  })
}

function refuseReferences(at: number): Refusal {
  return new Refusal('TOO_MANY_REFERENCES', at, {
    zh: `“&” 超过 ${MAX_MESSAGE_REFERENCES} 个，这不会是一条消息，不予解析。`,
    en: `It has more than ${MAX_MESSAGE_REFERENCES} “&”, which no message has, and is not read.`,
  })
}

function logIllegalCharacters(text: string, log: RecoveryLog): void {
  // By `search` and then unit by unit: a match each of a million of them takes ten times as long.
  const first = text.search(ILLEGAL_CHARACTERS)
  for (let at = first; at >= 0 && at < text.length; at++) {
    const unit = text.charCodeAt(at)
    const isSurrogate = (unit & 0xf800) === 0xd800
    if (!isSurrogate && !isLegalCodePoint(unit)) log.add({ code: 'ILLEGAL_CHARACTER', at, codePoint: unit })
  }
}

function logTrailingText(body: string, base: number, checked: WellFormedness, log: RecoveryLog): void {
  const at = skipMisc(body, checked.rootEnd)
  if (at < body.length) log.add({ code: 'TRAILING_TEXT', at: base + at, text: body.slice(at) })
}

function logEncoding(checked: WellFormedness, base: number, log: RecoveryLog): void {
  const encoding = checked.declaration?.encoding
  if (encoding === undefined || /^(?:utf-?8|us-ascii)$/i.test(encoding)) return
  log.add({ code: 'ENCODING_IGNORED', at: base, text: encoding })
}
