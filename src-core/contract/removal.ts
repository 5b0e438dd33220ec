import type { ExchangeSummary } from './exchange.ts'

export type ClearedHistory = 'all' | 'strangers'

/** Exchanges to which all of this applies. */
export interface ClearedPart {
  account?: string | undefined
  /** Epoch milliseconds: those that came earlier. */
  before?: number | undefined
}

/** Exchanges of one kind; the pinned ones only if it says so. */
export interface ClearedTarget extends ClearedPart {
  which: ClearedHistory
  pinned?: boolean | undefined
}

/** The exchanges that are to be removed. Single ones are named, and may be pinned. */
export type RemovalTarget = ClearedTarget | { ids: readonly string[] }

type Judged = Pick<ExchangeSummary, 'id' | 'account' | 'receivedAt' | 'standing' | 'pinned'>

/** Returns true if the exchange came in this part. */
export function isInPart({ account, before }: ClearedPart, exchange: Omit<Judged, 'id'>): boolean {
  return (
    (account === undefined || exchange.account === account) &&
    (before === undefined || exchange.receivedAt < before)
  )
}

/** Returns a predicate that is true of the exchanges that are to be removed, of those that are there at that moment. */
export function createTargetTest(target: RemovalTarget): (exchange: Judged) => boolean {
  if ('ids' in target) {
    const ids = new Set(target.ids)
    return ({ id }) => ids.has(id)
  }
  const { which, pinned, ...part } = target
  return (exchange) =>
    (which === 'all' || exchange.standing === 'stranger') &&
    (pinned === true || exchange.pinned !== true) &&
    isInPart(part, exchange)
}
