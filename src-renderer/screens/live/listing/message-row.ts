import type { ExchangeSummary } from '../../../../src-core/contract/exchange.ts'

/** One message in the list, with its deliveries. */
export interface MessageRow {
  /** The last delivery. */
  newest: ExchangeSummary
  /** Oldest first; of very many, the last ones. */
  attempts: readonly ExchangeSummary[]
  /** Milliseconds from each attempt to the next, so one fewer than there are attempts. */
  gaps: readonly number[]
  /** The attempt whose reply WeChat took; null if it took none. Later deliveries did not ask for an answer. */
  counted: ExchangeSummary | null
}

/** A message that waited is recorded late, so that the order of deliveries is not always that of arrival. */
export function createMessageRow(deliveries: readonly ExchangeSummary[]): MessageRow {
  const attempts = deliveries.toReversed().toSorted((a, b) => a.receivedAt - b.receivedAt)
  return {
    newest: attempts.at(-1)!,
    attempts,
    gaps: attempts.slice(1).map(({ receivedAt }, index) => receivedAt - attempts[index]!.receivedAt),
    counted: attempts.find(({ verdict }) => verdict === 'accepted' || verdict === 'ignored') ?? null,
  }
}
