const STATUS_LINE = String.raw`HTTP\/\d(?:\.\d)? \d{3}[^\r\n]*(?:\r?\n|$)`
const HEADER = String.raw`[A-Za-z][A-Za-z-]*: ?[^\r\n]*(?:\r?\n|$)`
const KNOWN = '(?=Content-|Status:|X-|Set-Cookie:|Cache-|Server:|Date:|Connection:)'
const HEAD = new RegExp(`^\\s*(?:${STATUS_LINE}|${KNOWN}${HEADER})(?:${HEADER})*`, 'i')

/** Returns the status line and the headers that somebody printed at the beginning of a body; null if there are none. */
export function findHead(text: string): string | null {
  return HEAD.exec(text.slice(0, 16_384))?.[0] ?? null
}
