import { SearchQuery } from '@codemirror/search'
import { EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { countHits } from '../../../../src-renderer/ui/code/count-hits.ts'

function count(doc: string, search: string, selection?: { anchor: number; head: number }, regexp = false) {
  return countHits(
    EditorState.create({ doc, ...(selection && { selection }) }),
    new SearchQuery({ search, regexp }),
  )
}

describe('the hits of a search', () => {
  it('are counted, and the selected one is named by its number', () => {
    expect(count('a b a b a', 'a', { anchor: 4, head: 5 })).toEqual({ count: 3, at: 2, more: false })
    expect(count('a b a b a', 'a', { anchor: 4, head: 4 })).toEqual({ count: 3, at: 0, more: false })
    expect(count('b', 'a')).toEqual({ count: 0, at: 0, more: false })
  })

  it('are counted up to a bound', () => {
    expect(count('a'.repeat(1001), 'a')).toMatchObject({ count: 1000, more: true })
    expect(count('a'.repeat(1000), 'a')).toMatchObject({ count: 1000, more: false })
  })

  it('are none where nothing valid is searched for', () => {
    expect(count('a', '')).toBeNull()
    expect(count('a', '(', undefined, true)).toBeNull()
  })
})
