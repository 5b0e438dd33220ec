import type { ExchangeSummary } from '../../../../src-core/contract/exchange.ts'

/** The outcome of pressing 提交 in the console, as far as it is seen here. */
export interface Submission {
  exchange: string
  /** It was answered with its echostr; otherwise it was refused. */
  isVerified: boolean
  durationMs: number
}

/**
 * Returns the newest verification of an account that came since then (epoch milliseconds), a refused one included; null
 * if none did. `exchanges` are newest first. Strangers, such as scanners, verify nothing.
 */
export function findSubmission(
  exchanges: readonly ExchangeSummary[],
  account: string,
  since: number,
): Submission | null {
  for (const one of exchanges) {
    if (one.receivedAt < since) break
    if (one.account !== account || one.method !== 'GET' || one.direction === 'out') continue
    if (one.standing === 'stranger') continue
    const isVerified = one.verdict === 'accepted' && one.reply?.kind === 'echo'
    return { exchange: one.id, isVerified, durationMs: one.durationMs }
  }
  return null
}
