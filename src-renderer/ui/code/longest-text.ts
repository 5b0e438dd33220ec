import { EditorState } from '@codemirror/state'
import type { Extension } from '@codemirror/state'

/**
 * Refuses a change that makes the text longer than `longest` UTF-16 units: half of a pasted text would be of no use.
 * Tells after each change whether it was refused.
 */
export function longestText(longest: number, tell: (refused: boolean) => void): Extension {
  return EditorState.changeFilter.of(({ docChanged, newDoc, startState }) => {
    if (!docChanged) return true
    const isRefused = newDoc.length > longest && newDoc.length > startState.doc.length
    tell(isRefused)
    return !isRefused
  })
}
