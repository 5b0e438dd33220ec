import type { Exchange } from '../../../src-core/contract/exchange.ts'
import type { Query } from '../../../src-core/contract/query.ts'
import { createTargetTest } from '../../../src-core/contract/removal.ts'
import type { RemovalTarget } from '../../../src-core/contract/removal.ts'
import type { History, RefusedLimit } from '../../../src-core/ports/history.ts'
import { findFacts } from '../../../src-core/query/facts.ts'
import { createMemoryRows, matchesFacts } from './memory-rows.ts'
import type { MemoryRows, Taken } from './memory-rows.ts'
import type { Batch, Recorded } from './store.ts'

/** The most that may wait for the disk. While the disk is well, only exchanges in flight wait. */
const BOUNDS = { rows: 5000, bytes: 128 * 1024 * 1024 }

/** The most that one commit writes, so that a long queue is written in steps. */
const COMMIT = { rows: 200, bytes: 8 * 1024 * 1024 }

/** Exchanges on their way to the disk, which can be found here meanwhile. */
export interface WaitingRoom extends Pick<History, 'get' | 'deliveries' | 'hold'> {
  readonly size: number
  /** The number of exchanges that were dropped because too many waited. */
  readonly dropped: number
  readonly isEmpty: boolean
  has(id: string): boolean
  add(recorded: Recorded): void
  amend(recorded: Recorded): void
  list: History['list']
  matching: MemoryRows['matching']
  values: MemoryRows['values']
  count: History['count']
  /** Returns the batch to write next, and `done`, to be called when it is written. */
  next(): { batch: Batch; done(): void }
  /** Forgets these exchanges, and returns those that were not on the disk yet. */
  take(target: RemovalTarget): Taken[]
  restore(taken: readonly Taken[]): void
  /** Returns the amended row until it is written. */
  amended(id: string): Recorded | undefined
  /** Returns all that were amended and are not written yet. */
  listAmended(): Exchange[]
  /** Returns the query for the rows on the disk, so that amended rows are judged by their present state. */
  forDisk(where: Query, fits?: (exchange: Exchange) => boolean): Query
  limitRefused(limit: RefusedLimit): void
}

export function createWaitingRoom(limit: RefusedLimit): WaitingRoom {
  const rows = createMemoryRows(BOUNDS, limit)
  const amended = new Map<string, Recorded>()
  const held = new Map<string, Exchange>()
  let dropped = 0
  return {
    get size() {
      return rows.size
    },
    get dropped() {
      return dropped
    },
    get isEmpty() {
      return rows.size + amended.size + held.size === 0
    },
    has: (id) => rows.get(id) !== null,
    add(recorded) {
      held.delete(recorded.exchange.id)
      dropped += rows.add(recorded)
    },
    amend(recorded) {
      if (!rows.amend(recorded)) amended.set(recorded.exchange.id, recorded)
    },
    hold: (exchange) => void held.set(exchange.id, exchange),
    get: (id) => rows.get(id) ?? amended.get(id)?.exchange ?? null,
    list: rows.list,
    matching: rows.matching,
    values: rows.values,
    count: rows.count,
    deliveries: rows.deliveries,
    amended: (id) => amended.get(id),
    listAmended: () => Array.from(amended.values(), ({ exchange }) => exchange),
    forDisk(where, fits = (exchange) => matchesFacts(where, findFacts(exchange))) {
      if (amended.size === 0) return where
      const ids = Map.groupBy(amended.values(), ({ exchange }) => fits(exchange))
      const among = (isMatch: boolean): Query => ({
        key: 'id',
        is: ids.get(isMatch)?.map(({ exchange }) => exchange.id) ?? [],
      })
      return { any: [among(true), { all: [where, { not: among(false) }] }] }
    },
    next() {
      const batch: Batch = {
        recorded: rows.oldest(COMMIT),
        amended: [...amended.values()],
        held: [...held.values()],
      }
      return {
        batch,
        done() {
          for (const { exchange } of batch.recorded) rows.remove(exchange.id)
          amended.clear()
          held.clear()
        },
      }
    },
    take(target) {
      const isMeant = createTargetTest(target)
      for (const [id, { exchange }] of amended) if (isMeant(exchange)) amended.delete(id)
      return rows.take(target)
    },
    restore: rows.restore,
    limitRefused: rows.limitRefused,
  }
}
