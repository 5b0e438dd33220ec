import type { ExchangeSummary } from '../contract/exchange.ts'
import type { Surveyed } from '../ports/history.ts'

/** Returns what is counted of an exchange. */
export function surveyedOf({
  id,
  receivedAt,
  durationMs,
  standing = 'genuine',
  findings,
}: ExchangeSummary): Surveyed {
  return { id, receivedAt, durationMs, genuine: standing === 'genuine', codes: [...new Set(findings)] }
}
