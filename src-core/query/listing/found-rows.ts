import type { Standing, Verdict } from '../../contract/exchange.ts'
import type { Delivery, FoundRows, Row } from '../../ports/found-rows.ts'
import { createMessageKeys, isNear } from './message-keys.ts'
import type { MessageKeys } from './message-keys.ts'
import type { RowFacts } from './row-facts.ts'

/** What exchanges are counted by. */
interface Kind {
  verdict: Verdict
  type: string | null
  standing: Standing
  count: number
}

const NONE: readonly Delivery[] = []

/** Rows that a search adds to. */
export interface GrowingRows extends FoundRows {
  /** Adds exchanges below all others, those with the highest numbers first. */
  addOlder(found: readonly RowFacts[]): void
  /** Adds exchanges above all others, those with the lowest numbers first. */
  addNewer(found: readonly RowFacts[]): void
  /** Adds an exchange in its place. */
  put(found: RowFacts): void
  /** Forgets an exchange if it is there. */
  drop(order: number): void
  /** Returns the same, to be changed apart. */
  copy(): GrowingRows
}

interface Before {
  rows: Row[]
  kinds: Kind[]
  groups: (string | null)[]
  recent: MessageKeys
  rowsOfOlder: ReadonlyMap<number, Row>
}

export function createFoundRows(before?: Before): GrowingRows {
  let rows = before?.rows ?? []
  const kinds = before?.kinds ?? []
  const kindNumbers = new Map(kinds.map((kind, number) => [nameOf(kind), number]))
  const groups = before?.groups ?? []
  const groupNumbers = new Map(groups.map((group, number) => [group, number]))
  /** The rows of messages that may be delivered once more, so that their row goes to the top. */
  const recent = before?.recent ?? createMessageKeys()
  /** The rows of messages whose first deliveries may be found yet, among the older exchanges. */
  const open = createMessageKeys()
  const rowsOfOlder = new Map(before?.rowsOfOlder)
  let revision = 0

  function createDelivery(one: RowFacts): Delivery {
    const name = nameOf(one)
    let kind = kindNumbers.get(name)
    if (kind === undefined) {
      const { verdict, type, standing } = one
      kind = kinds.push({ verdict, type, standing, count: 0 }) - 1
      kindNumbers.set(name, kind)
    }
    kinds[kind]!.count++
    revision++
    return { order: one.order, receivedAt: one.receivedAt, kind }
  }

  function createRow(one: RowFacts, older = NONE): Row {
    let group = groupNumbers.get(one.group)
    if (group === undefined) {
      group = groups.push(one.group) - 1
      groupNumbers.set(one.group, group)
    }
    const row = { ...createDelivery(one), older: NONE, group }
    if (older.length > 0) setOlder(row, older)
    return row
  }

  function setOlder(row: Row, older: readonly Delivery[]): void {
    row.older = older
    for (const { order } of older) rowsOfOlder.set(order, row)
  }

  function placeOf(order: number): number {
    let [first, end] = [0, rows.length]
    while (first < end) {
      const middle = (first + end) >> 1
      if (rows[middle]!.order > order) first = middle + 1
      else end = middle
    }
    return first
  }

  function rowOf(order: number): Row | null {
    const row = rows[placeOf(order)]
    return row?.order === order ? row : (rowsOfOlder.get(order) ?? null)
  }

  const isThere = (row: Row) => rows[placeOf(row.order)] === row

  function addNewer(some: readonly RowFacts[]): void {
    const above: Row[] = []
    for (const one of some) {
      const last = recent.find(one)
      const from = last && (isThere(last) ? rows : above)
      const at = last && from ? from.indexOf(last) : -1
      if (last && at !== -1) from!.splice(at, 1)
      const row = createRow(one, last && at !== -1 ? [toDelivery(last), ...last.older] : NONE)
      above.push(row)
      recent.set(one.message, row)
      // A row further down may wait for deliveries of its own.
      if (at !== -1 || !open.has(one.message)) open.set(one.message, row)
    }
    rows = [...above.reverse(), ...rows]
  }

  function addOlder(some: readonly RowFacts[]): void {
    for (const one of some) {
      const above = open.find(one)
      if (above && isThere(above)) {
        setOlder(above, [...above.older, createDelivery(one)])
        continue
      }
      const row = createRow(one)
      rows.push(row)
      open.set(one.message, row)
      if (isNear(one, rows[0]!)) recent.set(one.message, row)
    }
  }

  function put(one: RowFacts): void {
    if (rowOf(one.order)) return
    const row = [recent.find(one), open.find(one)].find((known) => known && isThere(known))
    if (!row || row.order < one.order) {
      rows.splice(placeOf(one.order), 0, createRow(one))
      return
    }
    const all = [...row.older, createDelivery(one)]
    setOlder(
      row,
      all.toSorted((a, b) => b.order - a.order),
    )
  }

  function drop(order: number): void {
    const row = rowOf(order)
    if (!row) return
    const gone = row.order === order ? row : row.older.find((one) => one.order === order)!
    kinds[gone.kind]!.count--
    revision++
    rowsOfOlder.delete(order)
    if (gone !== row) {
      row.older = row.older.filter((one) => one !== gone)
      return
    }
    rows.splice(placeOf(order), 1)
    const [next, ...rest] = row.older
    if (!next) return
    // The same row stands for the message, where its last delivery is now.
    rowsOfOlder.delete(next.order)
    Object.assign(row, next, { older: rest })
    rows.splice(placeOf(next.order), 0, row)
  }

  return {
    get rows() {
      return rows
    },
    get revision() {
      return revision
    },
    groups,
    addOlder,
    addNewer,
    put,
    drop,
    rowOf,
    isStranger: ({ kind }) => kinds[kind]!.standing === 'stranger',
    count(withoutStrangers) {
      const strangers = kinds.filter(({ standing }) => standing === 'stranger')
      const shown = withoutStrangers ? kinds.filter(({ standing }) => standing !== 'stranger') : kinds
      return {
        found: sum(shown),
        strangers: sum(strangers),
        tally: { verdicts: countBy(shown, 'verdict'), types: countBy(shown, 'type') },
      }
    },
    copy: () =>
      createFoundRows({
        rows: [...rows],
        kinds: kinds.map((kind) => ({ ...kind })),
        groups: [...groups],
        recent: recent.copy(),
        rowsOfOlder,
      }),
  }
}

function toDelivery({ order, receivedAt, kind }: Row): Delivery {
  return { order, receivedAt, kind }
}

function nameOf({ verdict, type, standing }: Omit<Kind, 'count'>): string {
  return `${verdict} ${standing} ${type === null ? '' : `=${type}`}`
}

function sum(kinds: readonly Kind[]): number {
  return kinds.reduce((all, { count }) => all + count, 0)
}

function countBy<Key extends 'verdict' | 'type'>(
  kinds: readonly Kind[],
  key: Key,
): { value: Kind[Key]; count: number }[] {
  const counts = new Map<Kind[Key], number>()
  for (const kind of kinds)
    if (kind.count > 0) counts.set(kind[key], (counts.get(kind[key]) ?? 0) + kind.count)
  return [...counts].map(([value, count]) => ({ value, count })).toSorted((a, b) => b.count - a.count)
}
