import { setImmediate as turn } from 'node:timers/promises'
import type { ExchangeSummary } from '../../../src-core/contract/exchange.ts'
import type { Grouping } from '../../../src-core/contract/listing.ts'
import type { Query } from '../../../src-core/contract/query.ts'
import type { Search, SearchProgress } from '../../../src-core/ports/history.ts'
import { findFacts } from '../../../src-core/query/facts.ts'
import { createFoundRows } from '../../../src-core/query/listing/found-rows.ts'
import type { GrowingRows } from '../../../src-core/query/listing/found-rows.ts'
import { rowFactsOf } from '../../../src-core/query/listing/row-facts.ts'
import type { RowFacts } from '../../../src-core/query/listing/row-facts.ts'
import { isDeep, listNeeds } from '../../../src-core/query/matches.ts'
import type { Connection } from './connection.ts'
import { PatternTooSlow, toExamine } from './examining.ts'
import type { Examine } from './examining.ts'
import type { Matching } from './memory-rows.ts'
import { writeCondition } from './query-sql.ts'
import type { OrderRange } from './reading.ts'
import type { ChangedRows, Store } from './store.ts'
import type { WaitingRoom } from './waiting-room.ts'

/** The rows that one step looks at: so few that a request in between waits some milliseconds at most. */
const STEP_ROWS = 5000
/** The exchanges that one step takes apart. */
const DEEP_ROWS = 500

/**
 * Searches the file from its newest row to its oldest in short steps. Found rows are kept by their numbers; what arrives
 * is added at the other end. What waits for the disk is put above them with the numbers that it will have.
 */
export function createDiskSearch(
  connection: Pick<Connection, 'store' | 'read'>,
  {
    room,
    examine,
  }: {
    room: Pick<WaitingRoom, 'amended' | 'listAmended' | 'forDisk' | 'matching' | 'size'>
    examine: Examine
  },
  query: Query,
  grouping: Grouping,
): Search {
  const mustExamine = isDeep(query)
  const needs = listNeeds(query)
  const step = mustExamine ? DEEP_ROWS : STEP_ROWS
  let store: Store | null = null
  let unwatch = () => {}
  let onDisk = createFoundRows()
  /** Those that wait for the disk and match, by the numbers that they will have. */
  let waiting = new Map<number, Matching>()
  let found: GrowingRows = onDisk
  /** Rows above `after` and up to `upTo` were looked at. */
  let looked: OrderRange = { after: 0, upTo: 0 }
  let amended = new Set<number>()
  let tooSlow = false

  function beginAnew(on: Store): void {
    onDisk = createFoundRows()
    amended = new Set()
    const { upTo } = on.bounds()
    looked = { after: upTo, upTo }
    tooSlow = false
  }

  function follow(): Store | null {
    if (connection.store === store) return store
    unwatch()
    store = connection.store
    unwatch = store?.watch(changed) ?? (() => {})
    if (store) beginAnew(store)
    return store
  }

  function changed(rows: ChangedRows | null): void {
    if (!rows) beginAnew(store!)
    rows?.gone?.forEach(onDisk.drop)
    rows?.amended?.forEach((order) => amended.add(order))
  }

  function select(on: Store, range: OrderRange): RowFacts[] {
    // An amended row that waits for the disk is found by its present state.
    const now = room.forDisk(query, (exchange) => examine(query, [toExamine(exchange)])[0]!)
    const amendedNow = new Map(room.listAmended().map((exchange) => [on.orderOf(exchange.id), exchange]))
    const rows = on.select(writeCondition(now), range, grouping).map((row) => {
      const exchange = amendedNow.get(row.order)
      return exchange ? rowFactsOf(row.order, findFacts(exchange), grouping) : row
    })
    if (!mustExamine) return rows
    const examined = on.examined(
      rows.map(({ order }) => order),
      needs,
    )
    const whole = rows.flatMap((row) => {
      const exchange = amendedNow.get(row.order)
      const one = exchange ? toExamine(exchange) : examined.get(row.order)
      return one ? [{ row, ...one }] : []
    })
    const fits = examine(query, whole)
    return whole.filter((_, index) => fits[index]).map(({ row }) => row)
  }

  /** Looks at what has changed and what has come. */
  function catchUp(on: Store): void {
    for (const order of amended) {
      onDisk.drop(order)
      if (order <= looked.after || order > looked.upTo) continue
      for (const row of select(on, { after: order - 1, upTo: order })) onDisk.put(row)
    }
    amended.clear()
    const { upTo } = on.bounds()
    if (upTo > looked.upTo) {
      onDisk.addNewer(select(on, { after: looked.upTo, upTo }).reverse())
      looked = { ...looked, upTo }
    }
  }

  /** Looks at some more of the older rows. Returns false if there are none. */
  function stepDown(on: Store): boolean {
    const { after } = on.bounds()
    if (looked.after <= after) return false
    const next = Math.max(after, looked.after - step)
    if (on.facts.missing() > next) on.facts.fill()
    // Only rows that have their facts can be found.
    const range = { after: Math.max(next, Math.min(on.facts.missing(), looked.after)), upTo: looked.after }
    onDisk.addOlder(select(on, range))
    looked = { ...looked, after: range.after }
    return true
  }

  function lookOnce(run: (on: Store) => boolean): boolean {
    return connection.read(() => {
      const on = follow()
      try {
        return on !== null && !tooSlow && run(on)
      } catch (error) {
        if (!(error instanceof PatternTooSlow)) throw error
        tooSlow = true
        return false
      }
    }, false)
  }

  /** Puts those that wait for the disk above the others. */
  function addWaiting(): void {
    let matching: Matching[] = []
    try {
      matching = room.matching((all) => examine(query, all))
    } catch (error) {
      if (!(error instanceof PatternTooSlow)) throw error
      tooSlow = true
    }
    const rising = matching.toReversed()
    waiting = new Map(rising.map((one, index) => [looked.upTo + 1 + index, one]))
    if (waiting.size === 0) {
      found = onDisk
      return
    }
    const all = onDisk.copy()
    all.addNewer(Array.from(waiting, ([order, { facts }]) => rowFactsOf(order, facts, grouping)))
    found = all
  }

  function progress(more: boolean): SearchProgress {
    const of = (store?.count() ?? 0) + room.size
    const { after = 0, upTo = 0 } = store?.bounds() ?? {}
    const share = upTo === after ? 1 : (looked.upTo - looked.after) / (upTo - after)
    return {
      looked: more ? Math.floor(of * Math.min(1, share)) : of,
      of,
      done: !more && !tooSlow,
      tooSlow,
      mark: looked.upTo + room.size,
    }
  }

  return {
    async look(ms) {
      const deadline = performance.now() + ms
      lookOnce((on) => (catchUp(on), true))
      let more = lookOnce(stepDown)
      while (more && performance.now() < deadline) {
        await turn()
        more = lookOnce((on) => (catchUp(on), stepDown(on)))
      }
      addWaiting()
      return progress(more)
    },
    rows: () => found,
    read(orders) {
      const below = orders.filter((order) => !waiting.has(order))
      const read = connection.read((on) => on.summaries(below), null)
      const summaries = new Map<number, ExchangeSummary>(read)
      // A row whose record is damaged is found by its facts; nothing can be shown of it.
      if (read)
        for (const order of below) if (!read.has(order)) [onDisk, found].forEach((all) => all.drop(order))
      for (const [order, one] of summaries) {
        const now = room.amended(one.id)
        if (now) summaries.set(order, now.summary)
      }
      for (const order of orders) {
        const one = waiting.get(order)
        if (one) summaries.set(order, one.summary)
      }
      return summaries
    },
    orderOf(id) {
      for (const [order, { summary }] of waiting) if (summary.id === id) return order
      return connection.read((on) => on.orderOf(id), 0) || null
    },
    end: () => unwatch(),
  }
}
