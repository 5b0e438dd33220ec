import type { Place } from '../../contract/exchange.ts'
import type { Page } from '../page/page.ts'
import { toOneLine } from './piece.ts'
import { readTellingHtml } from './telling-html.ts'
import { readTellingJson } from './telling-json.ts'
import { readTellingText } from './telling-text.ts'

/** The line of an error page that tells most, to be quoted. */
export interface TellingLine {
  text: string
  at: Place
}

/** Characters that are quoted: enough for an exception and its message. */
const QUOTED = 160

/** Finds the line of an answer that tells most about it: JSON's message, a page's title, an exception. Null if it is empty. */
export function readTellingLine(page: Page): TellingLine | null {
  const { text } = page
  const piece = readTellingJson(text) ?? readTellingHtml(text) ?? readTellingText(text)
  if (!piece || piece.line === '') return null
  return { text: cut(piece.line), at: page.placeOf(piece.start, piece.end) }
}

/** An exception by its name, in the languages that backends are written in. */
const EXCEPTION =
  /\b[A-Za-z_$][\w$.\\]*(?:Exception|Error)\b|^(?:Exception|Error|panic): |\b(?:Fatal|Parse) error:|\bTraceback\b|\bUncaught\b/

/** Tells whether a quoted line names an exception: it is then the cause, and nothing has to be guessed. */
export function namesException(line: string): boolean {
  return EXCEPTION.test(line)
}

/** Returns a piece of the page as a line to be quoted. */
export function quotePiece(page: Page, start: number, end: number): TellingLine {
  return { text: cut(toOneLine(page.text.slice(start, end))), at: page.placeOf(start, end) }
}

function cut(line: string): string {
  const characters = Array.from(line)
  return characters.length > QUOTED ? `${characters.slice(0, QUOTED).join('').trimEnd()}…` : line
}
