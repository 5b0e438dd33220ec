import { toOneLine } from './piece.ts'
import type { TellingPiece } from './piece.ts'

/** Where the frameworks' error pages have the exception or the message. Group 1 is the piece. */
const PLACES: readonly RegExp[] = [
  // PHP's own, which may stand before anything else.
  /((?:<b>)?(?:Fatal error|Parse error|Warning|Notice|Deprecated)(?:<\/b>)?: [^]{1,600}? on line (?:<b>)?\d+)/,
  // The developer page of ASP.NET Core.
  /class="titleerror">([^]{1,2000}?)<\/div>/,
  // Django.
  /<h1>([^<]{1,300}<\/h1>\s*<pre class="exception_value">[^]{1,2000}?)<\/pre>/,
  // Spring Boot.
  /<div>(There was an unexpected error \([^)]{0,200}\)\.<\/div>\s*<div[^>]{0,100}>[^<]{1,2000})<\/div>/,
  /<div>(There was an unexpected error \([^)]{0,200}\)\.)/,
  // Tomcat, old and new; then Jetty.
  /<b>(?:exception|例外情况)<\/b>\s*<\/p>\s*<pre>([^\n<]{1,2000})/i,
  /<b>(?:Message|消息)<\/b>\s*([^]{1,1000}?)<\/p>/i,
  /<tr><th>CAUSED BY:<\/th><td>([^<]{1,1000})/i,
  /<tr><th>MESSAGE:<\/th><td>([^<]{1,1000})/i,
  /<pre>\s*((?:[\w$]+\.)+[\w$]*(?:Exception|Error)\b[^\n<]{0,1000})/,
  // ASP.NET's yellow page.
  /<h2>\s*<i>([^]{1,1000}?)<\/i>\s*<\/h2>/i,
  // Express and others: the stack in a `pre`.
  /<pre>\s*([\w.]*(?:Error|Exception)\b[^]{0,1000}?)(?:<br|\n|<\/pre>)/,
]

/** The elements that any other page says its subject in. */
const ELEMENTS: readonly RegExp[] = ['title', 'h1', 'h2', 'h3', 'pre', 'p', 'div'].map(
  (name) => new RegExp(`<${name}(?:\\s[^>]{0,300})?>([^]{0,1000}?)(?:</${name}>|<br|<div)`, 'i'),
)

/** A text that only repeats the status, or says that there was an error. */
const BARE =
  /^(?:(?:http )?(?:status |error )*(?:code )?[45]\d\d\b)?[\s:|–-]*(?:error|exception|whoops!?|sorry!?|bad request|unauthorized|forbidden|(?:page )?not found|method not allowed|unprocessable (?:entity|content)|(?:internal )?server error|bad gateway|service unavailable|gateway time-?out|action controller: exception caught|系统发生错误|出错了|页面错误)?[\s!！.。]*(?:\(#?[45]\d\d\)|[45]\d\d)?$/i

/** Reads the subject of an HTML page: the exception on a page of a framework's, else its title or first heading. */
export function readTellingHtml(text: string): TellingPiece | null {
  if (!/<(?:!doctype|html|head|title|body|h1|br|b|p|pre|div)\b/i.test(text.slice(0, 2000))) return null
  for (const place of PLACES) {
    const piece = cutOut(text, place)
    if (piece && piece.line !== '' && !BARE.test(piece.line)) return piece
  }
  const pieces = ELEMENTS.map((element) => cutOut(text, element)).filter(
    (piece): piece is TellingPiece => piece !== null && piece.line !== '',
  )
  return pieces.find(({ line }) => !BARE.test(line)) ?? pieces[0] ?? null
}

function cutOut(text: string, pattern: RegExp): TellingPiece | null {
  const match = pattern.exec(text)
  if (!match?.[1]) return null
  const start = match.index + match[0].indexOf(match[1])
  return { line: toOneLine(match[1]), start, end: start + match[1].length }
}
