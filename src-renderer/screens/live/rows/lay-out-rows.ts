import type { MessageRow } from './fold-attempts.ts'

export const ROW_HEIGHTS = { compact: 32, comfortable: 48 }
export const DAY_HEIGHT = 24

/** A thing to draw in the list. `top` and `height` are pixels; `index` counts rows alone. */
export type ListItem =
  | { kind: 'row'; row: MessageRow; index: number; top: number; height: number }
  | { kind: 'day'; day: number; top: number; height: number }

/**
 * Puts the line of a day above its rows, except above today's. `today` and `day` are the first millisecond of a day.
 * Rows stand in the order in which they were recorded, so that one may be a little older than the next: only a day
 * earlier than all above it gets a line.
 */
export function layOutRows(rows: readonly MessageRow[], rowHeight: number, today: number): ListItem[] {
  const items: ListItem[] = []
  let start = today
  let top = 0
  for (const [index, row] of rows.entries()) {
    const { receivedAt } = row.newest
    if (receivedAt < start) {
      start = startOfDay(receivedAt)
      items.push({ kind: 'day', day: start, top, height: DAY_HEIGHT })
      top += DAY_HEIGHT
    }
    items.push({ kind: 'row', row, index, top, height: rowHeight })
    top += rowHeight
  }
  return items
}

/** Returns the first millisecond of the day, in the time of this machine. */
export function startOfDay(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0)
}

/** Returns the place in the list of the item that lies at this height, or the list's length if it is below them all. */
export function findAt(items: readonly ListItem[], top: number): number {
  let [first, end] = [0, items.length]
  while (first < end) {
    const middle = (first + end) >> 1
    const item = items[middle]!
    if (item.top + item.height > top) end = middle
    else first = middle + 1
  }
  return first
}

/**
 * Returns the pixels by which the list has to be scrolled so that the first row in sight that is still there stays where
 * it is.
 */
export function findShift(before: readonly ListItem[], now: readonly ListItem[], scrollTop: number): number {
  const places = new Map<string, number>()
  for (const item of now) if (item.kind === 'row') places.set(item.row.newest.id, item.top)
  for (let at = findAt(before, scrollTop); at < before.length; at++) {
    const item = before[at]!
    const place = item.kind === 'row' ? places.get(item.row.newest.id) : undefined
    if (place !== undefined) return place - item.top
  }
  return 0
}
