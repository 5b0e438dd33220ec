import { RangeSetBuilder } from '@codemirror/state'
import type { EditorState, Extension } from '@codemirror/state'
import { Decoration, ViewPlugin } from '@codemirror/view'
import type { DecorationSet, EditorView, ViewUpdate } from '@codemirror/view'
import type { TextRange } from '../../../src-core/contract/conversion.ts'
import { findWords } from '../find-words.ts'

const found = Decoration.mark({ class: 'found-word' })
/** The one that was gone to: its own colours hide those of the selection. */
const reached = Decoration.mark({ class: 'found-word code-found-reached' })

/** Marks these words where they are in sight: a text of megabytes may have a million of them. */
export function foundWords(words: readonly string[]): Extension {
  if (words.length === 0) return []
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet
      constructor(view: EditorView) {
        this.decorations = markVisible(view, words)
      }
      update({ view, docChanged, viewportChanged, selectionSet }: ViewUpdate): void {
        if (docChanged || viewportChanged || selectionSet) this.decorations = markVisible(view, words)
      }
    },
    { decorations: (plugin) => plugin.decorations },
  )
}

function markVisible({ state, visibleRanges }: EditorView, words: readonly string[]): DecorationSet {
  const marks = new RangeSetBuilder<Decoration>()
  const longest = Math.max(...words.map(({ length }) => length))
  const { from: selected, to: selectedEnd } = state.selection.main
  let marked = 0
  for (const { from, to } of visibleRanges) {
    // A word may begin before what is in sight, or end after it.
    const start = Math.max(marked, from - longest)
    for (const range of findWords(state.sliceDoc(start, to + longest), words)) {
      const at = start + range.start
      marked = start + range.end
      marks.add(at, marked, at === selected && marked === selectedEnd ? reached : found)
    }
  }
  return marks.finish()
}

/** Returns the first of these words after the cursor, or else the first in the text; null if there is none. */
export function nextFound(state: EditorState, words: readonly string[]): TextRange | null {
  const after = state.selection.main.to
  let first: TextRange | null = null
  for (const range of findWords(state.doc.toString(), words)) {
    if (range.start >= after) return range
    first ??= range
  }
  return first
}
