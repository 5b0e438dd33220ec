/** A piece of a page that tells most about it. Offsets are those of the page's text. */
export interface TellingPiece {
  /** On one line, without markup. */
  line: string
  start: number
  end: number
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
}

/** Writes a piece of a page on one line: without tags, entities and what nobody sees. */
export function toOneLine(piece: string): string {
  return piece
    .replace(/<\/?(?:a|abbr|b|code|em|i|span|strong|u)\b[^>]{0,500}>/gi, '')
    .replace(/<[^>]{0,500}>/g, ' ')
    .replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]{2,6}));/gi, (whole, hex, decimal, name) =>
      decodeEntity(whole, hex, decimal, name),
    )
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
}

function decodeEntity(whole: string, hex?: string, decimal?: string, name?: string): string {
  if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole
  const code = hex === undefined ? Number(decimal) : parseInt(hex, 16)
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole
}

const QUOTE = /&(?:#0{0,2}39|#x27|apos|(quot|#34));/gi

/**
 * Writes the quotes of a page, which HTML writes as entities, as they are. `rawIndex` returns where a character of the
 * result stands in the page.
 */
export function decodeQuotes(text: string): { text: string; rawIndex(index: number): number } {
  const shifts: [at: number, by: number][] = []
  let removed = 0
  const decoded = text.replace(QUOTE, (entity, double: string | undefined, offset: number) => {
    shifts.push([offset - removed, entity.length - 1])
    removed += entity.length - 1
    return double === undefined ? "'" : '"'
  })
  return {
    text: decoded,
    rawIndex: (index) => shifts.reduce((raw, [at, by]) => (at < index ? raw + by : raw), index),
  }
}
