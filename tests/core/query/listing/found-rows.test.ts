import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FoundRows } from '../../../../src-core/ports/found-rows.ts'
import { createFoundRows } from '../../../../src-core/query/listing/found-rows.ts'
import type { RowFacts } from '../../../../src-core/query/listing/row-facts.ts'
import { runs } from '../../xml/runs.ts'

/** Returns an exchange that came at `at` seconds and was recorded as number `order`. */
function delivery(order: number, at: number, message: string | null = 'msg:1'): RowFacts {
  return {
    order,
    receivedAt: at * 1000,
    verdict: 'retried',
    type: 'text',
    standing: 'genuine',
    message,
    group: null,
  }
}

/** The rows as numbers: the newest delivery, and those folded into it. */
const shape = ({ rows }: FoundRows) =>
  rows.map(({ order, older }) => [order, ...older.map((one) => one.order)])

/** Returns the rows of the same exchanges, found from the newest down, and as they arrive. */
function bothWays(...rising: RowFacts[]) {
  const [down, up] = [createFoundRows(), createFoundRows()]
  down.addOlder(rising.toReversed())
  for (const one of rising) up.addNewer([one])
  expect(shape(up)).toEqual(shape(down))
  return shape(down)
}

describe('deliveries fold into a row', () => {
  it('with the same key, where the newest stands', () => {
    expect(bothWays(delivery(1, 0), delivery(2, 5), delivery(3, 7, 'msg:2'), delivery(4, 10))).toEqual([
      [4, 2, 1],
      [3],
    ])
  })

  it('as long as each is within a minute of the one before it', () => {
    expect(bothWays(delivery(1, 0), delivery(2, 60), delivery(3, 120))).toEqual([[3, 2, 1]])
    expect(bothWays(delivery(1, 0), delivery(2, 60), delivery(3, 121))).toEqual([[3], [2, 1]])
  })

  it('never without a key', () => {
    expect(bothWays(delivery(1, 0, null), delivery(2, 1, null))).toEqual([[2], [1]])
  })

  it('where an earlier one waited longer and was recorded later', () => {
    expect(bothWays(delivery(1, 5), delivery(2, 0))).toEqual([[2, 1]])
  })

  it('and fall apart again as they go', () => {
    const found = createFoundRows()
    found.addOlder([delivery(4, 10), delivery(3, 7, null), delivery(2, 5), delivery(1, 0)])
    found.drop(4)
    expect(shape(found)).toEqual([[3], [2, 1]])
    found.drop(1)
    found.drop(2)
    found.drop(9)
    expect(shape(found)).toEqual([[3]])
    expect(found.count(false).found).toBe(1)
  })
})

it('are the same in whatever way they were found, changed and counted', () => {
  const one = fc.record({
    at: fc.integer({ min: 0, max: 90 }),
    message: fc.constantFrom('a', 'b', null),
    verdict: fc.constantFrom('accepted', 'fault'),
    standing: fc.constantFrom('genuine', 'stranger'),
  })
  fc.assert(
    fc.property(
      fc.array(one, { maxLength: 30 }),
      fc.array(fc.nat(30)),
      fc.nat(30),
      fc.nat(30),
      (all, gone, begun, step) => {
        // They come in order here: a late record may fold otherwise by the side from which it is found.
        const times = all.map(({ at }) => at).toSorted((a, b) => a - b)
        const rising = all.map(
          (value, index) =>
            ({ ...delivery(index + 1, times[index]!, value.message), ...value, type: null }) as RowFacts,
        )
        const known = rising.slice(0, begun).toReversed()
        const found = createFoundRows()
        found.addOlder(known.slice(0, step))
        found.addNewer(rising.slice(begun))
        found.addOlder(known.slice(step))
        const before = shape(found)
        const changed = rising.filter(({ order }) => gone.includes(order))
        changed.forEach(({ order }) => found.drop(order))
        const left = rising.filter((value) => !changed.includes(value))
        expect(shape(found).flat().toSorted()).toEqual(left.map(({ order }) => order).toSorted())
        for (const { rows } of [found])
          expect(rows.map(({ order }) => order)).toEqual(
            rows.map(({ order }) => order).toSorted((a, b) => b - a),
          )
        const { found: count, strangers, tally } = found.count(true)
        expect(count).toBe(left.filter(({ standing }) => standing !== 'stranger').length)
        expect(strangers).toBe(left.length - count)
        for (const { value, count: counted } of tally.verdicts)
          expect(counted).toBe(
            left.filter(({ verdict, standing }) => verdict === value && standing !== 'stranger').length,
          )
        changed.forEach((value) => found.put(value))
        expect(shape(found).flat().toSorted()).toEqual(before.flat().toSorted())

        const fresh = createFoundRows()
        fresh.addOlder(rising.toReversed())
        expect(before).toEqual(shape(fresh))
      },
    ),
    runs(300),
  )
})

it('goes its own way as a copy', () => {
  const found = createFoundRows()
  found.addNewer([delivery(1, 0)])
  const copy = found.copy()
  copy.addNewer([delivery(2, 5), delivery(3, 6, null)])
  expect(shape(copy)).toEqual([[3], [2, 1]])
  expect(shape(found)).toEqual([[1]])
  expect(found.count(false).found).toBe(1)
})
