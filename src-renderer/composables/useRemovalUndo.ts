import { onScopeDispose } from 'vue'
import { REMOVAL_UNDO_MS } from '../../src-core/contract/limits.ts'
import { useUndo } from './useUndo.ts'
import type { Undoing } from './useUndo.ts'
import { useWorkbench } from './useWorkbench.ts'

/**
 * Returns the function that offers to undo the removal of exchanges, by its id, as long as that can be undone; a further
 * offer with the same id takes the place of the first. `isOpen` tells whether it still can be.
 */
export function useRemovalUndo() {
  const { call } = useWorkbench()
  const { offer, withdraw } = useUndo()
  let current: { id: string; restore: Undoing['restore']; timer: ReturnType<typeof setTimeout> } | null = null

  function end(): void {
    if (!current) return
    clearTimeout(current.timer)
    withdraw(current.restore)
    current = null
  }

  // The workbench erases it all the same; the offer stands without us.
  onScopeDispose(() => (current = null))

  return {
    isOpen: (id: string) => current?.id === id,
    offerFor(id: string, said: Pick<Undoing, 'done' | 'undone'>): void {
      if (current) clearTimeout(current.timer)
      const mine = {
        id,
        async restore() {
          if (current === mine) current = null
          clearTimeout(mine.timer)
          return call('undo.apply', { id })
        },
        timer: setTimeout(() => (current === mine ? end() : withdraw(mine.restore)), REMOVAL_UNDO_MS),
      }
      current = mine
      offer(said, mine.restore)
    },
  }
}
