import { describe, expect, it } from 'vitest'
import type { Grouping } from '../../../../src-core/contract/listing.ts'
import { createFoundRows } from '../../../../src-core/query/listing/found-rows.ts'
import { layOut } from '../../../../src-core/query/listing/lay-out.ts'
import type { Line } from '../../../../src-core/query/listing/lay-out.ts'
import { createStartOfDay } from '../../../../src-core/query/listing/start-of-day.ts'

const startOfDay = createStartOfDay('Asia/Shanghai')
const TODAY = startOfDay(Date.UTC(2026, 10, 26, 4))
const HOUR = 3_600_000

interface Wanted {
  grouping?: Grouping
  open?: (string | null)[]
  withoutStrangers?: boolean
}

/** Each word is a row, newest first: its group, and the hours from the start of today; `!` marks a stranger's. */
function layOutWords(
  text: string,
  { grouping = 'message', open = [], withoutStrangers = false }: Wanted = {},
) {
  const words = text.split(' ')
  const found = createFoundRows()
  found.addOlder(
    words.map((word, index) => {
      const [group = '', hours] = word.split(':')
      return {
        order: words.length - index,
        receivedAt: TODAY + parseFloat(hours!) * HOUR,
        verdict: 'ignored',
        type: null,
        standing: word.endsWith('!') ? 'stranger' : 'genuine',
        message: null,
        group: group === '-' ? null : group,
      }
    }),
  )
  const view = { grouping, open: new Set(open), withoutStrangers, today: TODAY, startOfDay }
  return { found, layout: layOut(found, view) }
}

/** As in "3 2 | -1 1": rows by their numbers, days by how many days ago, groups by name and number of rows. */
const tell = (lines: readonly Line[]) =>
  lines
    .map((line) => {
      if (line.kind === 'row') return String(line.row.order)
      if (line.kind === 'day') return `(${Math.round((TODAY - line.day) / 24 / HOUR)} ago)`
      return `${line.isOpen ? '▾' : '▸'}${line.name}*${line.rows}@${line.newest.order}`
    })
    .join(' ')

describe('the lines of days', () => {
  it.each([
    ['today has none', 'a:9 b:1', '2 1'],
    ['every other day has one', 'a:9 b:-1 c:-2 d:-30', '4 (1 ago) 3 2 (2 ago) 1'],
    ['the newest row may be of another day', 'a:-1', '(1 ago) 1'],
    ['a row that was recorded late opens no day again', 'a:-1 b:1 c:-2', '(1 ago) 3 2 1'],
    ['strangers that are left out open none', 'a:9 b:-1! c:-25', '3 (2 ago) 1'],
  ])('%s', (_, rows, expected) => {
    const { layout } = layOutWords(rows, { withoutStrangers: true })
    expect(tell(layout.lines(0, 100))).toBe(expected)
    expect(layout.total).toBe(expected.replaceAll(' ago', '').split(' ').length)
  })

  it('begin where the time zone has midnight', () => {
    expect(new Date(TODAY).toISOString()).toBe('2026-11-25T16:00:00.000Z')
    expect(startOfDay(TODAY - 1)).toBe(TODAY - 24 * HOUR)
    expect(startOfDay(TODAY + 24 * HOUR - 1)).toBe(TODAY)
    expect(createStartOfDay('no zone')(TODAY)).toBe(createStartOfDay(undefined)(TODAY))
  })
})

describe('groups', () => {
  const WORDS = 'a:9 b:8 a:7 -:6 b:5'

  it('stand by their newest row, folded away or open', () => {
    const closed = layOutWords(WORDS, { grouping: 'sender' }).layout
    expect(tell(closed.lines(0, 100))).toBe('▸a*2@5 ▸b*2@4 ▸null*1@2')
    expect([closed.total, closed.rows]).toEqual([3, 5])
    const { layout } = layOutWords(WORDS, { grouping: 'finding', open: ['b', null, 'gone'] })
    expect(tell(layout.lines(0, 100))).toBe('▸a*2@5 ▾b*2@4 4 1 ▾null*1@2 2')
    expect(tell(layout.lines(2, 3))).toBe('4 1 ▾null*1@2')
  })

  it('stand for their rows while they are closed', () => {
    const { found, layout } = layOutWords(WORDS, { grouping: 'sender', open: ['b'] })
    expect([5, 4, 3, 2, 1].map((order) => layout.placeOf(found.rowOf(order)!))).toEqual([0, 2, 0, 4, 3])
  })
})

it('knows the place of each row, of a time, and how many are above', () => {
  const { found, layout } = layOutWords('a:9 b:8! c:-1 d:-2 e:-30', { withoutStrangers: true })
  expect(tell(layout.lines(0, 9))).toBe('5 (1 ago) 3 2 (2 ago) 1')
  expect([5, 4, 3, 2, 1].map((order) => layout.placeOf(found.rowOf(order)!))).toEqual([0, null, 2, 3, 5])
  const at = (hours: number) => layout.rowAt(TODAY + hours * HOUR)?.order
  expect([99, 8.5, -1, -1.5, -99].map(at)).toEqual([5, 3, 3, 2, 1])
  expect([5, 3, 0].map(layout.countAbove)).toEqual([0, 1, 4])
  expect([0, 1, 2, 5, 99].map(layout.countDays)).toEqual([0, 0, 1, 2, 2])
  expect(layoutOfNothing().rowAt(0)).toBeNull()
})

function layoutOfNothing() {
  return layOut(createFoundRows(), {
    grouping: 'message',
    open: new Set(),
    withoutStrangers: false,
    today: TODAY,
    startOfDay,
  })
}
