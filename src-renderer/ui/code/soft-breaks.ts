import { ensureSyntaxTree } from '@codemirror/language'
import { StateField } from '@codemirror/state'
import type { EditorState, Range } from '@codemirror/state'
import { Decoration, EditorView, WidgetType } from '@codemirror/view'
import type { DecorationSet } from '@codemirror/view'
import { BREAK_INDENT, DEEPEST } from './hang.ts'

/** Parsing a longer text at once would be noticeable; then lines wrap wherever they are full. */
const LONGEST = 200_000
const PARSE_MS = 100

class SoftBreak extends WidgetType {
  readonly depth: number

  constructor(depth: number) {
    super()
    this.depth = depth
  }

  override eq(other: SoftBreak): boolean {
    return other.depth === this.depth
  }

  // The editor computes its height with it.
  override get lineBreaks(): number {
    return 1
  }

  override toDOM(): HTMLElement {
    const place = document.createElement('span')
    const indent = document.createElement('span')
    // Uses a width and not blanks: the text may contain nothing that was not received.
    indent.className = 'code-break-indent'
    indent.style.setProperty('--indent', `${Math.min(DEEPEST, this.depth * BREAK_INDENT)}ch`)
    place.append(document.createElement('br'), indent)
    place.setAttribute('aria-hidden', 'true')
    return place
  }
}

/**
 * Wraps XML before its elements. WeChat sends most of a message in one line, and frameworks reply in one. The line
 * stays one line with one number, and copying or searching sees the text as it arrived.
 */
function findBreaks(state: EditorState): DecorationSet {
  const tree = state.doc.length <= LONGEST ? ensureSyntaxTree(state, state.doc.length, PARSE_MS) : null
  const breaks: Range<Decoration>[] = []
  // Beside lines that came without an indent, ours would look out of place.
  const indented = state.doc.lines === 1
  let depth = -1
  tree?.iterate({
    enter(node) {
      if (node.name === 'Element') {
        depth += 1
        if (depth > 0) addBreak(node.from, depth)
      } else if (node.name === 'CloseTag' && node.node.prevSibling?.name === 'Element') {
        addBreak(node.from, depth)
      }
    },
    leave(node) {
      if (node.name === 'Element') depth -= 1
    },
  })

  function addBreak(at: number, level: number): void {
    const line = state.doc.lineAt(at)
    if (state.sliceDoc(line.from, at).trim() === '') return
    const shown = indented ? level : 0
    breaks.push(Decoration.widget({ widget: new SoftBreak(shown), side: 1, depth: shown }).range(at))
  }

  return Decoration.set(breaks)
}

export const softBreaks = StateField.define<DecorationSet>({
  create: findBreaks,
  update: (breaks, transaction) => (transaction.docChanged ? findBreaks(transaction.state) : breaks),
  provide: (field) => EditorView.decorations.from(field),
})
