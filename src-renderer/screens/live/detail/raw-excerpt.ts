import type { TextRange } from '../../../../src-core/contract/conversion.ts'
import type { RawResponse } from '../../../../src-core/contract/exchange.ts'
import { bodyBytes, dumpRanges, hexDump, PER_LINE } from './hex-dump.ts'

/** Lines of the dump on each side of the broken place: enough to see where the head ends, few enough to see at once. */
const LINES_AROUND = 4

/** The bytes that are marked: a surplus may be long, and its beginning tells what it is. */
const LONGEST_MARK = 64

/** A hex dump of the bytes around the place where an answer is broken. */
export interface RawExcerpt {
  dump: string
  /** The place, line by line; the last byte that came, if the end is missing. */
  marked: TextRange[]
  /** True if there are more bytes than these. */
  isPart: boolean
}

/** `isWhole` asks for all bytes that were kept. */
export function excerptRaw(raw: RawResponse, isWhole: boolean): RawExcerpt {
  const { text, base64, brokenAt, brokenLength } = raw
  const kept = bodyBytes({ body: text, ...(base64 !== undefined && { bodyBase64: base64 }) })
  const lastByte = Math.max(0, kept.length - 1)
  const at = Math.min(brokenLength === 0 ? brokenAt - 1 : brokenAt, lastByte)
  const line = Math.floor(Math.max(0, at) / PER_LINE)
  const first = isWhole ? 0 : Math.max(0, line - LINES_AROUND) * PER_LINE
  const end = isWhole ? kept.length : Math.min(kept.length, (line + LINES_AROUND + 1) * PER_LINE)
  const length = Math.min(Math.max(1, brokenLength), LONGEST_MARK, end - at)
  return {
    dump: hexDump(kept.subarray(first, end), first),
    marked: kept.length === 0 ? [] : dumpRanges(Math.max(0, at) - first, length),
    isPart: first > 0 || end < kept.length,
  }
}
