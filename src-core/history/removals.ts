import { REMOVAL_UNDO_MS } from '../contract/limits.ts'
import type { RemovalTarget } from '../contract/removal.ts'
import type { Undoable } from '../contract/undo.ts'
import type { Clock } from '../ports.ts'
import type { History } from '../ports/history.ts'
import type { Undo } from '../undo.ts'

export interface Removals {
  /**
   * Hides these exchanges at once, and erases them after a while in which that can be undone. With `after`, the id of an
   * earlier undo that still can be, both are undone together, and the while begins anew. Throws HISTORY_NOT_CLEARED.
   */
  begin(target: RemovalTarget, after?: string): Promise<{ removed: number } & Undoable>
  /** Stops waiting: the history erases what is hidden when it is closed. */
  end(): void
}

interface Pending {
  hidden: string[]
  cancel(): void
}

/** `report` is told why something could not be erased yet; the history tries again by itself. */
export function createRemovals(
  { history, clock }: { history: Pick<History, 'hide' | 'restore' | 'erase'>; clock: Clock },
  undo: Pick<Undo, 'offer' | 'withdraw'>,
  report: (error: unknown) => void,
): Removals {
  const pending = new Map<string, Pending>()

  function offer(): [id: string, one: Pending] {
    const one: Pending = { hidden: [], cancel() {} }
    const { undo: id } = undo.offer(async () => {
      one.cancel()
      try {
        for (let removal; (removal = one.hidden.at(-1)) !== undefined; one.hidden.pop())
          await history.restore(removal)
      } catch (error) {
        wait(id, one)
        throw error
      }
      pending.delete(id)
    })
    pending.set(id, one)
    return [id, one]
  }

  /** Erases it after a while, counted from now. */
  function wait(id: string, one: Pending): void {
    one.cancel()
    one.cancel = clock.after(REMOVAL_UNDO_MS, () => {
      pending.delete(id)
      undo.withdraw(id)
      for (const removal of one.hidden) history.erase(removal).catch(report)
    })
  }

  return {
    async begin(target, after = '') {
      const { removal, count } = await history.hide(target)
      const earlier = pending.get(after)
      const [id, one] = earlier ? [after, earlier] : offer()
      one.hidden.push(removal)
      wait(id, one)
      return { removed: count, undo: id }
    },
    end() {
      for (const { cancel } of pending.values()) cancel()
    },
  }
}
