import { findInvalidUtf8 } from '../../xml/parse/utf8.ts'

/** A part of a character: the bytes at `at`, whose other bytes are missing before or behind them. */
export interface Cut {
  at: number
  length: number
  missing: 'before' | 'behind'
}

/** The reason why bytes are not UTF-8: characters were cut, or it is another encoding, in which all of it decodes. */
export type Misencoding =
  | { cuts: Cut[]; text: string | null }
  | { name: string; isMixed?: true; text: string }

/** Finds out why the bytes are not UTF-8. Returns null rather than a guess. */
export function recogniseEncoding(bytes: Uint8Array): Misencoding | null {
  const wide = nameWide(bytes)
  if (wide) return wide
  const cuts = findCuts(bytes)
  const text = cuts && decodeAs(withoutCuts(bytes, cuts), 'utf-8')
  // One character that is cut at the very end is certain; elsewhere, whole characters of UTF-8 must stand beside it.
  const [first] = cuts ?? []
  const isEnd = first && first.at + first.length === bytes.length
  if (cuts && text !== null && (isEnd || countWide(text) >= cuts.length))
    return { cuts, text: isEnd || cuts.some((cut) => isAlone(bytes, cut)) ? null : text }
  return nameMixed(bytes) ?? nameDoubleByte(bytes) ?? nameLatin(bytes) ?? (cuts ? { cuts, text: null } : null)
}

/** Tells whether the bytes are UTF-16, which may be valid UTF-8 if it has only ASCII in it. */
export function isUtf16(bytes: Uint8Array): boolean {
  return findByteOrder(bytes) !== null
}

function findByteOrder([a, b, c, d]: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  if (a !== undefined && a > 0 && b === 0 && c !== undefined && c > 0 && d === 0) return 'utf-16le'
  if (a === 0 && b !== undefined && b > 0 && c === 0 && d !== undefined && d > 0) return 'utf-16be'
  return null
}

function nameWide(bytes: Uint8Array): Misencoding | null {
  const order = findByteOrder(bytes)
  const text = order && decodeAs(bytes, order)
  return text === null ? null : { name: order === 'utf-16le' ? 'UTF-16LE' : 'UTF-16BE', text }
}

/** Tells whether a cut character is all that a value has, which would be empty without it. */
function isAlone(bytes: Uint8Array, { at, length }: Cut): boolean {
  return (
    /[>[]$/.test(String.fromCharCode(bytes[at - 1] ?? 0)) &&
    /^[\]<]/.test(String.fromCharCode(bytes[at + length] ?? 0))
  )
}

const MAX_CUTS = 20

/** Returns the cut characters if nothing else is wrong with the bytes. */
function findCuts(bytes: Uint8Array): Cut[] | null {
  const cuts: Cut[] = []
  let from = 0
  for (;;) {
    const at = from + findInvalidUtf8(bytes.subarray(from))
    if (at >= bytes.length) return cuts
    const cut = readCut(bytes, at)
    // Two parts side by side are no cut characters but another encoding.
    const isBeside = cuts.length > 0 && at === from
    if (!cut || isBeside || cuts.length === MAX_CUTS) return null
    cuts.push(cut)
    from = at + cut.length
  }
}

function readCut(bytes: Uint8Array, at: number): Cut | null {
  const first = bytes[at]!
  let end = at + 1
  while (end < at + 3 && isContinuation(bytes[end])) end++
  if (isContinuation(first)) return { at, length: end - at, missing: 'before' }
  const needed = lengthByLead(first)
  return needed > end - at ? { at, length: end - at, missing: 'behind' } : null
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte <= 0xbf
}

/** Returns the number of bytes of a character of UTF-8 with this first byte; 0 if none begins so. */
export function lengthByLead(byte: number): number {
  if (byte >= 0xc2 && byte <= 0xdf) return 2
  if (byte >= 0xe0 && byte <= 0xef) return 3
  return byte >= 0xf0 && byte <= 0xf4 ? 4 : 0
}

function withoutCuts(bytes: Uint8Array, cuts: readonly Cut[]): Uint8Array {
  const starts = [0, ...cuts.map(({ at, length }) => at + length)]
  const parts = starts.map((start, i) => bytes.subarray(start, cuts[i]?.at ?? bytes.length))
  return join(parts)
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

/** Counts the characters of three or more bytes; accidents in other encodings have two. */
function countWide(text: string): number {
  return text.match(/[\u0800-\uD7FF\uE000-\uFFFF]|[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0
}

/**
 * Names a text of which some parts are UTF-8 and others GBK: literals of the source, and what a database returned. The
 * parts must be divided by ASCII, since nobody can say where one ends in the other.
 */
function nameMixed(bytes: Uint8Array): Misencoding | null {
  const text: string[] = []
  const seen = new Set<'utf-8' | 'gbk'>()
  for (let from = 0; from < bytes.length;) {
    const isHigh = bytes[from]! >= 0x80
    let end = from + 1
    while (end < bytes.length && bytes[end]! >= 0x80 === isHigh) end++
    const run = bytes.subarray(from, end)
    const utf8 = decodeAs(run, 'utf-8')
    // Two Chinese characters of UTF-8 are no accident in GBK.
    if (isHigh && utf8 !== null && countWide(utf8) < 2) return null
    const read = utf8 ?? (isPlausible(run, GBK) ? decodeAs(run, GBK.label) : null)
    if (read === null) return null
    if (isHigh) seen.add(utf8 === null ? 'gbk' : 'utf-8')
    text.push(read)
    from = end
  }
  return seen.size === 2 ? { name: 'GBK', isMixed: true, text: text.join('') } : null
}

export interface DoubleByte {
  name: string
  label: string
  /** The share of common characters that makes the encoding certain, since any bytes decode to rare ones. */
  share: number
  isTrail(byte: number): boolean
  isCommon(lead: number, trail: number): boolean
}

export const GBK: DoubleByte = {
  name: 'GBK',
  label: 'gb18030',
  share: 0.6,
  isTrail: (byte) => byte >= 0x40 && byte <= 0xfe && byte !== 0x7f,
  // The first level of GB 2312, and its rows of punctuation and of full-width letters.
  isCommon: (lead, trail) =>
    trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || lead === 0xa1 || lead === 0xa3),
}
const BIG5: DoubleByte = {
  name: 'Big5',
  label: 'big5',
  share: 0.9,
  isTrail: (byte) => (byte >= 0x40 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xfe),
  isCommon: (lead) => (lead >= 0xa4 && lead <= 0xc6) || lead === 0xa1,
}
const SHIFT_JIS: DoubleByte = {
  name: 'Shift_JIS',
  label: 'shift_jis',
  share: 0.9,
  isTrail: (byte) => byte >= 0x40 && byte <= 0xfc && byte !== 0x7f,
  isCommon: (lead) => (lead >= 0x81 && lead <= 0x83) || (lead >= 0x88 && lead <= 0x97),
}

function nameDoubleByte(bytes: Uint8Array): Misencoding | null {
  for (const encoding of [GBK, SHIFT_JIS, BIG5]) {
    const text = isPlausible(bytes, encoding) ? decodeAs(bytes, encoding.label) : null
    // Shift_JIS is certain only if there are kana.
    if (text === null || (encoding === SHIFT_JIS && (text.match(/[\u3041-\u30FF]/g)?.length ?? 0) < 2))
      continue
    return { name: encoding === GBK && hasFourBytes(bytes) ? 'GB18030' : encoding.name, text }
  }
  return null
}

/** Tells whether the characters that the bytes would be are mostly common ones. */
export function isPlausible(bytes: Uint8Array, { share, isTrail, isCommon }: DoubleByte): boolean {
  let pairs = 0
  let common = 0
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i]!
    if (lead < 0x80) continue
    const trail = bytes[++i]
    pairs++
    if (trail === undefined) return false
    if (isTrail(trail)) common += isCommon(lead, trail) ? 1 : 0
    else if (isDigit(trail)) i += 2
    else return false
  }
  return pairs > 0 && common / pairs >= share
}

/** In GB 18030 a digit as the second byte begins a character of four bytes. */
function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39
}

function hasFourBytes(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i]! >= 0x80 && isDigit(bytes[++i] ?? 0)) return true
  return false
}

/** Letters with accents beside letters without, and typographic marks. */
const LATIN = /^(?:[\x00-\x7F]|[À-ÖØ-öø-ÿ]{1,2}|[‘’“”–—…€«»°§£ª¡¿·©®](?![À-ÿ]))*$/

function nameLatin(bytes: Uint8Array): Misencoding | null {
  const text = decodeAs(bytes, 'windows-1252')
  const high = text?.match(/[^\x00-\x7F]+/g) ?? []
  const isIsolated = high.length > 0 && high.every((run) => run.length <= 2)
  if (text === null || !isIsolated || !high.every((run) => LATIN.test(run))) return null
  if (!/[A-Za-z][À-ÿ]|[À-ÿ][A-Za-z]|[A-Za-z ][‘’“”–—…€«»°§£]/.test(text)) return null
  return { name: /[\u0100-\uFFFF]/.test(text) ? 'Windows-1252' : 'ISO-8859-1', text }
}

/** Returns the text, or null if not all of it decodes. */
export function decodeAs(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
