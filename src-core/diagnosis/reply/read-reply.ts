import { parseLenientText } from '../../xml/parse/lenient.ts'
import type { LenientResult } from '../../xml/parse/lenient.ts'
import { skipMisc } from '../../xml/parse/skip-misc.ts'
import { findInvalidUtf8 } from '../../xml/parse/utf8.ts'
import type { Bilingual } from '../../contract/text.ts'
import { isUtf16 } from './encodings.ts'
import type { Habit } from './habit.ts'
import { nameHabit } from './not-xml.ts'
import type { ReplyText } from './reply-text.ts'
import { findTail } from './tail.ts'

/** The body of a reply: not text, text that is not XML, or XML. */
export type ReadReply =
  | { kind: 'not-utf8'; invalidAt: number }
  | ({ kind: 'not-xml'; source: ReplyText } & Habit)
  | {
      kind: 'xml'
      source: ReplyText
      /** The text before the document. */
      lead: string
      /** The offset behind the document if something follows it, else null. */
      tailAt: number | null
      /** The document alone. */
      parsed: LenientResult
    }

const UNREADABLE: Bilingual = {
  zh: '回复里有标签，却无法解析为 XML',
  en: 'The reply has tags but is not XML',
}

/**
 * Reads a body once. Skips any text in front of the XML and behind it, so that a notice of PHP's does not hide other
 * mistakes.
 * Offsets of the parsed tree are offsets into `source.text`.
 */
export function readReply(body: Uint8Array): ReadReply {
  const decoded = decode(body)
  if (typeof decoded === 'number') return { kind: 'not-utf8', invalidAt: decoded }
  const source = decoded
  const named = nameHabit(source.text)
  if (named) return { kind: 'not-xml', source, ...named }
  const base = findXml(source.text)
  const front = source.text.slice(0, base)
  const lead = isProlog(front) ? '' : front
  // The text in front is blanked, not cut off, so that places stay right.
  const text = lead.replace(/[^\r\n]/g, ' ') + source.text.slice(lead.length)
  const whole = parseLenientText(text)
  if (!whole.ok && !/<xml[\s>/]/i.test(source.text)) return { kind: 'not-xml', source, habit: UNREADABLE }
  const tail = findTail(text, whole)
  return { kind: 'xml', source, lead, tailAt: tail?.at ?? null, parsed: tail?.parsed ?? whole }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Returns the text, or the offset of the first byte that is not UTF-8. */
function decode(body: Uint8Array): ReplyText | number {
  if (isUtf16(body)) return body.indexOf(0) === 1 ? 1 : 0
  try {
    const text = decoder.decode(body)
    return text.startsWith('\uFEFF') ? { text: text.slice(1), bom: true } : { text, bom: false }
  } catch {
    return findInvalidUtf8(body)
  }
}

/** Returns the offset at which the document begins: its declaration or its root, whatever stands in front. */
function findXml(text: string): number {
  const at = text.search(/<\?xml\s|<xml[\s>/]/)
  return at >= 0 ? at : text.indexOf('<')
}

/**
 * Tells whether the text may stand before the root: comments and instructions may, blanks may not, since WeChat wants
 * `<` first.
 */
function isProlog(front: string): boolean {
  return front === '' || (front.startsWith('<') && skipMisc(front, 0) === front.length)
}
