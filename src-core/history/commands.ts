import type { Exchange } from '../contract/exchange.ts'
import type { historyCommands } from '../contract/history.ts'
import type { Handlers } from '../contract/command.ts'
import type { History } from '../ports/history.ts'
import type { Settings } from '../settings/settings.ts'
import { getExchange } from './get-exchange.ts'
import { markExchanges } from './mark.ts'
import { openExchange } from './open-exchange.ts'
import { listOtherDeliveries } from './other-deliveries.ts'
import type { Removals } from './removals.ts'

export function createHistoryHandlers(
  history: History,
  amend: (exchange: Exchange) => void,
  removals: Pick<Removals, 'begin'>,
  settings: Pick<Settings, 'accounts'>,
): Handlers<typeof historyCommands> {
  return {
    'exchange.list': (query) => history.list(query),
    'exchange.get': ({ id }) => getExchange(history, id),
    'exchange.open': ({ id }) => {
      const exchange = getExchange(history, id)
      return openExchange(exchange, settings.accounts, listOtherDeliveries(history, exchange))
    },
    'exchange.mark': ({ ids, ...marks }) => {
      markExchanges(history, amend, ids, marks)
      return null
    },
    'history.count': (part) => history.count(part),
    'history.size': () => ({ bytes: history.size(), durable: history.isDurable() }),
    'history.clear': (target) => removals.begin(target),
    'exchange.remove': ({ ids, after }) => removals.begin({ ids }, after),
  }
}
