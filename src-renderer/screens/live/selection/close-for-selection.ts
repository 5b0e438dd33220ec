import type { Selection } from './useLiveSelection.ts'

/** Somebody who goes to a message wants to see it, and not a panel in its place: each way to one closes that first. */
export function closeForSelection(selection: Selection, close: () => void): Selection {
  return {
    ...selection,
    select: (id) => (close(), selection.select(id)),
    choose: (id) => (close(), selection.choose(id)),
    move: (step, then) => (close(), selection.move(step, then)),
    jump: () => (close(), selection.jump()),
  }
}
