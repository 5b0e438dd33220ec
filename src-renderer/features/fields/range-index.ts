import type { TextRange } from '../../../src-core/contract/conversion.ts'

/**
 * Returns the number of the innermost range around an offset, or null. Ranges lie in or beside one another, never
 * across.
 */
export type RangeIndex = (offset: number) => number | null

export function createRangeIndex(ranges: readonly TextRange[]): RangeIndex {
  const order = ranges
    .map((range, number) => ({ ...range, number, parent: -1 }))
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
  const around: number[] = []
  for (const [index, range] of order.entries()) {
    while (around.length > 0 && order[around.at(-1)!]!.end < range.end) around.pop()
    range.parent = around.at(-1) ?? -1
    around.push(index)
  }

  return (offset) => {
    let low = 0
    let high = order.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (order[middle]!.start <= offset) low = middle + 1
      else high = middle
    }
    // It is the last range that begins before it, or one of those around that one.
    for (let index = low - 1; index >= 0; index = order[index]!.parent) {
      if (offset <= order[index]!.end) return order[index]!.number
    }
    return null
  }
}
