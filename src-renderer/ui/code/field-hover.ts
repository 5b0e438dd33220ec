import type { Extension } from '@codemirror/state'
import { hoverTooltip } from '@codemirror/view'
import type { EditorView, Rect } from '@codemirror/view'
import type { TextRange } from '../../../src-core/contract/conversion.ts'

/** The note about the value on which the mouse rests; every part may be empty. */
export interface HoverNote extends TextRange {
  title: string
  description: string
  path: string
  /** The faults that this very value would cause. */
  warnings: readonly string[]
  copyLabel: string
  copy(): Promise<string>
}

const RESTS_MS = 350

/** Shows a note below the value under the mouse: what one has read stays in sight. It is built node by node, since it quotes text of strangers. */
export function fieldHover(describe: (at: number) => HoverNote | null): Extension {
  return hoverTooltip(
    (view, at) => {
      const note = describe(at)
      if (!note) return null
      const create = () => ({ dom: draw(note), getCoords: () => placeOf(view, note) })
      return { pos: note.start, end: note.end, above: false, create }
    },
    { hoverTime: RESTS_MS, hideOnChange: true },
  )
}

/** Rows of a wrapped value that the note leaves in sight: below a longer one it would be too far from the mouse. */
const ROWS_KEPT = 4

function placeOf(view: EditorView, { start, end }: TextRange): Rect {
  const first = view.coordsAtPos(start) ?? view.contentDOM.getBoundingClientRect()
  const last = view.coordsAtPos(end) ?? first
  const lowest = first.top + ROWS_KEPT * view.defaultLineHeight
  const { left, right, top } = first
  return { left, right, top, bottom: Math.max(first.bottom, Math.min(last.bottom, lowest)) }
}

function draw(note: HoverNote): HTMLElement {
  const box = document.createElement('div')
  box.className = 'code-note'
  if (note.path !== '') {
    const head = append(box, 'p', 'code-note-head')
    if (note.title !== '') append(head, 'strong', '', note.title)
    append(head, 'code', '', note.path)
    head.append(copyButton(note))
  }
  if (note.description !== '') append(box, 'p', '', note.description)
  for (const warning of note.warnings) append(box, 'p', 'code-note-warning', warning)
  return box
}

function append(parent: HTMLElement, tag: string, className: string, text = ''): HTMLElement {
  const child = document.createElement(tag)
  child.className = className
  child.textContent = text
  parent.append(child)
  return child
}

function copyButton(note: HoverNote): HTMLElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = note.copyLabel
  button.addEventListener('click', () => {
    void note.copy().then((said) => (button.textContent = said))
  })
  return button
}
