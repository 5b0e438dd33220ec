import type { TextRange } from '../../../../src-core/contract/conversion.ts'

export const PER_LINE = 16

/**
 * Returns the received bytes as `00000000  3c 78 6d 6c 3e 0a … |<xml>.|`. `first` is the offset of the first byte, a
 * multiple of 16.
 */
export function hexDump(bytes: Uint8Array, first = 0): string {
  // A lookup table: a body of a megabyte has a million of these.
  const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
  const signs = digits.map((_, byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'))
  const lines: string[] = []
  for (let start = 0; start < bytes.length; start += PER_LINE) {
    const end = Math.min(start + PER_LINE, bytes.length)
    let hex = ''
    let text = ''
    for (let at = start; at < end; at += 1) {
      const byte = bytes[at] ?? 0
      hex += at - start === PER_LINE / 2 ? ` ${digits[byte]} ` : `${digits[byte]} `
      text += signs[byte]
    }
    lines.push(`${(first + start).toString(16).padStart(8, '0')}  ${hex.padEnd(PER_LINE * 3 + 1)} |${text}|`)
  }
  return lines.join('\n')
}

/** Returns the body as it arrived: its bytes if they are not UTF-8, else those of its text. */
export function bodyBytes({ body, bodyBase64 }: { body: string; bodyBase64?: string }): Uint8Array {
  if (bodyBase64 === undefined) return new TextEncoder().encode(body)
  return Uint8Array.from(atob(bodyBase64), (unit) => unit.charCodeAt(0))
}

const LINE_LENGTH = '00000000  '.length + PER_LINE * 3 + 1 + ` |${'.'.repeat(PER_LINE)}|\n`.length

/** Returns the places of these bytes' digits in the dump: one range a line. */
export function dumpRanges(offset: number, length: number): TextRange[] {
  const ranges: TextRange[] = []
  for (let start = offset; start < offset + length;) {
    const end = Math.min(offset + length, (Math.floor(start / PER_LINE) + 1) * PER_LINE)
    ranges.push({ start: digitsAt(start), end: digitsAt(end - 1) + 2 })
    start = end
  }
  return ranges
}

function digitsAt(offset: number): number {
  const column = offset % PER_LINE
  const afterGap = column >= PER_LINE / 2 ? 1 : 0
  return Math.floor(offset / PER_LINE) * LINE_LENGTH + '00000000  '.length + column * 3 + afterGap
}
