import { shallowReadonly, shallowRef, watch } from 'vue'
import type { ShallowRef } from 'vue'
import type { Undoable } from '../../src-core/contract/undo.ts'
import { createProvided } from './create-provided.ts'
import { useFailureText } from './useFailureText.ts'
import { useWorkbench } from './useWorkbench.ts'

/** Something that was just deleted or replaced, and how to have it back. */
export interface Undoing {
  /** Said when it is done, and when it is undone: 「已删除账号「订阅号」」,「已恢复账号「订阅号」」. */
  done: string
  undone: string
  restore: () => Promise<unknown>
}

export interface Undo {
  /** The last deletion that was not undone yet; each further one takes its place. Null after a start of the workbench. */
  last: Readonly<ShallowRef<Undoing | null>>
  /** The outcome of the last undoing, in a sentence; null as long as there is none to tell. */
  outcome: Readonly<ShallowRef<{ text: string; failed: boolean } | null>>
  /**
   * Offers to undo. Of what the core deletes, the id is enough: a secret stays where it is. A deletion that is still
   * under way counts at once, so that undoing never means the one before; if it fails, its offer is taken back.
   */
  offer(said: Pick<Undoing, 'done' | 'undone'>, how: Promise<Undoable> | Undoing['restore']): void
  /** Takes an offer back: it can no longer be undone so. */
  withdraw(how: Undoing['restore']): void
  undo(): Promise<void>
}

export const [provideUndo, useUndo] = createProvided('undo', (): Undo => {
  const { state, call } = useWorkbench()
  const failureText = useFailureText()
  const last = shallowRef<Undo['last']['value']>(null)
  const outcome = shallowRef<Undo['outcome']['value']>(null)

  // The workbench forgets deletions when it ends.
  watch(
    () => state.value?.runId,
    (_, before) => {
      if (before !== undefined) last.value = outcome.value = null
    },
  )

  return {
    last: shallowReadonly(last),
    outcome: shallowReadonly(outcome),
    offer(said, how) {
      const restore =
        typeof how === 'function' ? how : async () => call('undo.apply', { id: (await how).undo })
      const before = last.value
      const undoing = { ...said, restore }
      outcome.value = null
      last.value = undoing
      if (how instanceof Promise) {
        how.catch(() => {
          if (last.value === undoing) last.value = before
        })
      }
    },
    withdraw(how) {
      if (last.value?.restore === how) last.value = null
    },
    async undo() {
      const undoing = last.value
      if (!undoing) return
      last.value = null
      try {
        await undoing.restore()
        outcome.value = { text: undoing.undone, failed: false }
      } catch (cause) {
        outcome.value = { text: failureText(cause), failed: true }
        // It may work later, as when the account's path is free again.
        last.value ??= undoing
      }
    },
  }
})
