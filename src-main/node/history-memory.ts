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
  const deliveries = createDeliveryTimes()

  function dropOldest(): void {
    const [id, oldest] = kept.entries().next().value!
    kept.delete(id)
    characters -= oldest.characters
    deliveries.removeOldest(oldest.exchange)
  }

  return {
    status: () => ({ kept: 'memory', reason, count: kept.size }),
    record(exchange, summary) {
      const size = measure(exchange)
      kept.set(exchange.id, { exchange, summary, characters: size })
      characters += size
      deliveries.add(exchange)
      while (kept.size > 1 && (kept.size > MAX_EXCHANGES || characters > MAX_CHARACTERS)) dropOldest()
    },
    get: (id) => kept.get(id)?.exchange ?? null,
    list({ before, limit }) {
      const all = [...kept.values()].toReversed()
      const start = before === undefined ? 0 : all.findIndex(({ exchange }) => exchange.id === before) + 1
      const items = all.slice(start, start + limit).map(({ summary }) => summary)
      return { items, more: start + limit < all.length }
    },
    countDeliveries: deliveries.count,
    clear() {
      const { size } = kept
      kept.clear()
      deliveries.clear()
      characters = 0
      return size
    },
    close() {},
  }
}

type Delivered = Pick<Exchange, 'account' | 'messageKey' | 'receivedAt'>

/** When each message was delivered, so that counting does not go through all there is. */
function createDeliveryTimes() {
  const timesByMessage = new Map<string, number[]>()
  const keyOf = ({ account, messageKey }: Pick<Delivered, 'account' | 'messageKey'>) =>
    `${account} ${messageKey}`
  return {
    add(exchange: Delivered): void {
      const times = timesByMessage.get(keyOf(exchange))
      if (times) times.push(exchange.receivedAt)
      else timesByMessage.set(keyOf(exchange), [exchange.receivedAt])
    },
    removeOldest(exchange: Delivered): void {
      const times = timesByMessage.get(keyOf(exchange))
      times?.shift()
      if (times?.length === 0) timesByMessage.delete(keyOf(exchange))
    },
    count({ since, ...message }: Parameters<History['countDeliveries']>[0]): number {
      return (timesByMessage.get(keyOf(message)) ?? []).filter((receivedAt) => receivedAt >= since).length
    },
    clear: () => timesByMessage.clear(),
  }
}

function measure({ request, message, response }: Exchange): number {
  return (
    request.body.length +
    (request.bodyBase64?.length ?? 0) +
    2 * (message?.xml.length ?? 0) +
    response.body.length
  )
}
