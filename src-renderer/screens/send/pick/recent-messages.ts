import type { ExchangeSummary } from '../../../../src-core/contract/exchange.ts'

/** The most messages that are listed: those before them are in the list of exchanges. */
const MOST = 20

/**
 * Returns the messages that were sent from here, the newest first. Each is told by one exchange: the deliveries of a
 * message share its key, and several targets got the same message. `exchanges` has the newest first.
 */
export function recentMessages(exchanges: readonly ExchangeSummary[], account: string): ExchangeSummary[] {
  const recent = new Map<string, ExchangeSummary>()
  for (const exchange of exchanges) {
    const { run, messageKey, type, id } = exchange
    const isSent = run?.startsWith('send-') === true && exchange.account === account
    if (!isSent || type === null) continue
    const key = messageKey ?? id
    if (!recent.has(key)) recent.set(key, exchange)
    if (recent.size === MOST) break
  }
  return [...recent.values()]
}
