import { utf8Length } from '../text-position.ts'
import { Refusal } from './parse-error.ts'

const strict = new TextDecoder('utf-8', { fatal: true })
const replacing = new TextDecoder('utf-8')

/** Returns the text of UTF-8 bytes without its byte order mark. Throws a Refusal at the first byte that is not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): { text: string; bom: boolean } {
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  try {
    return { text: strict.decode(bytes), bom }
  } catch {
    throw refuseInvalidUtf8(bytes)
  }
}

/** Returns the refusal of bytes that are not UTF-8, at the first of them. */
export function refuseInvalidUtf8(bytes: Uint8Array): Refusal {
  const offset = findInvalidUtf8(bytes)
  const byte = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, '0')
  const cut = offset + 3 >= bytes.length && isUnfinished(bytes, offset)
  const at = decodeReplacing(bytes.subarray(0, offset)).length
  const sentence = {
    zh: cut
      ? `第 ${offset} 个字节起的 UTF-8 字符不完整，内容可能被截断。`
      : `第 ${offset} 个字节（0x${byte}）不是合法的 UTF-8；编码可能是 GBK 或 UTF-16。`,
    en: cut
      ? `The UTF-8 character that starts at byte ${offset} is incomplete; the text may have been cut off.`
      : `Byte ${offset} (0x${byte}) is not UTF-8; the encoding may be GBK or UTF-16.`,
  }
  return new Refusal('INVALID_UTF8', at, sentence, offset)
}

/** Decodes bytes that are not valid, for showing them: every invalid sequence becomes U+FFFD. */
export function decodeReplacing(bytes: Uint8Array): string {
  return replacing.decode(bytes)
}

/** Bytes in a row that are no UTF-8. Each ill-formed sequence in them became one U+FFFD. */
export interface InvalidRun {
  /** In bytes from the start of the input, byte order mark included. */
  offset: number
  length: number
  /** Where its first U+FFFD stands, in UTF-16 units of the decoded text. */
  at: number
  /** The number of U+FFFD. */
  units: number
}

/**
 * Decodes bytes of which some may not be UTF-8: each ill-formed sequence becomes U+FFFD, as the Encoding Standard says,
 * and the runs of them are listed. A U+FFFD of the text itself is not among them.
 */
export function decodeLeniently(bytes: Uint8Array): { text: string; bom: boolean; invalid: InvalidRun[] } {
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const text = decodeReplacing(bytes)
  return { text, bom, invalid: text.includes('\uFFFD') ? findInvalidRuns(bytes, bom ? 3 : 0) : [] }
}

function findInvalidRuns(bytes: Uint8Array, from: number): InvalidRun[] {
  const runs: InvalidRun[] = []
  let at = 0
  for (let i = from; i < bytes.length;) {
    const length = sequenceLength(bytes, i)
    if (length > 0) {
      i += length
      at += length === 4 ? 2 : 1
      continue
    }
    const run = { offset: i, length: 0, at, units: 0 }
    while (i < bytes.length && sequenceLength(bytes, i) === 0) {
      i += invalidLength(bytes, i)
      run.units++
    }
    run.length = i - run.offset
    at += run.units
    runs.push(run)
  }
  return runs
}

/** Returns how many bytes of an ill-formed sequence one U+FFFD stands for: the longest beginning of a character. */
function invalidLength(bytes: Uint8Array, i: number): number {
  const [length, low, high] = leadByte(bytes[i] ?? 0)
  const second = bytes[i + 1]
  if (length < 2 || second === undefined || second < low || second > high) return 1
  let end = 2
  while (end < length - 1 && isContinuation(bytes[i + end])) end++
  return Math.min(end, length - 1)
}

/**
 * Returns a function that tells the byte offset of a place in decoded text. Calls with ascending places cost no more
 * than the last of them alone.
 */
export function createByteOffsets(
  text: string,
  bom: boolean,
  invalid: readonly InvalidRun[],
): (at: number) => number {
  const start = { at: 0, bytes: bom ? 3 : 0, run: 0 }
  let known = start
  return (at) => {
    if (at < known.at) known = start
    let { bytes, run } = known
    bytes += utf8Length(text, known.at, at)
    // In the text, each U+FFFD counts three bytes.
    for (; run < invalid.length && invalid[run]!.at < at; run++)
      bytes += invalid[run]!.length - 3 * invalid[run]!.units
    known = { at, bytes, run }
    return bytes
  }
}

/**
 * Returns the offset of the first byte of the first ill-formed sequence (RFC 3629 §4), or the length if there is none.
 */
export function findInvalidUtf8(bytes: Uint8Array): number {
  let i = 0
  while (i < bytes.length) {
    const length = sequenceLength(bytes, i)
    if (length === 0) return i
    i += length
  }
  return bytes.length
}

function sequenceLength(bytes: Uint8Array, i: number): number {
  const first = bytes[i]!
  if (first < 0x80) return 1
  const [length, low, high] = leadByte(first)
  if (length === 0) return 0
  const second = bytes[i + 1]
  if (second === undefined || second < low || second > high) return 0
  for (let k = 2; k < length; k++) if (!isContinuation(bytes[i + k])) return 0
  return length
}

/**
 * Returns the length of the sequence and the range of its second byte, which keeps out overlong forms and surrogates.
 */
function leadByte(byte: number): [length: number, low: number, high: number] {
  if (byte >= 0xc2 && byte <= 0xdf) return [2, 0x80, 0xbf]
  if (byte >= 0xe0 && byte <= 0xef) return [3, byte === 0xe0 ? 0xa0 : 0x80, byte === 0xed ? 0x9f : 0xbf]
  if (byte >= 0xf0 && byte <= 0xf4) return [4, byte === 0xf0 ? 0x90 : 0x80, byte === 0xf4 ? 0x8f : 0xbf]
  return [0, 0, 0]
}

function isUnfinished(bytes: Uint8Array, i: number): boolean {
  const [length] = leadByte(bytes[i] ?? 0)
  if (i + length <= bytes.length) return false
  for (let k = i + 1; k < bytes.length; k++) if (!isContinuation(bytes[k])) return false
  return length > 0
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte <= 0xbf
}
