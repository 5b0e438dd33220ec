import type { Found } from '../../../../src-core/contract/filter.ts'

/** Where a time is in the list. */
export interface TimePlace {
  /** The exchange to select there. */
  id: string
  at: number
  /** The number of lines that the list has. */
  total: number
  /** Epoch milliseconds; null at a closed group, whose newest row may be another one. */
  receivedAt: number | null
  /** False while an older row may still be found that fits better. */
  isReached: boolean
}

/** Reads the answer to a question for the line at a time; null if that line could not be read. */
export function readTimePlace(
  { lines, from, total }: Pick<Found, 'lines' | 'from' | 'total'>,
  at: number,
  ms: number,
): TimePlace | null {
  const line = lines[at - from]
  if (line?.kind === 'group') return { id: line.newest.id, at, total, receivedAt: null, isReached: false }
  if (line?.kind !== 'row') return null
  const { id, receivedAt } = line.deliveries[0]!
  return { id, at, total, receivedAt, isReached: receivedAt <= ms }
}
