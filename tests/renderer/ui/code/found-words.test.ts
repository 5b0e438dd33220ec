import { EditorState } from '@codemirror/state'
import { expect, it } from 'vitest'
import { nextFound } from '../../../../src-renderer/ui/code/found-words.ts'

it('goes from one place of the words to the next, and from the last to the first', () => {
  const doc = 'Refund\r\nand refund\r\nand REFUND'
  const starts: number[] = []
  let state = EditorState.create({ doc })
  for (let press = 0; press < 4; press += 1) {
    const { start, end } = nextFound(state, ['refund'])!
    starts.push(start)
    state = state.update({ selection: { anchor: start, head: end } }).state
  }
  // In the editor each line ends in one unit.
  expect(starts).toEqual([0, 11, 22, 0])
  expect(nextFound(state, ['voucher'])).toBeNull()
})
