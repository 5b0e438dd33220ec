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
    const { account, messageKey, receivedAt } = exchange
    const key = account === null || messageKey === null ? null : `${account} ${messageKey}`
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
