import type { ExchangeSummary } from '../contract/exchange.ts'
import type { ClearedHistory, ClearedPart } from '../ports/history.ts'

/** Returns true if there is nothing by which some exchanges are chosen from the others. */
export function isWhole({ account, before }: ClearedPart): boolean {
  return account === undefined && before === undefined
}

/** Returns true if clearing this part removes the exchange. */
export function isInPart(
  which: ClearedHistory,
  { account, before = Infinity }: ClearedPart,
  exchange: Pick<ExchangeSummary, 'account' | 'receivedAt' | 'standing'>,
): boolean {
  if (which === 'strangers' && exchange.standing !== 'stranger') return false
  return (account === undefined || exchange.account === account) && exchange.receivedAt < before
}
