import type { ExchangeSummary } from '../../../src-core/contract/exchange.ts'

export type AttemptOutcome = 'tooLate' | 'hungUp' | 'status' | 'replied' | 'success' | 'invalid'

/** Returns the outcome of one delivery in a word; its verdict card says why. */
export function attemptOutcome({
  findings,
  status,
  verdict,
}: Pick<ExchangeSummary, 'findings' | 'status' | 'verdict'>): AttemptOutcome {
  if (findings.includes('reply.too-late')) return 'tooLate'
  if (status === 0) return 'hungUp'
  if (status !== 200) return 'status'
  if (verdict === 'accepted') return 'replied'
  return verdict === 'ignored' ? 'success' : 'invalid'
}
