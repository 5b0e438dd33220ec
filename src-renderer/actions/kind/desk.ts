import type { Navigation } from '../../composables/useNavigation.ts'
import type { Undo } from '../../composables/useUndo.ts'

/**
 * What actions work with. Each screen puts its own part there while it exists; an action asks for what it needs and
 * does not know who does it.
 */
export interface Desk {
  navigation: Navigation
  undo: Undo
  live: LiveDesk | null
}

export interface LiveDesk {
  /** Moves the selection of the list by rows. */
  move(step: number): void
  /** Puts the focus into the details of the selected row, or into the reply. */
  open(): void
}
