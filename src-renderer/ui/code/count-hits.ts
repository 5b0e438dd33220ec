import type { SearchQuery } from '@codemirror/search'
import type { EditorState } from '@codemirror/state'

/** Nobody goes through more, and a text of megabytes may have a million. */
const MOST_COUNTED = 1000

export interface Hits {
  count: number
  /** The number of the hit that is selected, from 1; 0 if none is. */
  at: number
  /** True if there are more than were counted. */
  more: boolean
}

/** Counts the hits of a search. Returns null if nothing, or nothing valid, is searched for. */
export function countHits(state: EditorState, query: SearchQuery): Hits | null {
  if (query.search === '' || !query.valid) return null
  const { from, to } = state.selection.main
  const hits: Hits = { count: 0, at: 0, more: false }
  const cursor = query.getCursor(state)
  for (let next = cursor.next(); !next.done; next = cursor.next()) {
    if (hits.count === MOST_COUNTED) return { ...hits, more: true }
    hits.count += 1
    if (next.value.from === from && next.value.to === to) hits.at = hits.count
  }
  return hits
}
