import { describe, expect, it } from 'vitest'
import { hangOf } from '../../../../src-renderer/ui/code/hang.ts'

describe('the column at which a wrapped line goes on', () => {
  it.each([
    ['<xml>', 0, 2],
    ['    "a": 1', 0, 6],
    ['\t<a>', 0, 6],
    [' \t<a>', 0, 6],
    ['<xml><a><b/></a></xml>', 2, 6],
    [' '.repeat(100), 0, 24],
  ])('of %j with soft breaks of depth %i is %i', (text, breaks, column) => {
    expect(hangOf(text, 4, breaks)).toBe(column)
  })
})
