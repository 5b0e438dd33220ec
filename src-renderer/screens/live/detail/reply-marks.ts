import type { TextRange } from '../../../../src-core/contract/conversion.ts'
import type { Finding } from '../../../../src-core/contract/exchange.ts'
import type { Bilingual } from '../../../../src-core/contract/text.ts'
import { dumpRanges } from './hex-dump.ts'
import { byteRange } from './place-range.ts'
import type { ReplyBodyPlace } from './place-range.ts'

/** Bytes. If a whole error page were marked from end to end, nothing would stand out. */
const LONGEST_MARK = 120
const LINE_END = 0x0a

/** A mark in the form in which a pane takes badges. */
export interface ReplyMark extends TextRange {
  label: string
  note: string
  tone: 'warning' | 'fault'
}

export interface ReplyMarks {
  /** The marks in the reply as text. */
  text: ReplyMark[]
  /** The marks in its hex dump. */
  dump: ReplyMark[]
}

/** Creates marks in a reply's body for the diagnosis's findings there. `bytes` are those that the findings count. */
export function createReplyMarks(
  bytes: Uint8Array,
  findings: readonly Finding[],
  language: keyof Bilingual,
): ReplyMarks {
  const marks: ReplyMarks = { text: [], dump: [] }
  for (const { at, severity, title } of findings) {
    if (at?.in !== 'reply-body') continue
    const shown = { tone: severity === 'error' ? 'fault' : 'warning', note: title[language] } as const
    const { text, dump } = markedRanges(bytes, at)
    marks.text.push({ ...shown, label: title[language], ...text })
    // The text of the bytes follows them; a label between the two would push it away.
    marks.dump.push(...dump.map((range) => ({ ...shown, label: '', ...range })))
  }
  return marks
}

/** Returns the marked ranges of a place: in the text, and line by line in the dump. */
export function markedRanges(
  bytes: Uint8Array,
  { offset, length }: ReplyBodyPlace,
): { text: TextRange; dump: TextRange[] } {
  const marked = length <= LONGEST_MARK ? length : lengthOfFirstLine(bytes.subarray(offset, offset + length))
  return { text: byteRange(bytes, { offset, length: marked }), dump: dumpRanges(offset, marked) }
}

function lengthOfFirstLine(bytes: Uint8Array): number {
  const lineEnd = bytes.indexOf(LINE_END)
  return Math.min(LONGEST_MARK, lineEnd > 0 ? lineEnd : bytes.length)
}
