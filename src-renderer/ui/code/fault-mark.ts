import { RangeSet, StateEffect, StateField } from '@codemirror/state'
import type { Extension, Text } from '@codemirror/state'
import { Decoration, EditorView, GutterMarker, WidgetType, lineNumberMarkers } from '@codemirror/view'
import type { DecorationSet } from '@codemirror/view'

/** A mark under the rest of a line would say less than one under the fault itself. */
const LONGEST_MARK = 40

class LineEndMark extends WidgetType {
  override eq(): boolean {
    return true
  }

  override toDOM(): HTMLElement {
    const element = document.createElement('span')
    element.className = 'code-fault code-fault-end'
    element.setAttribute('aria-hidden', 'true')
    return element
  }
}

class FaultLine extends GutterMarker {
  override elementClass = 'code-fault-line'
}

const setFault = StateEffect.define<number | null>()
const wavy = Decoration.mark({ class: 'code-fault' })
const atLineEnd = Decoration.widget({ widget: new LineEndMark(), side: 1 })
const faultLine = new FaultLine()

interface Fault {
  marks: DecorationSet
  lines: RangeSet<GutterMarker>
}
const none: Fault = { marks: Decoration.none, lines: RangeSet.empty }

const field = StateField.define<Fault>({
  create: () => none,
  update(fault, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setFault)) return effect.value === null ? none : faultAt(transaction.newDoc, effect.value)
    }
    // Its former place is the best guess until the changed text has been checked.
    return transaction.docChanged && fault !== none
      ? { marks: fault.marks.map(transaction.changes), lines: fault.lines.map(transaction.changes) }
      : fault
  },
  provide: (self) => [
    EditorView.decorations.from(self, ({ marks }) => marks),
    lineNumberMarkers.from(self, ({ lines }) => lines),
  ],
})

function faultAt(doc: Text, offset: number): Fault {
  const from = Math.min(offset, doc.length)
  const line = doc.lineAt(from)
  const rest = doc.sliceString(from, Math.min(line.to, from + LONGEST_MARK))
  // The tag, word or number that begins there; a lone sign or control character is marked by itself.
  const word = /^(?:[\0-\x1f]|<\/?[^\s<>]*>?|[^\s<>{}[\]:,"]+|\S)/.exec(rest)?.[0] ?? ''
  const marks = word === '' ? atLineEnd.range(from) : wavy.range(from, from + word.length)
  return { marks: Decoration.set(marks), lines: RangeSet.of(faultLine.range(line.from)) }
}

export const faultMark: Extension = field

/** Marks the place, or removes the mark. */
export function showFault(view: EditorView, offset: number | null): void {
  // There is no mark to remove: most texts are right most of the time.
  if (offset === null && view.state.field(field) === none) return
  view.dispatch({ effects: setFault.of(offset) })
}
