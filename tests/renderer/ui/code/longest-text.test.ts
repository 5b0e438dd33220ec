import { EditorState } from '@codemirror/state'
import { expect, test } from 'vitest'
import { longestText } from '../../../../src-renderer/ui/code/longest-text.ts'

function startWith(doc: string) {
  const told: boolean[] = []
  const state = EditorState.create({ doc, extensions: longestText(5, (isRefused) => told.push(isRefused)) })
  return { state, told }
}

test('a change that makes the text too long is refused whole, and told', () => {
  const { state, told } = startWith('abc')
  const pasted = state.update({ changes: { from: 3, insert: 'def' } }).state
  expect(pasted.doc.toString()).toBe('abc')
  const fits = pasted.update({ changes: { from: 3, insert: 'de' } }).state
  expect(fits.doc.toString()).toBe('abcde')
  expect(told).toEqual([true, false])
})

test('a text that is too long already can be made shorter', () => {
  const { state, told } = startWith('abcdefgh')
  expect(state.update({ changes: { from: 0, to: 1 } }).state.doc.toString()).toBe('bcdefgh')
  expect(told).toEqual([false])
})
