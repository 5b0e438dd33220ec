import type { historyCommands } from '../contract/history.ts'
import type { Handlers } from '../contract/command.ts'
import { findCounterparts } from '../conversion/exchange-counterparts.ts'
import { reportSignature } from '../diagnosis/signature/genuineness.ts'
import { findLayers } from '../exchange/layers.ts'
import type { HeldRequests } from '../by-hand/held.ts'
import type { History } from '../ports.ts'
import type { Settings } from '../settings/settings.ts'
import { getExchange } from './get-exchange.ts'

export function createHistoryHandlers(
  history: History,
  settings: Settings,
  held: HeldRequests,
): Handlers<typeof historyCommands> {
  return {
    'exchange.list': (query) => history.list(query),
    'exchange.get': ({ id }) => getExchange(history, id),
    'exchange.signature': ({ id }) => reportSignature(getExchange(history, id), settings.accounts),
    'exchange.layers': ({ id }) => findLayers(getExchange(history, id), settings.accounts),
    'exchange.counterparts': ({ id }) => findCounterparts(held.get(id) ?? getExchange(history, id)),
    'history.clear': async ({ which }) => ({ removed: await history.clear(which) }),
  }
}
