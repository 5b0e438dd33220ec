/** Line ends as XML reads them, LF only (XML 1.0 §2.11), and the way back to places in the source. */
export type NewlineMap = {
  /** The text, or one of the same length and line ends, with CRLF and CR as LF. */
  normalize: (text: string) => string
  /** Converts an offset in the normalized text to the offset in the source, in UTF-16 units. */
  toSource: (offset: number) => number
}

export function createNewlineMap(source: string): NewlineMap {
  if (!source.includes('\r')) return { normalize: (text) => text, toSource: (offset) => offset }
  const pairs: number[] = []
  for (let at = source.indexOf('\r\n'); at !== -1; at = source.indexOf('\r\n', at + 2))
    pairs.push(at - pairs.length)
  return {
    normalize: (text) => text.replace(/\r\n?/g, '\n'),
    toSource: (offset) => offset + countBelow(pairs, offset),
  }
}

function countBelow(sorted: number[], limit: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < limit) low = middle + 1
    else high = middle
  }
  return low
}
