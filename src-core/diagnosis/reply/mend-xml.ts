import { parseLenient } from '../../xml/parse/lenient.ts'
import type { LenientResult } from '../../xml/parse/lenient.ts'
import { isLegalCodePoint } from '../../xml/validity.ts'
import { MAX_MENDED_LENGTH, mendText, writeCdata } from './reply-text.ts'
import type { ReplyText } from './reply-text.ts'

/** The fields that hold text; anything in them that looks like markup was meant as text. */
export const TEXT_FIELDS = [
  'ToUserName',
  'FromUserName',
  'MsgType',
  'Content',
  'MediaId',
  'Title',
  'Description',
  'PicUrl',
  'Url',
  'MusicUrl',
  'HQMusicUrl',
  'ThumbMediaId',
  'KfAccount',
] as const

const NAMES = TEXT_FIELDS.join('|')
const CDATA = /(<!\[CDATA\[[\s\S]*?\]\]>)/
const ILLEGAL = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g
const NAMED = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])

/** The order counts: no step undoes the repairs of the steps before it. */
const STEPS: ((text: string) => string)[] = [
  (text) => text.replace(ILLEGAL, ''),
  cutAfterRoot,
  unescapeCdata,
  // Before the references, since a section that ends too early leaves text outside that was meant to be in it.
  splitCdataEnds,
  (text) => outsideCdata(text, mendReferences),
  escapeMarkupInText,
]

/**
 * Returns the whole body, made well-formed without a guess: it drops or escapes only what XML cannot carry. Returns
 * null if that is not enough, as with a missing tag.
 */
export function mendXml(source: ReplyText, isClean: (parsed: LenientResult) => boolean): string | null {
  let { text } = source
  if (text.length > MAX_MENDED_LENGTH) return null
  const encoder = new TextEncoder()
  for (const step of STEPS) {
    const mended = step(text)
    if (mended === text) continue
    text = mended
    if (unescapeCdata(text) === text && isClean(parseLenient(encoder.encode(text))))
      return mendText({ text, bom: source.bom }, [])
  }
  return null
}

/**
 * Cuts off a notice, or a second `echo`, after the document. A second document is left, since nobody knows which one is
 * meant.
 */
function cutAfterRoot(text: string): string {
  const end = text.lastIndexOf('</xml>') + '</xml>'.length
  return end < '</xml>'.length || text.slice(end).trim() === '' ? text : text.slice(0, end)
}

/** Restores `&lt;![CDATA[x]]&gt;` if it is the whole of a value. */
function unescapeCdata(text: string): string {
  const escaped = new RegExp(
    `(<(${NAMES})>)\\s*&lt;\\s*!\\s*\\[\\s*CDATA\\s*\\[([^<]*?)\\]\\s*\\]\\s*(?:&gt;|>)\\s*(?=</\\2>)`,
    'gi',
  )
  return text.replace(
    escaped,
    (_, tag: string, _name, value: string) =>
      tag +
      writeCdata(value.replace(/&(lt|gt|amp|quot|apos);/g, (_entity, name: string) => NAMED.get(name)!)),
  )
}

function outsideCdata(text: string, change: (part: string) => string): string {
  return text
    .split(CDATA)
    .map((part) => (part.startsWith('<![CDATA[') ? part : change(part)))
    .join('')
}

const REFERENCE = /&(?:#x([0-9a-f]+);|#(\d+);|(?:lt|gt|amp|quot|apos);)?/gi
const PAIR = /&#(?:x(d[89ab][0-9a-f]{2})|(5[5-6]\d{3}));&#(?:x(d[c-f][0-9a-f]{2})|(5[67]\d{3}));/gi

/** Escapes a bare `&`, turns a surrogate pair into its character, and drops references that name no character. */
function mendReferences(text: string): string {
  return text
    .replace(PAIR, (whole, ...groups: (string | undefined)[]) => {
      const high = toCodePoint(groups[0], groups[1])
      const low = toCodePoint(groups[2], groups[3])
      const isPair = high >= 0xd800 && high <= 0xdbff && low >= 0xdc00 && low <= 0xdfff
      return isPair ? String.fromCharCode(high, low) : whole
    })
    .replace(REFERENCE, (reference: string, hex?: string, decimal?: string) => {
      if (reference === '&') return '&amp;'
      const isNumeric = hex !== undefined || decimal !== undefined
      return isNumeric && !isLegalCodePoint(toCodePoint(hex, decimal)) ? '' : reference
    })
}

function toCodePoint(hex: string | undefined, decimal: string | undefined): number {
  return hex === undefined ? Number.parseInt(decimal ?? '', 10) : Number.parseInt(hex, 16)
}

/** Splits the CDATA section of a field if a `]]>` in it ends it too early. */
function splitCdataEnds(text: string): string {
  const section = new RegExp(`(<(${NAMES})>\\s*)<!\\[CDATA\\[([\\s\\S]*?)\\]\\]>(\\s*</\\2>)`, 'g')
  return text.replace(section, (whole, before: string, _name, value: string, after: string) =>
    value.includes(']]>') && !value.includes('<![CDATA[') ? before + writeCdata(value) + after : whole,
  )
}

/** Escapes `<` in a value outside CDATA, and a `]]>` that ends nothing. */
function escapeMarkupInText(text: string): string {
  const field = new RegExp(`(<(${NAMES})>)([\\s\\S]*?)(</\\2>)`, 'g')
  return text.replace(field, (whole, before: string, _name, value: string, after: string) =>
    value.includes('<![CDATA[')
      ? whole
      : before + value.replaceAll('<', '&lt;').replaceAll(']]>', ']]&gt;') + after,
  )
}
