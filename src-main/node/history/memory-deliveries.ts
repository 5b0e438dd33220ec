import type { Exchange } from '../../../src-core/contract/exchange.ts'

type Delivered = Pick<Exchange, 'id' | 'account' | 'messageKey'>

/** Remembers which exchanges delivered a message, so that finding them does not read all exchanges. */
export function createDeliveries() {
  /** Oldest first. */
  const idsByMessage = new Map<string, string[]>()
  const keyOf = ({ account, messageKey }: Omit<Delivered, 'id'>) => `${account} ${messageKey}`
  return {
    add(exchange: Delivered): void {
      const ids = idsByMessage.get(keyOf(exchange))
      if (ids) ids.push(exchange.id)
      else idsByMessage.set(keyOf(exchange), [exchange.id])
    },
    remove(exchange: Delivered): void {
      const ids = idsByMessage.get(keyOf(exchange))?.filter((id) => id !== exchange.id)
      if (ids?.length) idsByMessage.set(keyOf(exchange), ids)
      else idsByMessage.delete(keyOf(exchange))
    },
    /** Newest first. */
    of: (message: Omit<Delivered, 'id'>, limit: number) =>
      (idsByMessage.get(keyOf(message)) ?? []).slice(-limit).toReversed(),
  }
}
