import { describe, expect, it } from 'vitest'
import { drawLine } from '../../../../../src-renderer/screens/live/issues/issue-line.ts'

describe('the line of an issue', () => {
  it('goes from the left to the right, and reaches the top where most came', () => {
    expect(drawLine([0, 4, 1])).toEqual({
      width: 2,
      height: 20,
      line: 'M0 20L1 0L2 15',
      ground: 'M0 20L1 0L2 15V20H0Z',
    })
  })

  it('lies on the ground where nothing came', () => {
    expect(drawLine([0, 0]).line).toBe('M0 20L1 20')
  })
})
