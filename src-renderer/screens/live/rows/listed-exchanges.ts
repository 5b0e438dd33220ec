import type { ExchangeSummary } from '../../../../src-core/contract/exchange.ts'
import { kindOfRun } from '../../../../src-core/contract/run-kind.ts'

/**
 * Returns true if it belongs to a check-up or to a burst, whose own screen opens it: their hundreds of requests would
 * drown the list.
 */
export function isOfLargeRun({ run }: { run?: string | null | undefined }): boolean {
  const kind = run == null ? null : kindOfRun(run)
  return kind === 'check-up' || kind === 'burst'
}

/** Returns the exchanges that the list may show: the same array if it may show all of them. */
export function listedExchanges(exchanges: readonly ExchangeSummary[]): readonly ExchangeSummary[] {
  return exchanges.some(isOfLargeRun) ? exchanges.filter((one) => !isOfLargeRun(one)) : exchanges
}
