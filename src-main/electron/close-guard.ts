import type { WorkbenchEvent } from '../../src-core/contract/events.ts'

/** Keeps the window open once while a message waits for an answer by hand: closing it would send `success`. */
export interface CloseGuard {
  /** Takes every event of the workbench. */
  follow(event: WorkbenchEvent): void
  /** Returns true if the window may close. While something waits, the first attempt may not, and the next one may. */
  allows(): boolean
}

export function createCloseGuard(): CloseGuard {
  const waiting = new Set<string>()
  let refused = false
  return {
    follow(event) {
      if (event.type === 'request.held') waiting.add(event.held.id)
      if (event.type === 'request.released') waiting.delete(event.id)
      // The next message deserves a refusal of its own.
      if (waiting.size === 0) refused = false
    },
    allows() {
      if (waiting.size === 0 || refused) return true
      refused = true
      return false
    },
  }
}
