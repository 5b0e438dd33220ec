import type { ExchangeSummary } from '../../contract/exchange.ts'
import type { Found, Listed } from '../../contract/filter.ts'
import { DELIVERIES_MAX } from '../../contract/listing.ts'
import type { ListLine, ListRow } from '../../contract/listing.ts'
import type { Delivery, FoundRows, Row } from '../../ports/found-rows.ts'
import type { Search } from '../../ports/history.ts'
import { layOut } from './lay-out.ts'
import type { Layout, Line, View } from './lay-out.ts'
import { createStartOfDay } from './start-of-day.ts'

type Read = Pick<
  Found,
  | 'lines'
  | 'from'
  | 'total'
  | 'days'
  | 'daysBefore'
  | 'found'
  | 'rows'
  | 'newest'
  | 'anchorAt'
  | 'selected'
  | 'unseen'
  | 'strangers'
  | 'tally'
>

/** Returns the wanted part of the list of what a search has found so far. */
export function readLines(
  search: Search,
  listed: Omit<Listed, 'filter' | 'account' | 'withoutRuns'>,
  now: number,
): Read {
  const { group = 'message', open = [], withoutStrangers = false, timeZone, today = now } = listed
  const startOfDay = createStartOfDay(timeZone)
  const view: View = {
    grouping: group,
    open: new Set(open),
    withoutStrangers,
    startOfDay,
    today: startOfDay(today),
  }
  for (;;) {
    const { revision } = search.rows()
    const read = readOnce(search, listed, view)
    // What could not be read is gone from the list: its places are others now.
    if (search.rows().revision === revision) return read
  }
}

function readOnce(
  search: Search,
  { from, anchor, count, selected, since, withoutStrangers = false }: Parameters<typeof readLines>[1],
  view: View,
): Read {
  const found = search.rows()
  const layout = layOut(found, view)
  const placeOf = (row: Row | null) => (row ? layout.placeOf(row) : null)
  const anchorAt = placeOf(
    !anchor
      ? null
      : 'ids' in anchor
        ? findAnchor(search, found, anchor.ids)
        : layout.rowAt(anchor.receivedAt),
  )
  const wanted = anchor && anchorAt !== null ? anchorAt - anchor.before : from
  const start = Math.max(0, Math.min(wanted, layout.total - count))
  const lines = layout.lines(start, count)
  const newest = layout.newest && lastOf(layout.newest)
  const selectedRow = selected === undefined ? null : findRow(search, found, selected)
  const selectedAt = placeOf(selectedRow)
  const isLast = selectedRow !== null && search.orderOf(selected!) === lastOf(selectedRow).order
  const shown = selectedAt !== null && isLast ? selectedRow : null
  const summaries = search.read([
    ...lines.flatMap(ordersOf),
    ...(newest ? [newest.order] : []),
    ...(selectedRow ? deliveriesOf(selectedRow) : []),
  ])
  return {
    lines: takeWhole(lines.map((line) => toListLine(line, summaries))),
    from: start,
    total: layout.total,
    days: layout.countDays(layout.total),
    daysBefore: layout.countDays(start),
    rows: layout.rows,
    ...found.count(withoutStrangers),
    newest: (newest && summaries.get(newest.order)?.id) ?? null,
    anchorAt,
    selected: selectedAt === null ? null : withPlace(toListRow(selectedRow!, summaries), selectedAt),
    unseen: since === undefined ? 0 : countUnseen(layout, shown, since),
  }
}

function findRow(search: Search, found: FoundRows, id: string): Row | null {
  const order = search.orderOf(id)
  return order === null ? null : found.rowOf(order)
}

/** A row that went to the top with another delivery is no mark for where one reads. */
function findAnchor(search: Search, found: FoundRows, ids: readonly string[]): Row | null {
  for (const id of ids) {
    const order = search.orderOf(id)
    const row = order === null ? null : found.rowOf(order)
    if (row && lastOf(row).order === order) return row
  }
  return null
}

/** Each line has to stand in its place: what cannot be read ends them. */
function takeWhole(lines: readonly (ListLine | null)[]): ListLine[] {
  const end = lines.indexOf(null)
  return lines.slice(0, end === -1 ? undefined : end).filter((line) => line !== null)
}

/** What is shown was seen. */
function countUnseen(layout: Layout, selected: Delivery | null, since: number): number {
  return layout.countAbove(since) - (selected !== null && selected.order > since ? 1 : 0)
}

/** Returns the delivery that came last: one that waited is recorded late. */
function lastOf(row: Row): Delivery {
  return row.older.reduce<Delivery>((last, one) => (one.receivedAt > last.receivedAt ? one : last), row)
}

function ordersOf(line: Line): number[] {
  if (line.kind === 'day') return []
  if (line.kind === 'group') return [lastOf(line.newest).order]
  return deliveriesOf(line.row)
}

function deliveriesOf({ order, older }: Row): number[] {
  return [order, ...older.slice(0, DELIVERIES_MAX - 1).map((one) => one.order)]
}

/** Returns null if the file cannot be read just now. */
function toListLine(line: Line, summaries: ReadonlyMap<number, ExchangeSummary>): ListLine | null {
  if (line.kind === 'day') return line
  if (line.kind === 'group') {
    const newest = summaries.get(lastOf(line.newest).order)
    return newest ? { ...line, newest } : null
  }
  const row = toListRow(line.row, summaries)
  return row && { kind: 'row', ...row }
}

function toListRow(row: Row, summaries: ReadonlyMap<number, ExchangeSummary>): ListRow | null {
  const deliveries = deliveriesOf(row).flatMap((order) => summaries.get(order) ?? [])
  return deliveries.length > 0 ? { deliveries, attempts: 1 + row.older.length } : null
}

function withPlace(row: ListRow | null, at: number): Read['selected'] {
  return row && { ...row, at }
}
