import { setImmediate as turn } from 'node:timers/promises'
import type { ExchangeSummary } from '../../../src-core/contract/exchange.ts'
import type { Query } from '../../../src-core/contract/query.ts'
import type { Search, SearchProgress } from '../../../src-core/ports/history.ts'
import { isDeep } from '../../../src-core/query/matches.ts'
import type { Connection } from './connection.ts'
import { PatternTooSlow, toExamine } from './examining.ts'
import type { Examine } from './examining.ts'
import { writeCondition } from './query-sql.ts'
import type { FoundRow, OrderRange } from './reading.ts'
import type { ChangedRows, Store } from './store.ts'
import { createTallying } from './tallying.ts'
import type { WaitingRoom } from './waiting-room.ts'

/** The rows that one step looks at: so few that a request in between waits some milliseconds at most. */
const STEP_ROWS = 5000
/** The exchanges that one step takes apart. */
const DEEP_ROWS = 100

/**
 * Searches the file from its newest row to its oldest in short steps. Found rows are kept by their numbers, eight bytes
 * each; what arrives is added at the other end.
 */
export function createDiskSearch(
  connection: Connection,
  {
    room,
    examine,
  }: { room: Pick<WaitingRoom, 'amended' | 'forDisk' | 'matching' | 'size'>; examine: Examine },
  query: Query,
): Search {
  const mustExamine = isDeep(query)
  const step = mustExamine ? DEEP_ROWS : STEP_ROWS
  let store: Store | null = null
  let unwatch = () => {}
  /** Found among what came since this began, rising, and below that, falling: each grows at its end. */
  let newer = createPart(1)
  let older = createPart(-1)
  let tallying = createTallying()
  /** Rows above `after` and up to `upTo` were looked at. */
  let looked: OrderRange = { after: 0, upTo: 0 }
  let begunAt = 0
  let amended = new Set<number>()
  let tooSlow = false

  function beginAnew(on: Store): void {
    newer = createPart(1)
    older = createPart(-1)
    tallying = createTallying()
    amended = new Set()
    const { upTo } = on.bounds()
    looked = { after: upTo, upTo }
    begunAt = upTo
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
    rows?.gone?.forEach(drop)
    rows?.amended?.forEach((order) => amended.add(order))
  }

  function drop(order: number): void {
    for (const part of [newer, older]) {
      const at = placeIn(part, order)
      if (part.orders[at] !== order) continue
      part.orders.splice(at, 1)
      tallying.remove(part.kinds.splice(at, 1)[0]!)
    }
  }

  function add(part: Part, row: FoundRow, at = part.orders.length): void {
    part.orders.splice(at, 0, row.order)
    part.kinds.splice(at, 0, tallying.add(row))
  }

  function select(on: Store, range: OrderRange): FoundRow[] {
    // An amended row that waits for the disk is found by its present state.
    const now = room.forDisk(query, (exchange) => examine(query, [toExamine(exchange)])[0]!)
    const rows = on.select(writeCondition(now), range)
    if (!mustExamine) return rows
    const whole = rows.flatMap((row) => {
      const exchange = on.exchangeAt(row.order)
      return exchange ? [{ row, ...toExamine(room.amended(exchange.id)?.exchange ?? exchange) }] : []
    })
    const fits = examine(query, whole)
    return whole.filter((_, index) => fits[index]).map(({ row }) => row)
  }

  /** Looks at what has changed and what has come. */
  function catchUp(on: Store): void {
    for (const order of amended) {
      drop(order)
      if (order <= looked.after || order > looked.upTo) continue
      const [row] = select(on, { after: order - 1, upTo: order })
      if (!row) continue
      const part = order > begunAt ? newer : older
      add(part, row, placeIn(part, order))
    }
    amended.clear()
    const { upTo } = on.bounds()
    if (upTo > looked.upTo) {
      for (const row of select(on, { after: looked.upTo, upTo }).reverse()) add(newer, row)
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
    for (const row of select(on, range)) add(older, row)
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

  /** Returns those that wait for the disk and match. */
  function findWaiting(): ExchangeSummary[] {
    try {
      return room.matching((all) => examine(query, all))
    } catch (error) {
      if (!(error instanceof PatternTooSlow)) throw error
      tooSlow = true
      return []
    }
  }

  function progress(more: boolean): SearchProgress {
    const waiting = findWaiting()
    const of = (store?.count() ?? 0) + room.size
    const { after = 0, upTo = 0 } = store?.bounds() ?? {}
    const share = upTo === after ? 1 : (looked.upTo - looked.after) / (upTo - after)
    return {
      found: newer.orders.length + older.orders.length + waiting.length,
      looked: more ? Math.floor(of * Math.min(1, share)) : of,
      of,
      done: !more && !tooSlow,
      tooSlow,
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
      return progress(more)
    },
    rows(from, count) {
      const waiting = findWaiting()
      const first = waiting.slice(from, from + count)
      const start = Math.max(0, from - waiting.length)
      for (;;) {
        const orders = ordersFrom(start, count - first.length)
        const summaries = connection.read((on) => on.summaries(orders), NO_SUMMARIES)
        const missing = orders.filter((order) => !summaries.has(order))
        // A row whose record is damaged is found by its facts; nothing can be shown of it.
        missing.forEach(drop)
        if (missing.length > 0 && summaries !== NO_SUMMARIES) continue
        const rows = orders.flatMap((order) => summaries.get(order) ?? [])
        return [...first, ...rows.map((one) => room.amended(one.id)?.summary ?? one)]
      }
    },
    tally: () => tallying.tally(),
    end: () => unwatch(),
  }

  function ordersFrom(from: number, count: number): number[] {
    const newest = newer.orders.length
    const above = newer.orders.slice(Math.max(0, newest - from - count), Math.max(0, newest - from)).reverse()
    const start = Math.max(0, from - newest)
    return [...above, ...older.orders.slice(start, start + count - above.length)]
  }
}

const NO_SUMMARIES: ReadonlyMap<number, ExchangeSummary> = new Map()

/** Numbers of rows, rising or falling, and the kind of each in the tally. */
interface Part {
  sign: 1 | -1
  orders: number[]
  kinds: number[]
}

function createPart(sign: Part['sign']): Part {
  return { sign, orders: [], kinds: [] }
}

/** Returns the place of a row, or the one where it would be. */
function placeIn({ sign, orders }: Part, order: number): number {
  let [first, end] = [0, orders.length]
  while (first < end) {
    const middle = (first + end) >> 1
    if ((orders[middle]! - order) * sign < 0) first = middle + 1
    else end = middle
  }
  return first
}
