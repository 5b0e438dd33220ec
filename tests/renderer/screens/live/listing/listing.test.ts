import { describe, expect, it } from 'vitest'
import { findAfter, linesBetween } from '../../../../../src-renderer/screens/live/listing/listing.ts'
import type { Listing } from '../../../../../src-renderer/screens/live/listing/listing.ts'

it.each([
  ['all of the window', 102, 104, [102, 103]],
  ['the end of the window', 98, 102, [100, 101]],
  ['the beginning of the window', 108, 115, [108, 109]],
  ['none: one has jumped up', 40, 64, []],
  ['none: one has jumped a little up', 90, 99, []],
  ['none: one has jumped down', 150, 174, []],
])('of what is here %s is in sight', (_, first, end, places) => {
  const lines = Array.from({ length: 10 }, (_line, index) => ({ kind: 'day', day: 100 + index }) as const)
  const found = linesBetween({ lines, from: 100 }, first, end)
  expect(found.map((line) => line.kind === 'day' && line.day)).toEqual(places)
})

describe('the row that is selected once others are deleted', () => {
  const LIST = ['day', 'a', 'b', 'c', 'day', 'd']
  const lines = LIST.map((name, day) =>
    name === 'day'
      ? { kind: 'day', day }
      : {
          kind: 'row',
          attempts: 2,
          row: { newest: { id: `${name}2` }, attempts: [{ id: `${name}1` }, { id: `${name}2` }] },
        },
  )
  const listing = { lines, from: 40 } as unknown as Listing

  it.each([
    ['the one below', ['a1', 'a2'], 'b2'],
    ['the one below a day', ['c2', 'c1'], 'd2'],
    ['the one above if it was the last', ['d1', 'd2'], 'c2'],
    ['the one below the first of several', ['b2', 'd2'], 'c2'],
    ['the one above if all below are gone, too', ['b1', 'c1', 'd1'], 'a2'],
    ['nothing if all are gone', ['a1', 'b1', 'c1', 'd1'], null],
    ['nothing if none of them is here', ['x'], null],
  ])('is %s', (_, ids, after) => {
    expect(findAfter(listing, new Set(ids))).toBe(after)
  })
})
