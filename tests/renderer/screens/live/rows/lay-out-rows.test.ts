import { describe, expect, it } from 'vitest'
import type { MessageRow } from '../../../../../src-renderer/screens/live/rows/fold-attempts.ts'
import {
  findShift,
  layOutRows,
  startOfDay,
} from '../../../../../src-renderer/screens/live/rows/lay-out-rows.ts'

const TODAY = startOfDay(new Date(2026, 10, 26).getTime())
const HOUR = 3_600_000

/** Each word is a row: its name and the hours from the start of today. */
function layOut(text: string, height = 32) {
  const rows = text
    .split(' ')
    .filter(Boolean)
    .map((word) => {
      const [id, hours] = word.split(':')
      return { newest: { id, receivedAt: TODAY + Number(hours) * HOUR } } as MessageRow
    })
  return layOutRows(rows, height, TODAY)
}

/** As in "a0 32 b1": rows with their index, lines with the number of days ago. */
const tell = (items: ReturnType<typeof layOut>) =>
  items
    .map((item) =>
      item.kind === 'row'
        ? `${item.row.newest.id}${item.index}@${item.top}`
        : `-${Math.round((TODAY - item.day) / 24 / HOUR)}@${item.top}`,
    )
    .join(' ')

describe('the lines of days', () => {
  it.each([
    ['today has none', 'a:9 b:1', 'a0@0 b1@32'],
    [
      'every other day has one, and it is no row',
      'a:9 b:-1 c:-2 d:-30',
      'a0@0 -1@32 b1@56 c2@88 -2@120 d3@144',
    ],
    ['the newest row may be of another day', 'a:-1', '-1@0 a0@24'],
    ['a row that was recorded late opens no day again', 'a:-1 b:1 c:-2', '-1@0 a0@24 b1@56 c2@88'],
  ])('%s', (_, rows, expected) => {
    expect(tell(layOut(rows))).toBe(expected)
  })
})

describe('the shift that keeps the rows in sight where they are', () => {
  it.each([
    ['nothing changed', 'c:3 b:2 a:1', 'c:3 b:2 a:1', 40, 0],
    ['rows arrived above', 'c:3 b:2 a:1', 'e:5 d:4 c:3 b:2 a:1', 40, 64],
    ['the first row in sight moved up with a retry', 'c:3 b:2 a:1', 'b2:4 c:3 a:1', 40, 0],
    ['the first row in sight is gone', 'c:3 b:2 a:1', 'c:3 a:1', 40, -32],
    ['a row with a line came above', 'b:-1 a:-1', 'c:1 b:-1 a:-1', 30, 32],
    ['all are gone', 'b:2 a:1', 'z:1', 0, 0],
  ])('%s', (_, before, now, scrollTop, shift) => {
    expect(findShift(layOut(before), layOut(now), scrollTop)).toBe(shift)
  })
})
