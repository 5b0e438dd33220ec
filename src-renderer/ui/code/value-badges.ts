import { StateField } from '@codemirror/state'
import type { EditorState, Extension, Range } from '@codemirror/state'
import { Decoration, EditorView, WidgetType } from '@codemirror/view'
import type { DecorationSet } from '@codemirror/view'
import type { TextRange } from '../../../src-core/contract/conversion.ts'

/** A value that a careless parser would get wrong, or that has gone wrong. */
export interface ValueBadge extends TextRange {
  /** A word or two, shown after the value; empty if the value shows itself, as a control character does. */
  label: string
  /** The whole sentence, shown when somebody points at it. */
  note: string
  /** `fault`: this value is the fault of the text. */
  tone?: 'warning' | 'fault'
}

class BadgeWidget extends WidgetType {
  readonly badge: ValueBadge

  constructor(badge: ValueBadge) {
    super()
    this.badge = badge
  }

  override eq({ badge }: BadgeWidget): boolean {
    const { label, note, tone } = this.badge
    return badge.label === label && badge.note === note && badge.tone === tone
  }

  override toDOM(): HTMLElement {
    const element = document.createElement('span')
    element.className = this.badge.tone === 'fault' ? 'code-badge code-badge-fault' : 'code-badge'
    element.textContent = this.badge.label
    element.title = this.badge.note
    return element
  }

  override ignoreEvent(): boolean {
    return false
  }
}

class LineEndWidget extends WidgetType {
  override eq(): boolean {
    return true
  }

  override toDOM(): HTMLElement {
    const element = document.createElement('span')
    element.className = 'code-line-end'
    element.textContent = '↵'
    element.setAttribute('aria-hidden', 'true')
    return element
  }
}

const underlined = Decoration.mark({ class: 'code-badged' })
// Inclusive, so that it encloses the drawing for an invisible character instead of following it.
const wrong = Decoration.mark({ class: 'code-badged-fault', inclusive: true })
const blank = Decoration.mark({ class: 'code-blank' })
const lineEnd = Decoration.widget({ widget: new LineEndWidget(), side: 1 })

/** Badges stand beside the text, never in it: copying or searching sees the text as it arrived. */
export function valueBadges(badges: readonly ValueBadge[]): Extension {
  if (badges.length === 0) return []
  return StateField.define<DecorationSet>({
    create(state) {
      const inside = badges.filter(({ start, end }) => start <= end && end <= state.doc.length)
      return Decoration.set(
        inside.flatMap((badge) => drawBadge(state, badge)),
        true,
      )
    },
    update: (decorations, { changes }) => decorations.map(changes),
    provide: (field) => EditorView.decorations.from(field),
  })
}

function drawBadge(state: EditorState, badge: ValueBadge): Range<Decoration>[] {
  const { start, end, label, tone } = badge
  const drawn: Range<Decoration>[] = []
  if (start < end) drawn.push((tone === 'fault' ? wrong : underlined).range(start, end))
  // A blank line before a document is as invisible as it is wrong.
  if (tone) drawn.push(...drawBlanks(state.sliceDoc(start, end), start))
  if (label !== '') drawn.push(Decoration.widget({ widget: new BadgeWidget(badge), side: 1 }).range(end))
  return drawn
}

function drawBlanks(text: string, start: number): Range<Decoration>[] {
  return [...text.matchAll(/\n|[ \t]+/g)].map(({ 0: blanks, index }) =>
    blanks === '\n'
      ? lineEnd.range(start + index)
      : blank.range(start + index, start + index + blanks.length),
  )
}
