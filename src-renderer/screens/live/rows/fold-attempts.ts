import type { ExchangeSummary } from '../../../../src-core/contract/exchange.ts'
import { DELIVERY_WINDOW_MS } from '../../../../src-core/contract/limits.ts'

/** One message in the list, with every delivery of it. */
export interface MessageRow {
  /** The last delivery; the row stands where it arrived. */
  newest: ExchangeSummary
  /** Oldest first. */
  attempts: readonly ExchangeSummary[]
  /** Milliseconds from each attempt to the next, so one fewer than there are attempts. */
  gaps: readonly number[]
  /** The attempt whose reply WeChat took; null if it took none. Later deliveries did not ask for an answer. */
  counted: ExchangeSummary | null
}

/**
 * Returns the rows of a list that has its newest first. It takes one pass, since it runs anew for every batch that
 * arrives.
 */
export function foldAttempts(exchanges: readonly ExchangeSummary[]): MessageRow[] {
  const rows: ExchangeSummary[][] = []
  const open = new Map<string, ExchangeSummary[]>()
  for (const exchange of exchanges) {
    const { receivedAt } = exchange
    const key = keyOf(exchange)
    const row = key === null ? undefined : open.get(key)
    // A message that waited is recorded late, so that the order is not always that of arrival.
    if (row && Math.abs(row.at(-1)!.receivedAt - receivedAt) <= DELIVERY_WINDOW_MS) {
      row.push(exchange)
      continue
    }
    const opened = [exchange]
    rows.push(opened)
    if (key !== null) open.set(key, opened)
  }
  return rows.map(createRow)
}

/**
 * What comes in, what goes out and what is replayed have rows of their own, even if it is the same message: nobody sent
 * that once more because of a reply that was no good.
 */
function keyOf({ account, messageKey, direction, parent, run }: ExchangeSummary): string | null {
  if (account === null || messageKey === null) return null
  return [direction ?? 'in', (parent && run) ?? '', account, messageKey].join(' ')
}

function createRow(deliveries: ExchangeSummary[]): MessageRow {
  // Most rows: nothing to sort, and no gap.
  const attempts =
    deliveries.length === 1
      ? deliveries
      : deliveries.toReversed().toSorted((a, b) => a.receivedAt - b.receivedAt)
  return {
    newest: attempts.at(-1)!,
    attempts,
    gaps: attempts.slice(1).map(({ receivedAt }, index) => receivedAt - attempts[index]!.receivedAt),
    counted: attempts.find(({ verdict }) => verdict === 'accepted' || verdict === 'ignored') ?? null,
  }
}
