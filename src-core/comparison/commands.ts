import type { Handlers } from '../contract/command.ts'
import type { comparisonCommands } from '../contract/comparison.ts'
import { getExchange } from '../history/get-exchange.ts'
import type { Ports } from '../ports.ts'
import { compareExchanges } from './compare-exchanges.ts'

export function createComparisonHandlers(history: Ports['history']): Handlers<typeof comparisonCommands> {
  return {
    'exchange.compare': ({ left, right }) =>
      compareExchanges(getExchange(history, left), getExchange(history, right)),
  }
}
