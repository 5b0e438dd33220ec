import { expect, it } from 'vitest'
import { linesBetween } from '../../../../../src-renderer/screens/live/listing/listing.ts'

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
