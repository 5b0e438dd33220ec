import type { WorkbenchEvent, WorkbenchFact } from './contract/events.ts'

/** Numbers what happens and tells those who listen, in order. */
export interface EventLog {
  /** The number of the latest event; 0 before the first. */
  readonly seq: number
  append(fact: WorkbenchFact): void
  subscribe(listener: (event: WorkbenchEvent) => void): () => void
}

/** A listener that throws stops neither the other listeners nor the request's answer: `report` gets the error. */
export function createEventLog(report: (error: unknown) => void): EventLog {
  const listeners = new Set<(event: WorkbenchEvent) => void>()
  let seq = 0
  return {
    get seq() {
      return seq
    },
    append(fact) {
      const event: WorkbenchEvent = { seq: ++seq, ...fact }
      for (const listener of listeners) {
        try {
          listener(event)
        } catch (error) {
          report(error)
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
