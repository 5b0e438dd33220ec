import { EditorSelection, StateEffect, StateField } from '@codemirror/state'
import type { Extension } from '@codemirror/state'
import { EditorView, RectangleMarker, layer } from '@codemirror/view'
import type { TextRange } from '../../../src-core/contract/conversion.ts'

/** A range that a pane marks because somebody points at it, or at its counterpart on the other side. */
export interface MarkedRange extends TextRange {
  /** True if it must be scrolled into view: a mere hover must not move anything. */
  reveal: boolean
}

const setMarked = StateEffect.define<TextRange | null>()

/** Mapped through changes, so that it stays on its value until the next conversion gives the new place. */
const field = StateField.define<TextRange | null>({
  create: () => null,
  update(marked, { effects, changes, newDoc }) {
    for (const effect of effects) {
      if (!effect.is(setMarked)) continue
      const end = Math.min(effect.value?.end ?? 0, newDoc.length)
      return effect.value && effect.value.start < end ? { start: effect.value.start, end } : null
    }
    if (!marked || changes.empty) return marked
    const [start, end] = [changes.mapPos(marked.start, 1), changes.mapPos(marked.end, -1)]
    return start < end ? { start, end } : null
  },
})

/**
 * Drawn behind the text and not around it: new elements under a resting mouse would remove the value for which the
 * hover note is about to appear.
 */
const background = layer({
  above: false,
  class: 'code-counterparts',
  update: ({ startState, state, docChanged }) => docChanged || startState.field(field) !== state.field(field),
  markers(view) {
    const marked = view.state.field(field)
    if (!marked) return []
    return RectangleMarker.forRange(view, 'code-counterpart', EditorSelection.range(marked.start, marked.end))
  },
})

export const markedRange: Extension = [field, background]

export function showMarked(view: EditorView, marked: MarkedRange | null): void {
  const effects: StateEffect<unknown>[] = [setMarked.of(marked)]
  if (marked?.reveal && marked.start <= view.state.doc.length)
    effects.push(EditorView.scrollIntoView(marked.start, { y: 'nearest', x: 'nearest', yMargin: 24 }))
  view.dispatch({ effects })
}
