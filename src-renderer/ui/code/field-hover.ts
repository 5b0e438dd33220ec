import type { Extension } from '@codemirror/state'
import { hoverTooltip } from '@codemirror/view'
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

/** Shows a note beside the mouse. It is built node by node, since it quotes text of strangers. */
export function fieldHover(describe: (at: number) => HoverNote | null): Extension {
  return hoverTooltip(
    (_view, at) => {
      const note = describe(at)
      return note && { pos: note.start, end: note.end, above: true, create: () => ({ dom: draw(note) }) }
    },
    { hoverTime: RESTS_MS, hideOnChange: true },
  )
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
