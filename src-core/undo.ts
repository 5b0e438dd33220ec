import type { Handlers } from './contract/command.ts'
import { CommandFailure } from './contract/errors.ts'
import type { undoCommands, Undoable } from './contract/undo.ts'

/** A deleted account has a few hundred KB at most; nobody wants back what was deleted so many deletions ago. */
const KEPT = 20

/** Remembers in memory how to restore what was deleted last; so nothing deleted has to leave the core, secrets least of all. */
export interface Undo {
  /** Remembers how to restore something. `restore` may fail, and is then offered still. */
  offer(restore: () => Promise<unknown>): Undoable
  /** Forgets how to restore it: it is gone for good. */
  withdraw(id: string): void
  readonly handlers: Handlers<typeof undoCommands>
}

export function createUndo(createId: () => string): Undo {
  const kept = new Map<string, () => Promise<unknown>>()
  return {
    offer(restore) {
      const undo = createId()
      kept.set(undo, restore)
      const [oldest] = kept.keys()
      if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
      return { undo }
    },
    withdraw: (id) => void kept.delete(id),
    handlers: {
      'undo.apply': async ({ id }) => {
        const restore = kept.get(id)
        if (!restore) throw new CommandFailure('NOT_FOUND', `There is nothing to undo as ${id}.`)
        // Taken out first, so that a second call at the same time restores nothing twice.
        kept.delete(id)
        try {
          await restore()
        } catch (error) {
          kept.set(id, restore)
          throw error
        }
        return null
      },
    },
  }
}
