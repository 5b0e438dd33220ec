import { RangeSetBuilder } from '@codemirror/state'
import type { Line } from '@codemirror/state'
import { Decoration, EditorView, ViewPlugin } from '@codemirror/view'
import type { DecorationSet, ViewUpdate } from '@codemirror/view'
import { DEEPEST, hangOf } from './hang.ts'
import { softBreaks } from './soft-breaks.ts'

/** The same line decoration for each number of columns. */
function decorationOf(columns: number): Decoration {
  // A variable, since a soft break has to take the same number back.
  return Decoration.line({ class: 'code-hanging', attributes: { style: `--hang: ${columns}ch` } })
}

function depthIn(view: EditorView, { from, to }: Line): number {
  let deepest = 0
  view.state.field(softBreaks, false)?.between(from, to, (_from, _to, { spec }) => {
    const { depth } = spec as { depth: number }
    deepest = Math.max(deepest, depth)
  })
  return deepest
}

function decorate(view: EditorView): DecorationSet {
  const lines = new RangeSetBuilder<Decoration>()
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to;) {
      const line = view.state.doc.lineAt(at)
      // The indent alone is read: a line may be megabytes long.
      const start = view.state.sliceDoc(line.from, Math.min(line.to, line.from + DEEPEST))
      lines.add(line.from, line.from, decorationOf(hangOf(start, view.state.tabSize, depthIn(view, line))))
      at = line.to + 1
    }
  }
  return lines.finish()
}

/**
 * A wrapped line goes on under its own beginning and not at the edge, where it looks like a line of its own. By style
 * alone: the text, and what is copied or found of it, stays as it arrived.
 */
export const hangingIndent = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet
    constructor(view: EditorView) {
      this.decorations = decorate(view)
    }
    update(update: ViewUpdate): void {
      const { startState, state } = update
      const breaksChanged = startState.field(softBreaks, false) !== state.field(softBreaks, false)
      if (update.docChanged || update.viewportChanged || breaksChanged)
        this.decorations = decorate(update.view)
    }
  },
  { decorations: (plugin) => plugin.decorations },
)
