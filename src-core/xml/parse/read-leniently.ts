import { MAX_MESSAGE_ATTRIBUTES, MAX_MESSAGE_REFERENCES, MAX_MESSAGE_TAGS } from '../limits.ts'
import { locate } from '../text-position.ts'
import type { XmlDocument } from '../tree.ts'
import { isLegalCodePoint } from '../validity.ts'
import { isBlank } from '../whitespace.ts'
import { checkWellFormed } from './check-well-formed.ts'
import type { WellFormedness } from './check-well-formed.ts'
import { findExcess } from './excess.ts'
import { Refusal, shiftRefusals } from './parse-error.ts'
import { refuseDoctypeInProlog, refuseNonXml } from './prolog.ts'
import { readTree } from './read-tree.ts'
import type { RecoveryLog } from './recovery.ts'
import { maskIllegalReferences } from './references.ts'
import { skipMisc } from './skip-misc.ts'

const ILLEGAL_CHARACTERS = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g

/** Stands for characters that the check may not see. Legal in text and values, but in no name, and no markup. */
const MASK = '¤'

/**
 * Reads with two parsers, of which one checks and the other one builds, and tells `log` of everything that is not clean
 * XML. Throws a Refusal if there is doubt about the tree.
 */
export function readLeniently(text: string, log: RecoveryLog): XmlDocument {
  refuseNonXml(text)
  refuseTooMany('<', text, MAX_MESSAGE_TAGS, refuseTags)
  refuseTooMany('&', text, MAX_MESSAGE_REFERENCES, refuseReferences)
  const base = text.indexOf('<')
  const lead = text.slice(0, base)
  if (!isBlank(lead.replaceAll('\r', ''))) log.add({ code: 'LEADING_TEXT', at: 0, text: lead })
  else if (lead !== '' && /^<\?xml\s/.test(text.slice(base, base + 6)))
    log.add({ code: 'LEADING_BLANK', at: 0, text: lead })
  logIllegalCharacters(text, log)

  return shiftRefusals(base, () => {
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
}

function refuseTooMany(mark: string, text: string, max: number, refuse: (at: number) => Refusal): void {
  const at = findExcess(text, mark, max)
  if (at >= 0) throw refuse(at)
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
  // Uses `search` and then goes unit by unit: a million regular expression matches take ten times as long.
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
