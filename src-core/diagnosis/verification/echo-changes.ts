import { utf8Length } from '../../xml/text-position.ts'
import {
  BASE64,
  COMPRESSED,
  createBlanks,
  createBom,
  createCut,
  createNoValue,
  createOld,
  createRounded,
  createTwice,
  createWithin,
  EMPTY,
  HTML,
  IN_HTML,
  IN_JSON,
  IN_XML,
  OTHER,
  QUOTED,
  SUCCESS,
  UTF_16,
} from './echo-words.ts'
import type { EchoChange, Surplus } from './echo-words.ts'

/** What HTTP says of the answer. */
export interface EchoReply {
  compressed: boolean
  /** The Content-Length header; null if there is none, or no number in it. */
  declaredLength: number | null
  /** The headers say that a cache gave the answer. */
  cached: boolean
}

/**
 * Names the mistake by which `text` is not `echostr`, trying the most telling one first. `text` has its byte order
 * mark. What stands in front is looked at before the length: a Content-Length that was counted without it cuts echostr
 * off, which is one cause and not two.
 */
export function nameEchoChange(text: string, echostr: string, reply: EchoReply): EchoChange {
  if (reply.compressed) return COMPRESSED
  if (text === '') return EMPTY
  const boms = /^\uFEFF+/.exec(text)?.[0].length ?? 0
  if (boms > 0 && text.length === boms + echostr.length && text.endsWith(echostr)) return createBom(boms, 0)
  // A BOM counts as a blank here, as it does for `trim`.
  const trimmed = text.trim()
  if (trimmed === echostr) return createBlanks(text, echostr)
  const inner = readQuoted(trimmed)
  if (inner === echostr) return QUOTED
  if (isRounded(inner ?? trimmed, echostr)) return createRounded(inner ?? trimmed)
  return nameCut(text, echostr, boms, reply) ?? nameOther(trimmed, echostr, reply)
}

/** Straight and curly quotes, those of Python's bytes, and escaped ones. */
function readQuoted(text: string): string | undefined {
  return /^(?:b?(['"`])(.*)\1|\\"(.*)\\"|[“‘](.*)[”’])$/s
    .exec(text)
    ?.slice(2)
    .find((one) => one !== undefined)
}

/** The fewest digits of echostr that are taken for it: fewer may stand anywhere. */
const LEAST = 4

/** Names an echostr of which a part is missing, with or without something in front. */
function nameCut(
  text: string,
  echostr: string,
  boms: number,
  { declaredLength }: EchoReply,
): EchoChange | null {
  const digits = /[!-~]*$/.exec(text.trimEnd())?.[0] ?? ''
  const front = text.slice(0, text.trimEnd().length - digits.length)
  if (digits.length < LEAST || digits.length >= echostr.length) return null
  if (!echostr.startsWith(digits)) {
    return front === '' && echostr.endsWith(digits)
      ? createCut({ kept: digits, echostr, side: 'front', front: 0 })
      : null
  }
  const missing = echostr.length - digits.length
  const before = utf8Length(front)
  // The bytes in front pushed as many out at the end, if the length was that of echostr alone.
  const pushed = before > 0 && before === missing && (declaredLength ?? echostr.length) === echostr.length
  if (boms > 0 && front.length === boms) return createBom(boms, missing, pushed)
  if (pushed) return createCut({ kept: digits, echostr, side: 'back', front: before })
  return front === '' ? createCut({ kept: digits, echostr, side: 'back', front: 0 }) : null
}

function nameOther(trimmed: string, echostr: string, { cached }: EchoReply): EchoChange {
  if (trimmed === 'success') return SUCCESS
  if (NO_VALUE.test(trimmed)) return createNoValue(trimmed)
  if (trimmed.replaceAll('\0', '').replaceAll('\uFFFD', '') === echostr) return UTF_16
  if (trimmed === Buffer.from(echostr).toString('base64')) return BASE64
  const parts = trimmed.split(echostr)
  if (parts.length > 2 && parts.every((part) => part.trim() === '')) return createTwice(parts.length - 1)
  const contains = parts.length > 1 || trimmed.includes(String(Number(echostr)))
  if (contains && IS_XML.test(trimmed)) return IN_XML
  if (isHtml(trimmed)) return contains ? IN_HTML : HTML
  if (contains) return isJson(trimmed) ? IN_JSON : createWithin(findSurplus(parts), PHP_NOTICE.test(trimmed))
  return /^\d{15,20}$/.test(trimmed) ? createOld(trimmed, cached) : OTHER
}

function findSurplus([front = '', ...rest]: readonly string[]): Surplus {
  return { front: front.trim(), back: (rest.at(-1) ?? '').trim() }
}

/** What programs print for a value that they do not have. */
const NO_VALUE = /^(?:undefined|null|None|nil|<nil>|NaN|\[object \w+\]|true|false|True|False|0|1|Array)$/

/** Far below the distance between two echostrs, and above the loss of 14 digits (PHP's way of writing floats). */
const ROUNDING = 1e-12

function isRounded(text: string, echostr: string): boolean {
  return /^[\d.]+(?:[eE]\+?\d+)?$/.test(text) && Math.abs(Number(text) / Number(echostr) - 1) < ROUNDING
}

/** A declaration, or what .NET makes of a string. */
const IS_XML = /^<(?:\?xml\s|string\s+xmlns=)[^]*>$/

function isHtml(text: string): boolean {
  return /^<(?!xml\b)(?:!doctype\s+html|[a-z])/i.test(text) && !PHP_NOTICE.test(text)
}

/** PHP writes its notices in HTML, but an answer with one does not count as an HTML page. */
const PHP_NOTICE =
  /^(?:<br \/>\s*)?(?:<b>)?(?:PHP )?(?:Notice|Warning|Deprecated|Strict Standards)(?:<\/b>)?:/

function isJson(text: string): boolean {
  if (!/^[[{"]/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
