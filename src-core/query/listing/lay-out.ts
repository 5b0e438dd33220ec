import type { Grouping } from '../../contract/listing.ts'
import type { FoundRows, Row } from '../../ports/found-rows.ts'

/** How the rows of a search are to be shown. */
export interface View {
  grouping: Grouping
  withoutStrangers: boolean
  /** The names of the groups that are open. */
  open: ReadonlySet<string | null>
  /** The first moment of the present day; epoch milliseconds. */
  today: number
  /** Returns the first moment of a day. */
  startOfDay(ms: number): number
}

export type Line =
  | { kind: 'day'; day: number }
  | { kind: 'group'; name: string | null; isOpen: boolean; rows: number; newest: Row }
  | { kind: 'row'; row: Row }

/** The lines of a list: all rows, with the lines of days or groups above them. */
export interface Layout {
  /** The number of lines. */
  total: number
  /** The number of rows, those of closed groups included. */
  rows: number
  newest: Row | null
  lines(from: number, count: number): Line[]
  /** Returns the number of lines of days before this place. */
  countDays(place: number): number
  /** Returns the place of a row's line, or of its group's if that is closed; null if the row is left out. */
  placeOf(row: Row): number | null
  /** Returns the newest row that came at this time or before; the oldest if there is none. */
  rowAt(ms: number): Row | null
  /** Returns the number of rows whose last delivery has a higher number than this. */
  countAbove(order: number): number
}

/** Some rows in a row, below a line of their own if they have one. */
interface Section {
  head: { kind: 'day'; day: number } | { kind: 'group'; name: string | null } | null
  isOpen: boolean
  rows: readonly Row[]
  /** The place of its first line. */
  start: number
}

export function layOut(found: FoundRows, view: View): Layout {
  const { withoutStrangers, grouping } = view
  const rows = withoutStrangers ? found.rows.filter((row) => !found.isStranger(row)) : found.rows
  const isGrouped = grouping === 'sender' || grouping === 'finding'
  const sections = isGrouped ? groupRows(rows, found.groups, view) : divideByDays(rows, view)
  const sectionOf = new Map(isGrouped ? sections.map((one) => [one.rows[0]!.group, one]) : [])
  let total = 0
  for (const section of sections) {
    section.start = total
    total += (section.head ? 1 : 0) + (section.isOpen ? section.rows.length : 0)
  }

  function lineAt(place: number): Line {
    const {
      head,
      isOpen,
      rows: inside,
      start,
    } = sections[findLast(sections, ({ start: at }) => at <= place)]!
    if (head && place === start) {
      if (head.kind === 'day') return head
      return { ...head, isOpen, rows: inside.length, newest: inside[0]! }
    }
    return { kind: 'row', row: inside[place - start - (head ? 1 : 0)]! }
  }

  return {
    total,
    rows: rows.length,
    newest: rows[0] ?? null,
    lines(from, count) {
      const end = Math.min(total, from + count)
      return Array.from({ length: Math.max(0, end - from) }, (_, index) => lineAt(from + index))
    },
    countDays: (place) => sections.filter(({ head, start }) => head?.kind === 'day' && start < place).length,
    placeOf(row) {
      const all = countAbove(rows, row.order)
      if (rows[all] !== row) return null
      const section =
        sectionOf.get(row.group) ?? sections[findLast(sections, (one) => one.rows[0]!.order >= row.order)]!
      if (!section.isOpen) return section.start
      return section.start + (section.head ? 1 : 0) + countAbove(section.rows, row.order)
    },
    rowAt: (ms) => rows.find(({ receivedAt }) => receivedAt <= ms) ?? rows.at(-1) ?? null,
    countAbove: (order) => countAbove(rows, order),
  }
}

/**
 * A day gets a line above its rows, but today none. Rows stand in the order in which they were recorded, so that one may
 * be a little older than the next: only a day earlier than all above it gets a line.
 */
function divideByDays(rows: readonly Row[], { today, startOfDay }: View): Section[] {
  const sections: Section[] = []
  let start = today
  let from = 0
  let head: Section['head'] = null
  const add = (to: number) => {
    if (to > from) sections.push({ head, isOpen: true, rows: rows.slice(from, to), start: 0 })
    from = to
  }
  for (let place = 0; place < rows.length; place++) {
    const { receivedAt } = rows[place]!
    if (receivedAt >= start) continue
    add(place)
    start = startOfDay(receivedAt)
    head = { kind: 'day', day: start }
  }
  add(rows.length)
  return sections
}

/** The group with the newest row stands first. */
function groupRows(rows: readonly Row[], names: readonly (string | null)[], { open }: View): Section[] {
  const groups = new Map<number, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.group)
    if (group) group.push(row)
    else groups.set(row.group, [row])
  }
  return Array.from(groups, ([group, inside]) => {
    const name = names[group]!
    return { head: { kind: 'group', name }, isOpen: open.has(name), rows: inside, start: 0 }
  })
}

/** Returns the number of rows, which fall, with a higher order; where the row of this order stands if it is there. */
function countAbove(rows: readonly Row[], order: number): number {
  return findLast(rows, (row) => row.order > order) + 1
}

/** Returns the place of the last one for which this is true, if it is true of all before it; -1 if it is of none. */
function findLast<One>(all: readonly One[], isTrue: (one: One) => boolean): number {
  let [first, end] = [0, all.length]
  while (first < end) {
    const middle = (first + end) >> 1
    if (isTrue(all[middle]!)) first = middle + 1
    else end = middle
  }
  return first - 1
}
