import { expect, it } from 'vitest'
import { takeExchange } from '../../../../../src-renderer/screens/live/comparison/take-exchange.ts'

const a = { id: 'a', name: 'A' }
const b = { id: 'b', name: 'B' }

it.each([
  ['the first one waits', null, a, { first: a, pair: null }],
  ['another one makes the pair', a, b, { first: null, pair: [a, b] }],
  ['the same one again is put back', a, a, { first: null, pair: null }],
] as const)('%s', (_name, first, next, taken) => {
  expect(takeExchange(first, next)).toEqual(taken)
})
