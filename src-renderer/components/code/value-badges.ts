import { StateField } from '@codemirror/state'
import type { Extension } from '@codemirror/state'
import { Decoration, EditorView, WidgetType } from '@codemirror/view'
import type { DecorationSet } from '@codemirror/view'
import type { TextRange } from '../../../src-core/contract/conversion.ts'

/** A place where a value would go wrong in a careless parser. */
export interface ValueBadge extends TextRange {
  /** A word or two, shown behind the value; empty where the value shows itself, as a control character does. */
  label: string
  /** The whole sentence, shown when one points at it. */
  note: string
}

class BadgeWidget extends WidgetType {
  readonly badge: ValueBadge

  constructor(badge: ValueBadge) {
    super()
    this.badge = badge
  }

  override eq(other: BadgeWidget): boolean {
    return other.badge.label === this.badge.label && other.badge.note === this.badge.note
  }

  override toDOM(): HTMLElement {
    const element = document.createElement('span')
    element.className = 'code-badge'
    element.textContent = this.badge.label
    element.title = this.badge.note
    return element
  }

  override ignoreEvent(): boolean {
    return false
  }
}

const underlined = Decoration.mark({ class: 'code-badged' })

/** Badges stand beside the text, never in it: what is copied or searched is what arrived. */
export function valueBadges(badges: readonly ValueBadge[]): Extension {
  if (badges.length === 0) return []
  return StateField.define<DecorationSet>({
    create(state) {
      const inside = badges.filter(({ start, end }) => start < end && end <= state.doc.length)
      const ranges = inside.flatMap((badge) => {
        const under = underlined.range(badge.start, badge.end)
        if (badge.label === '') return [under]
        const widget = Decoration.widget({ widget: new BadgeWidget(badge), side: 1 })
        return [under, widget.range(badge.end)]
      })
      return Decoration.set(ranges, true)
    },
    update: (decorations, { changes }) => decorations.map(changes),
    provide: (field) => EditorView.decorations.from(field),
  })
}
