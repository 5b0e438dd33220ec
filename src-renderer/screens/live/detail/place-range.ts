import type { TextRange } from '../../../../src-core/contract/conversion.ts'
import type { Place } from '../../../../src-core/contract/exchange.ts'

/** A place in the body that arrived: counted by line and column in its text; its length is in bytes. */
export type BodyPlace = Extract<Place, { in: 'request-body' }>
/** A place in a reply, which is shown byte for byte: counted in bytes, even if they are not UTF-8. */
export type ReplyBodyPlace = Extract<Place, { in: 'reply-body' }>

export function placeRange(text: string, { line, column, length }: BodyPlace): TextRange {
  const start = Math.min(startOfLine(text, line) + column - 1, text.length)
  let end = start
  for (let bytes = 0; bytes < length && end < text.length;) {
    const code = text.codePointAt(end) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    end += code < 0x10000 ? 1 : 2
  }
  return { start, end }
}

/** Returns the place of these bytes in the decoded text. */
export function byteRange(
  bytes: Uint8Array,
  { offset, length }: Pick<ReplyBodyPlace, 'offset' | 'length'>,
): TextRange {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const start = decoder.decode(bytes.subarray(0, offset)).length
  return { start, end: start + decoder.decode(bytes.subarray(offset, offset + length)).length }
}

function startOfLine(text: string, line: number): number {
  const ends = /\r\n?|\n/g
  for (let number = 1; number < line; number += 1) if (!ends.exec(text)) return text.length
  return ends.lastIndex
}
