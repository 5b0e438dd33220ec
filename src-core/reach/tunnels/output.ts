import type { TunnelOutput } from '../../contract/tunnel.ts'

/** The last lines that are kept. */
const LINES_MAX = 300

/** The longest line that is kept, in UTF-16 units. */
const LINE_MAX = 2000

/** ECMA-48: colours and movements of the cursor (CSI), titles and links (OSC), and the short ones. */
// oxlint-disable-next-line no-control-regex -- they are what is removed
const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~])/g

/** Everything else that moves, hides or reorders text: control characters, and marks of direction. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

const MARKED =
  /^(?:ERROR|FATAL|panic)|\b(?:ERR|FTL|EROR|CRIT|error|fatal|failed|denied|refused|invalid|closed by|not responding|timed out)\b/i

/** What a program prints, as long as somebody may look at it. Bounded, whatever it prints. */
export interface ProgramOutput {
  /** Keeps a line and returns it as it may be read and shown. */
  add(raw: string): string
  last(): TunnelOutput
  count(): number
  /** Returns the line that says most of what went wrong; null if none has text. */
  findTelling(): string | null
  /** Nothing of all that it printed is text. */
  isUnreadable(): boolean
}

export function createProgramOutput(): ProgramOutput {
  let lines: string[] = []
  let count = 0
  let hasText = false
  return {
    add(raw) {
      const line = cleanLine(raw)
      count++
      hasText ||= isText(line)
      lines.push(line)
      // In steps, so that a flood does not copy the list for each line.
      if (lines.length > 2 * LINES_MAX) lines = lines.slice(-LINES_MAX)
      return line
    },
    last() {
      const kept = lines.slice(-LINES_MAX)
      return { lines: kept, dropped: count - kept.length }
    },
    count: () => count,
    findTelling() {
      const told = lines.filter(isText)
      return told.findLast((line) => MARKED.test(line)) ?? told.at(-1) ?? null
    },
    isUnreadable: () => count > 0 && !hasText,
  }
}

/** Returns the text of a line without anything that moves, hides or reorders text; a long one is cut. */
export function cleanLine(raw: string): string {
  // Cut twice: what is removed must not cost more than what is kept, and may have been most of it.
  const cut = raw.length > 4 * LINE_MAX ? raw.slice(0, 4 * LINE_MAX) : raw
  const line = cut.replaceAll('\t', '  ').replaceAll(ESCAPES, '').replaceAll(UNSEEN, '').trimEnd()
  return line.length > LINE_MAX || cut !== raw
    ? `${line.slice(0, LINE_MAX).replace(/[\ud800-\udbff]$/, '')}…`
    : line
}

/** A few letters may stand in anything binary. */
function isText(line: string): boolean {
  const broken = line.match(/\ufffd/g)?.length ?? 0
  return /[\p{L}\p{N}]{2}/u.test(line) && broken * 4 < line.length
}
