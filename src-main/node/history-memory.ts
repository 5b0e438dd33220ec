import type { Exchange, ExchangeSummary } from '../../src-core/contract/exchange.ts'
import type { HistoryStatus } from '../../src-core/contract/workbench.ts'
import type { History } from '../../src-core/ports.ts'

const MAX_EXCHANGES = 5000
/** Characters of bodies kept, about two bytes each: the bound that holds when messages are large. */
const MAX_CHARACTERS = 64 * 1024 * 1024

interface Kept {
  exchange: Exchange
  summary: ExchangeSummary
  characters: number
}

/** History for this run only, bounded: the oldest goes first. */
export function createMemoryHistory(reason: NonNullable<HistoryStatus['reason']>): History {
  /** Oldest first, as a Map keeps them. */
  const kept = new Map<string, Kept>()
  let characters = 0
  const deliveries = createDeliveries()

  function dropOldest(): void {
    const [id, oldest] = kept.entries().next().value!
    kept.delete(id)
    characters -= oldest.characters
    deliveries.remove(oldest.exchange)
  }

  return {
    status: () => ({ kept: 'memory', reason, count: kept.size }),
    async record(exchange, summary) {
      const size = measure(exchange)
      kept.set(exchange.id, { exchange, summary, characters: size })
      characters += size
      if (isGenuine(summary)) deliveries.add(exchange)
      while (kept.size > 1 && (kept.size > MAX_EXCHANGES || characters > MAX_CHARACTERS)) dropOldest()
    },
    get: (id) => kept.get(id)?.exchange ?? null,
    list({ before, limit }) {
      const all = [...kept.values()].toReversed()
      const start = before === undefined ? 0 : all.findIndex(({ exchange }) => exchange.id === before) + 1
      const items = all.slice(start, start + limit).map(({ summary }) => summary)
      return { items, more: start + limit < all.length }
    },
    amend(exchange, summary) {
      const before = kept.get(exchange.id)
      if (!before) return
      const size = measure(exchange)
      characters += size - before.characters
      // The place in the order stays the same.
      kept.set(exchange.id, { exchange, summary, characters: size })
    },
    deliveries: ({ since, limit, ...message }) =>
      deliveries
        .of(message, limit)
        .map((id) => kept.get(id)!.exchange)
        .filter(({ receivedAt }) => receivedAt >= since),
    async clear(which) {
      const gone = [...kept.values()].filter(
        ({ summary }) => which === 'all' || summary.standing === 'stranger',
      )
      for (const { exchange, characters: size } of gone) {
        kept.delete(exchange.id)
        characters -= size
        deliveries.remove(exchange)
      }
      return gone.length
    },
    async close() {},
  }
}

type Delivered = Pick<Exchange, 'id' | 'account' | 'messageKey'>

/** Which exchanges delivered a message, so that finding them does not go through all there is. */
function createDeliveries() {
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

function isGenuine({ standing, verdict }: ExchangeSummary): boolean {
  // Old rows say nothing of it; of them, only what was rejected was not genuine.
  return standing === undefined ? verdict !== 'rejected' : standing === 'genuine'
}

function measure({ request, message, response, backends = [] }: Exchange): number {
  return (
    backends.reduce((sum, { body }) => sum + body.length, 0) +
    request.body.length +
    (request.bodyBase64?.length ?? 0) +
    2 * (message?.xml.length ?? 0) +
    response.body.length
  )
}
