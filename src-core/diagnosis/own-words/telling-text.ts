import { toOneLine } from './piece.ts'
import type { TellingPiece } from './piece.ts'

/** The last line of a traceback of Python, which names the exception; all others name it first. */
const RAISED = /^[\w.]*(?:Error|Exception|Exit|Interrupt)\b.*$/

/** Reads plain text: the exception of a Python traceback, else the first line that has anything in it. */
export function readTellingText(text: string): TellingPiece | null {
  const lines: TellingPiece[] = []
  for (const match of text.matchAll(/[^\r\n]+/g)) {
    const line = toOneLine(match[0])
    if (line !== '') lines.push({ line, start: match.index, end: match.index + match[0].length })
  }
  const traced = text.includes('Traceback (most recent call last)')
  const raised = traced ? lines.findLast(({ line }) => RAISED.test(line)) : undefined
  return raised ?? lines[0] ?? null
}
