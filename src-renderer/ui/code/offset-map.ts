/** Converts between offsets in a received text and offsets in the editor, where every line ends in one unit. */
export interface OffsetMap {
  toEditor(offset: number): number
  toText(position: number): number
}

/** Only CRLF takes two units in a text. */
export function createOffsetMap(text: string): OffsetMap {
  // Positions in the editor of the line ends that were CRLF, in order.
  const shortened: number[] = []
  for (let at = text.indexOf('\r\n'); at !== -1; at = text.indexOf('\r\n', at + 2))
    shortened.push(at - shortened.length)
  if (shortened.length === 0) return { toEditor: (offset) => offset, toText: (position) => position }

  function countBefore(value: number, valueAt: (index: number) => number): number {
    let low = 0
    let high = shortened.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (valueAt(middle) < value) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    toEditor: (offset) => offset - countBefore(offset, (index) => (shortened[index] ?? 0) + index + 1),
    toText: (position) => position + countBefore(position, (index) => shortened[index] ?? 0),
  }
}
