import { CommandFailure } from '../contract/errors.ts'
import type { Exchange } from '../contract/exchange.ts'
import type { History } from '../ports/history.ts'

/** Throws NOT_FOUND, or NOT_READABLE if it is in the list but its record on disk is damaged. */
export function getExchange(history: Pick<History, 'get' | 'has'>, id: string): Exchange {
  const exchange = history.get(id)
  if (exchange) return exchange
  if (history.has(id)) throw new CommandFailure('NOT_READABLE', `The record of exchange ${id} is damaged.`)
  throw new CommandFailure('NOT_FOUND', `There is no exchange ${id}.`)
}
