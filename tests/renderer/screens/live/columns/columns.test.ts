import { describe, expect, it } from 'vitest'
import {
  readChoice,
  STANDARD_COLUMNS,
  widthOf,
  withColumn,
  withWidth,
} from '../../../../../src-renderer/screens/live/columns/column-choice.ts'
import {
  COLUMN_IDS,
  columnOf,
  GIVES_WAY,
} from '../../../../../src-renderer/screens/live/columns/column-table.ts'
import type { ColumnId } from '../../../../../src-renderer/screens/live/columns/column-table.ts'
import { fitColumns } from '../../../../../src-renderer/screens/live/columns/fit-columns.ts'

const FIRST = { seen: STANDARD_COLUMNS, widths: {} }

describe('what the browser has kept', () => {
  it.each([[null], [7], ['type'], [[]], [{}], [{ seen: 'type', widths: 3 }], [{ seen: null, widths: null }]])(
    'counts as not chosen if it is %j',
    (stored) => expect(readChoice(stored)).toEqual(FIRST),
  )

  it('leaves out columns that are not known, and widths that are none', () => {
    const stored = {
      seen: ['time', 'weather', 3, 'type'],
      widths: { weather: 9, time: '9', type: NaN, sender: -1, path: 12.5 },
    }
    expect(readChoice(stored)).toEqual({ seen: ['type', 'time'], widths: { path: 12.5 } })
  })

  it('keeps within the bounds of each column', () => {
    const { widths } = readChoice({ widths: { sender: 1000, time: 0.1 } })
    expect(widths).toEqual({ sender: columnOf('sender').most, time: columnOf('time').least })
  })

  it('may be that no column is to be seen', () => {
    expect(readChoice({ seen: [] }).seen).toEqual([])
  })

  it('is read as it was chosen', () => {
    const one = withColumn(readChoice({}), 'status', true)
    const two = withColumn(readChoice(one), 'type', false)
    const three = withWidth(two, 'sender', 14.3)
    const read = readChoice(JSON.parse(JSON.stringify(three)))
    expect(read.seen).toEqual(['telling', 'sender', 'status', 'verdict', 'duration', 'time'])
    expect(widthOf('sender', read, 'zh')).toBe(14.3)
    expect(widthOf('verdict', read, 'en')).toBe(9.6)
    expect(readChoice(withWidth(three, 'sender', null)).widths).toEqual({})
  })

  it('does not fix which columns are seen if only a width was chosen', () => {
    expect(withWidth({}, 'time', 8)).toEqual({ widths: { time: 8 } })
  })
})

describe('the columns for which there is room', () => {
  const widths = (ids: readonly ColumnId[]) =>
    new Map(ids.map((id) => [id, widthOf(id, FIRST, 'zh')] as const))
  const fitting = (ids: readonly ColumnId[], row: number, em = 13) => fitColumns(widths(ids), { row, em }).ids

  it.each<[row: number, ids: ColumnId[]]>([
    [540, ['sender', 'verdict', 'time']],
    [620, ['sender', 'verdict', 'duration', 'time']],
    [740, ['type', 'sender', 'verdict', 'duration', 'time']],
    [1000, ['type', 'telling', 'sender', 'verdict', 'duration', 'time']],
  ])('at %i pixels, of those that are seen at first: %j', (row, ids) => {
    expect(fitting(STANDARD_COLUMNS, row)).toEqual(ids)
  })

  it('are fewer for larger text', () => {
    expect(fitting(STANDARD_COLUMNS, 1000, 20)).toEqual(['sender', 'verdict', 'duration', 'time'])
  })

  it('are none before the words have less than they need', () => {
    expect(fitting(COLUMN_IDS, 300)).toEqual([])
  })

  it('have one order in which they give way', () => {
    expect(GIVES_WAY.toSorted()).toEqual(COLUMN_IDS.toSorted())
  })

  it('hold one that has taken all that was left, and no more', () => {
    const room = { row: 700, em: 13 }
    const { ids, spare } = fitColumns(widths(['sender', 'time']), room)
    const wider = (by: number) =>
      fitColumns(new Map([...widths(ids), ['sender', widthOf('sender', FIRST, 'zh') + by]] as const), room)
    expect(wider(spare).ids).toEqual(['sender', 'time'])
    expect(wider(spare).spare).toBeCloseTo(0)
    expect(wider(spare + 0.1).ids).toEqual(['time'])
  })
})
