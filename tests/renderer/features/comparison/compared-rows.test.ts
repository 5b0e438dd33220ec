import { expect, it } from 'vitest'
import type { ComparedField } from '../../../../src-core/contract/comparison.ts'
import { countDifferences, groupFields } from '../../../../src-renderer/features/comparison/compared-rows.ts'

const fields: ComparedField[] = [
  { part: 'query', name: 'signature', left: '1', right: '2', volatile: true },
  { part: 'query', name: 'openid', left: 'o', right: 'o' },
  { part: 'message', name: 'MsgType', left: 'text', right: 'text' },
  { part: 'message', name: 'Content', left: 'a', right: 'b' },
  { part: 'response', name: 'status', left: '200', right: null },
  // What changes every time may happen to be equal.
  { part: 'message', name: 'CreateTime', left: '1', right: '1', volatile: true },
]
const shown = (equal: boolean, volatile: boolean) =>
  groupFields(fields, { equal, volatile }).map(({ part, rows }) => [part, rows.map(({ name }) => name)])

it('shows what differs, but not what differs every time', () => {
  expect(shown(false, false)).toEqual([
    ['message', ['Content']],
    ['response', ['status']],
  ])
})

it('shows what differs every time if asked for', () => {
  expect(shown(false, true)).toEqual([
    ['query', ['signature']],
    ['message', ['Content']],
    ['response', ['status']],
  ])
})

it('shows what is equal if asked for, after what differs', () => {
  expect(shown(true, false)).toEqual([
    ['query', ['openid']],
    ['message', ['Content', 'MsgType', 'CreateTime']],
    ['response', ['status']],
  ])
})

it('counts both kinds of differences', () => {
  expect(countDifferences(fields)).toEqual({ telling: 2, volatile: 1 })
})
