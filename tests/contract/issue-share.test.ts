import { expect, it } from 'vitest'
import { writeShare } from '../../src-core/contract/issue-share.ts'

it.each([
  [0, 0, '0%'],
  [0, 7, '0%'],
  [1, 100_000, '<0.1%'],
  [1, 1000, '0.1%'],
  [99, 1000, '9.9%'],
  [1, 8, '13%'],
  [7, 7, '100%'],
])('writes %i of %i as %s', (count, all, share) => {
  expect(writeShare(count, all)).toBe(share)
})
