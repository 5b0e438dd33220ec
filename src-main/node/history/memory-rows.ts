import type { Exchange, ExchangeSummary, Standing } from '../../../src-core/contract/exchange.ts'
import type { Query } from '../../../src-core/contract/query.ts'
import { createTargetTest, isInPart } from '../../../src-core/contract/removal.ts'
import type { RemovalTarget } from '../../../src-core/contract/removal.ts'
import type { History, KeptBounds, RefusedLimit, TextKey } from '../../../src-core/ports/history.ts'
import { findFacts } from '../../../src-core/query/facts.ts'
import type { Facts } from '../../../src-core/query/facts.ts'
import { matches } from '../../../src-core/query/matches.ts'
import { VALUES_LOOKED_AT } from './counting-values.ts'
import type { Examined } from './examining.ts'
import { createDeliveries } from './memory-deliveries.ts'
import type { Recorded } from './store.ts'

/** A row as it is kept; taken out, it still knows its place. */
export interface Taken extends Recorded {
  bytes: number
  /** The number of its arrival. */
  order: number
  /** Found when it is first asked for: most exchanges are on the disk before anybody does. */
  facts: Facts | null
}

export interface Matching {
  order: number
  summary: ExchangeSummary
  facts: Facts
}

/** Throws for a question that looks into the exchange. */
export function matchesFacts(query: Query, facts: Facts): boolean {
  return matches(query, facts, { message: refuse, test: refuse })
}

function refuse(): never {
  throw new TypeError('only a search looks into the exchanges')
}

/**
 * Exchanges in memory, within bounds: the oldest refused ones beyond `refused` are dropped, strangers before
 * lookalikes; beyond `bounds` more of the same are dropped, and then the oldest of all. So nobody who knows the address
 * can push out genuine exchanges. Pinned ones are never dropped.
 */
export interface MemoryRows extends Pick<History, 'get' | 'list' | 'deliveries'> {
  readonly size: number
  /** Returns the number of exchanges that were dropped to keep within `bounds`. */
  add(recorded: Recorded): number
  /** Returns false if the exchange is not here. */
  amend(recorded: Recorded): boolean
  /** Returns false if the exchange is not here. */
  remove(id: string): boolean
  limitRefused(limit: RefusedLimit): void
  count: History['count']
  /** Removes these exchanges and returns them. */
  take(target: RemovalTarget): Taken[]
  /** Puts those that were taken back into their places. */
  restore(taken: readonly Taken[]): void
  /** Returns the ids of the exchanges that it removed. */
  removeBeyond(bounds: KeptBounds): string[]
  /** Grows with every change of the rows. */
  readonly revision: number
  /** The number of the last arrival. */
  readonly latest: number
  /** Returns those for which `examine` returns true, newest first. */
  matching(examine: (all: readonly Examined[]) => boolean[]): Matching[]
  /** Returns the summaries of those of these numbers that are here. */
  summaries(orders: readonly number[]): ReadonlyMap<number, ExchangeSummary>
  /** Null if it is not here. */
  orderOf(id: string): number | null
  /** Returns the values of a key of the newest exchanges, newest first. */
  values(key: TextKey): string[]
  /** Returns the oldest exchanges, up to so many rows and bytes, but at least one. */
  oldest(limit: { rows: number; bytes: number }): Recorded[]
}

export function createMemoryRows(bounds: RefusedLimit, refusedLimit: RefusedLimit): MemoryRows {
  /** Oldest first, as a Map keeps them. */
  const kept = new Map<string, Taken>()
  const idsByStanding: Record<Standing, Set<string>> = {
    stranger: new Set(),
    lookalike: new Set(),
    genuine: new Set(),
  }
  const total = { rows: 0, bytes: 0 }
  let latest = 0
  const refused = { rows: 0, bytes: 0 }
  let limit = refusedLimit
  let revision = 0
  const deliveries = createDeliveries()

  function count({ exchange, bytes }: Taken, sign: 1 | -1): void {
    revision++
    for (const sum of standingOf(exchange) === 'genuine' || exchange.pinned ? [total] : [total, refused]) {
      sum.rows += sign
      sum.bytes += sign * bytes
    }
  }
  function put(one: Taken): void {
    const { exchange } = one
    kept.set(exchange.id, one)
    if (!exchange.pinned) idsByStanding[standingOf(exchange)].add(exchange.id)
    count(one, 1)
    // A message of ours is no delivery to us.
    if (standingOf(exchange) === 'genuine' && exchange.direction !== 'out') deliveries.add(exchange)
  }
  function remove(id: string): boolean {
    const one = kept.get(id)
    if (!one) return false
    kept.delete(id)
    idsByStanding[standingOf(one.exchange)].delete(id)
    count(one, -1)
    deliveries.remove(one.exchange)
    return true
  }
  /** Returns false if there is none that may be removed. */
  function removeOldest(standings: readonly Standing[]): boolean {
    for (const standing of standings) {
      const [id] = idsByStanding[standing]
      if (id !== undefined) return remove(id)
    }
    return false
  }
  function take(target: RemovalTarget): Taken[] {
    const isMeant = createTargetTest(target)
    const taken = [...kept.values()].filter(({ exchange }) => isMeant(exchange))
    for (const one of taken) remove(one.exchange.id)
    return taken
  }
  function enforce(): number {
    while (isOver(refused, limit) && removeOldest(['stranger', 'lookalike']));
    const before = kept.size
    while (kept.size > 1 && isOver(total, bounds) && removeOldest(['stranger', 'lookalike', 'genuine']));
    return before - kept.size
  }
  /** Brings all that tells of an order back into that of arrival. */
  function sort(): void {
    const all = [...kept.values()].toSorted((a, b) => a.order - b.order)
    for (const { exchange } of all) remove(exchange.id)
    for (const one of all) put(one)
  }

  return {
    get size() {
      return kept.size
    },
    get revision() {
      return revision
    },
    matching(examine) {
      const all = [...kept.values()].toReversed()
      const fits = examine(all.map((one) => ({ facts: factsOf(one), message: () => one.exchange.message })))
      return all
        .filter((_, index) => fits[index])
        .map((one) => ({ order: one.order, summary: one.summary, facts: factsOf(one) }))
    },
    get latest() {
      return latest
    },
    summaries(orders) {
      const wanted = new Set(orders)
      const found = [...kept.values()].filter(({ order }) => wanted.has(order))
      return new Map(found.map(({ order, summary }) => [order, summary]))
    },
    orderOf: (id) => kept.get(id)?.order ?? null,
    values: (key) =>
      [...kept.values()]
        .slice(-VALUES_LOOKED_AT)
        .toReversed()
        .flatMap((one) => factsOf(one)[key] ?? []),
    add(recorded) {
      const { exchange } = recorded
      remove(exchange.id)
      put({ ...recorded, bytes: measure(exchange), facts: null, order: ++latest })
      return enforce()
    },
    amend(recorded) {
      const before = kept.get(recorded.exchange.id)
      if (!before) return false
      const after = { ...before, ...recorded, bytes: measure(recorded.exchange), facts: null }
      count(before, -1)
      count(after, 1)
      // The place in the order stays the same.
      kept.set(recorded.exchange.id, after)
      const isSame = before.exchange.pinned === after.exchange.pinned
      if (!isSame) sort()
      return true
    },
    remove,
    limitRefused(wanted) {
      limit = wanted
      enforce()
    },
    get: (id) => kept.get(id)?.exchange ?? null,
    list({ where, before, limit: rows }) {
      const all = [...kept.values()].toReversed()
      const start = before === undefined ? 0 : all.findIndex(({ exchange }) => exchange.id === before) + 1
      const items: ExchangeSummary[] = []
      for (const one of all.slice(start)) {
        const { summary } = one
        if (where && !matchesFacts(where, factsOf(one))) continue
        if (items.length === rows) return { items, more: true }
        items.push(summary)
      }
      return { items, more: false }
    },
    deliveries: ({ since, limit: rows, ...message }) =>
      deliveries
        .of(message, rows)
        .map((id) => kept.get(id)!.exchange)
        .filter(({ receivedAt }) => receivedAt >= since),
    count(part) {
      const all = [...kept.values()].filter(({ exchange }) => isInPart(part, exchange))
      const pinned = all.filter(({ exchange }) => exchange.pinned).length
      return { count: all.length - pinned, pinned }
    },
    take,
    restore(taken) {
      for (const one of taken) put(one)
      sort()
      enforce()
    },
    removeBeyond({ of, since, rows }) {
      const isTheirs = createOwnerTest(of)
      const theirs = [...kept.values()].filter(({ exchange }) => !exchange.pinned && isTheirs(exchange))
      const old = since === null ? [] : theirs.filter(({ exchange }) => cameAt(exchange) < since)
      for (const { exchange } of old) remove(exchange.id)
      const genuine = theirs.filter(({ exchange: { id } }) => kept.has(id) && idsByStanding.genuine.has(id))
      const many = rows === null ? [] : genuine.slice(0, Math.max(0, genuine.length - rows))
      for (const { exchange } of many) remove(exchange.id)
      return [...old, ...many].map(({ exchange }) => exchange.id)
    },
    oldest({ rows, bytes }) {
      const found: Recorded[] = []
      let sum = 0
      for (const one of kept.values()) {
        sum += one.bytes
        if (found.length > 0 && (found.length === rows || sum > bytes)) break
        found.push(one)
      }
      return found
    },
  }
}

function factsOf(one: Taken): Facts {
  return (one.facts ??= findFacts(one.exchange))
}

/** Returns the time from which an exchange has been here. */
function cameAt({ receivedAt, session }: Pick<Exchange, 'receivedAt' | 'session'>): number {
  return Math.max(receivedAt, session?.importedAt ?? 0)
}

/** Returns a predicate that is true of the exchanges that bounds are for. */
function createOwnerTest(of: KeptBounds['of']): (exchange: Pick<Exchange, 'account'>) => boolean {
  if (!of) return () => true
  if ('account' in of) return ({ account }) => account === of.account
  const except = new Set(of.except)
  return ({ account }) => account === null || !except.has(account)
}

function standingOf({ standing = 'genuine' }: Pick<ExchangeSummary, 'standing'>): Standing {
  return standing
}

function isOver(sum: RefusedLimit, { rows, bytes }: RefusedLimit): boolean {
  return sum.rows > rows || sum.bytes > bytes
}

/** The bytes that an exchange takes besides its texts: objects, headers, findings. */
const FRAME_BYTES = 4096

/** Estimates the bytes that an exchange takes here; the message holds its text and the simple view of it. */
function measure({ request, message, response, backends = [] }: Exchange): number {
  const characters =
    [request, response, ...backends].reduce(
      (sum, { body, bodyBase64 = '' }) => sum + body.length + bodyBase64.length,
      0,
    ) +
    (response.plain?.length ?? 0) +
    2 * (message?.xml.length ?? 0) +
    request.headers.reduce((sum, [name, value]) => sum + name.length + value.length, 0)
  return FRAME_BYTES + 2 * characters
}
