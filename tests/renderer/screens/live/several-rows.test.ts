import { expect, it } from 'vitest'
import type { ExchangeSummary } from '../../../../src-core/contract/exchange.ts'
import { createMessageRow } from '../../../../src-renderer/screens/live/listing/message-row.ts'
import {
  idsOf,
  NONE,
  rowsIn,
  SEVERAL_MAX,
  toggleRow,
} from '../../../../src-renderer/screens/live/several/several-rows.ts'

const row = (...ids: string[]) =>
  createMessageRow(ids.toReversed().map((id, n) => ({ id, receivedAt: -n }) as ExchangeSummary))

it('begins with the row that was selected alone, and takes out what is added twice', () => {
  const two = toggleRow(NONE, row('b'), row('a1', 'a2'))
  expect([...two.keys()]).toEqual(['a2', 'b'])
  expect(idsOf(two)).toEqual(['a1', 'a2', 'b'])
  expect([...toggleRow(two, row('b'), row('b')).keys()]).toEqual(['a2'])
  expect([...toggleRow(NONE, row('b'), null).keys()]).toEqual(['b'])
})

it('has the rows of lines, and no more than so many', () => {
  const lines = [
    { kind: 'day', day: 0 } as const,
    ...Array.from({ length: SEVERAL_MAX + 5 }, (_, n) => ({
      kind: 'row' as const,
      row: row(`${n}`),
      attempts: 1,
    })),
  ]
  const several = rowsIn(lines)
  expect(several.size).toBe(SEVERAL_MAX)
  expect(toggleRow(several, row('other'), null).size).toBe(SEVERAL_MAX)
})
