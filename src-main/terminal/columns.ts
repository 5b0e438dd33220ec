/** Every terminal has as many columns at least. */
export const WIDTH = 80

/** Stands before each row, and between its two columns. */
const GAP = '  '

/** Characters that take two columns of a terminal: 汉字, kana, hangul, full-width forms, emoji (Unicode's width W and F). */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u

/** Counts the columns that a text takes on a terminal. */
export function measure(text: string): number {
  return Array.from(text).reduce((width, character) => width + (WIDE.test(character) ? 2 : 1), 0)
}

/** Stays on one line: a word, or a 汉字; with opening marks before it and closing marks behind it. */
const UNIT = /[（「《]*(?:\p{Script=Han}|[^\s\p{Script=Han}（「《，。、；：）」》]+)?[，。、；：）」》]*\s*/gu

/** Breaks a text into lines of at most `width` columns; a longer word gets a line of its own. */
export function wrap(text: string, width: number): string[] {
  return fill(text.match(UNIT)?.filter(Boolean) ?? [], width)
}

/** Puts units one behind the other, as many on a line as have room; each brings its blanks along. */
export function fill(units: readonly string[], width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const unit of units) {
    if (line !== '' && measure((line + unit).trimEnd()) > width) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += unit
  }
  return [...lines, line.trimEnd()]
}

/** Lays out rows in two columns, the second wrapped; a term that is wider than its column stands on its own line. */
export function layOut(rows: readonly (readonly [term: string, text: string])[], termWidth: number): string {
  const indent = GAP.length + termWidth + GAP.length
  return rows
    .map(([term, text]) => {
      const spare = termWidth - measure(term)
      const start = spare < 0 ? `${term}\n${' '.repeat(indent)}` : term + ' '.repeat(spare) + GAP
      return `${GAP}${start}${wrap(text, WIDTH - indent).join(`\n${' '.repeat(indent)}`)}\n`
    })
    .join('')
}
