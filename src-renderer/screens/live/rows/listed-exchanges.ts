import type { ExchangeSummary } from '../../../../src-core/contract/exchange.ts'
import { kindOfRun } from '../../../../src-core/contract/run-kind.ts'

/** Returns true if it belongs to a check-up, whose own table opens it: its hundred requests would drown the list. */
export function isOfCheckUp({ run }: { run?: string | null | undefined }): boolean {
  return run != null && kindOfRun(run) === 'check-up'
}

/** Returns the exchanges that the list may show: the same array if it may show all of them. */
export function listedExchanges(exchanges: readonly ExchangeSummary[]): readonly ExchangeSummary[] {
  return exchanges.some(isOfCheckUp) ? exchanges.filter((one) => !isOfCheckUp(one)) : exchanges
}
