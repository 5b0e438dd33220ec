import type { ExchangeSummary } from '../../../../src-core/contract/exchange.ts'
import type { Asked, Found } from '../../../../src-core/contract/filter.ts'
import type { Grouping, ListGroup, ListLine } from '../../../../src-core/contract/listing.ts'
import { createMessageRow } from './message-row.ts'
import type { MessageRow } from './message-row.ts'

/** A line of the list, all of which are of one height. */
export type Line =
  | { kind: 'day'; day: number }
  | ListGroup
  | { kind: 'row'; row: MessageRow; attempts: number }

/** The list as the workbench last told it: all of it is counted, and the part around what is in sight is here. */
export interface Listing extends Omit<Found, 'lines' | 'selected' | 'faults'> {
  /** What it was asked with. */
  asked: Asked
  /** The lines from `from` on. */
  lines: readonly Line[]
  /** The row of the exchange that was asked for as the selected one; null if it is not in the list. */
  selected: { id: string; row: MessageRow; at: number } | null
  /** `unseen` counts from here. */
  since: number | null
  /** The newest exchanges that were known when it was asked for; it has them all unless something leaves them out. */
  exchanges: readonly ExchangeSummary[]
}

/** Returns true if the rows stand under heads that open. */
export function isGroupedBy(grouping: Grouping): boolean {
  return grouping === 'sender' || grouping === 'finding'
}

/**
 * Returns the lines with the objects that stood for the same lines before, so that only what is another is drawn anew.
 */
export function createLines(lines: readonly ListLine[], before: Listing | null): Line[] {
  const known = new Map(before?.lines.map((line) => [keyOf(line), line]))
  return lines.map((line) => {
    const now: Line =
      line.kind === 'row'
        ? { kind: 'row', row: createMessageRow(line.deliveries), attempts: line.attempts }
        : line
    const old = known.get(keyOf(now))
    return old && JSON.stringify(old) === JSON.stringify(now) ? old : now
  })
}

/** Returns the lines that are here of those from one place up to another; none if the list is somewhere else. */
export function linesBetween(
  { lines, from }: Pick<Listing, 'lines' | 'from'>,
  first: number,
  end: number,
): readonly Line[] {
  // A negative place would count from the end of the lines.
  return lines.slice(Math.max(0, first - from), Math.max(0, end - from))
}

/** Returns what the line is known by in the list. */
export function keyOf(line: Line): string {
  if (line.kind === 'day') return `day ${line.day}`
  return line.kind === 'group' ? `group ${line.name ?? ''}` : line.row.newest.id
}

/** Returns the place of a row that is here by any of its deliveries; null if none is. */
export function findPlace({ lines, from }: Listing, id: string): number | null {
  const index = lines.findIndex(
    (line) => line.kind === 'row' && line.row.attempts.some((attempt) => attempt.id === id),
  )
  return index === -1 ? null : from + index
}

/** Returns the newest exchange of the row that can be selected in this line; null if the line only names a part. */
export function selectableIn(line: Line): string | null {
  if (line.kind === 'row') return line.row.newest.id
  return line.kind === 'group' && !line.isOpen ? line.newest.id : null
}

/**
 * Returns what can be selected at a place, or next to it in the direction of `step`, or else in the other one. The lines
 * stand from `from` on.
 */
export function findSelectable(
  lines: readonly Line[],
  from: number,
  place: number,
  step: number,
): { id: string; at: number } | null {
  const index = place - from
  const [below, above] = [lines.slice(index), lines.slice(0, index + 1).toReversed()]
  for (const [some, direction] of step < 0
    ? ([
        [above, -1],
        [below, 1],
      ] as const)
    : ([
        [below, 1],
        [above, -1],
      ] as const)) {
    const away = some.findIndex((line) => selectableIn(line) !== null)
    if (away !== -1) return { id: selectableIn(some[away]!)!, at: place + direction * away }
  }
  return null
}

/**
 * Returns what can be selected where the first of these exchanges' rows stands, once all of them are gone: the one below
 * it, or else above. Null if none of them is here, or nothing else is.
 */
export function findAfter({ lines, from }: Listing, gone: ReadonlySet<string>): string | null {
  const isGone = (line: Line) => line.kind === 'row' && line.row.attempts.some(({ id }) => gone.has(id))
  const first = lines.findIndex(isGone)
  const left = lines.filter((line) => !isGone(line))
  if (first === -1 || left.length === 0) return null
  return findSelectable(left, from, from + Math.min(first, left.length - 1), 1)?.id ?? null
}

/**
 * Returns the places by which the list has to be moved so that the first row at or below `first` that is still there stays
 * where it is; null if none of those known is.
 */
export function findShift(before: Listing, now: Listing, first: number): number | null {
  const places = new Map(now.lines.map((line, index) => [keyOf(line), now.from + index]))
  for (let place = Math.max(first, before.from); place < before.from + before.lines.length; place++) {
    const line = before.lines[place - before.from]!
    const at = line.kind === 'row' ? places.get(keyOf(line)) : undefined
    if (at !== undefined) return at - place
  }
  return null
}
