import type { Exchange } from '../../../src-core/contract/exchange.ts'

/** Deliveries of one message come within a minute, which is as far back as anybody asks. */
const GENERATION_MS = 60_000
/** Some 1,000 a second; beyond, less than a minute is known, and the rest is asked of the file. */
const GENERATION_SIZE = 50_000

/**
 * Tells whether a message may have come before, without a look into the file: nearly none has, and each look costs more
 * than judging a message. It may be wrong in saying that one has. In saying that none has it is wrong only where another
 * workbench with the same file received one in the last second.
 */
export interface RecentMessages {
  note(exchange: Pick<Exchange, 'account' | 'messageKey' | 'receivedAt'>): void
  mayHaveCome(message: { account: string; messageKey: string; since: number }): boolean
  /** What came until then, in epoch milliseconds, is not known: another workbench writes to the file. */
  doubt(until: number): void
}

/** `knownSince`: nothing of what came then or later is in the file that is not noted. */
export function createRecentMessages(knownSince: number): RecentMessages {
  let known = knownSince
  let current = { startedAt: knownSince, marks: new Set<number>() }
  let previous = current

  function makeRoom(receivedAt: number): void {
    if (current.marks.size < GENERATION_SIZE && receivedAt - current.startedAt < GENERATION_MS) return
    previous = current
    current = { startedAt: receivedAt, marks: new Set() }
    known = Math.max(known, previous.startedAt)
  }

  return {
    note({ account, messageKey, receivedAt }) {
      if (account === null || messageKey === null) return
      makeRoom(receivedAt)
      current.marks.add(mark(account, messageKey))
    },
    mayHaveCome({ account, messageKey, since }) {
      if (since < known) return true
      const wanted = mark(account, messageKey)
      return current.marks.has(wanted) || previous.marks.has(wanted)
    },
    doubt(until) {
      known = Math.max(known, until)
    },
  }
}

/** FNV-1a, 32 bits: two messages with one mark cost a look into the file. */
function mark(account: string, messageKey: string): number {
  let hash = 0x811c9dc5
  for (const text of [account, messageKey])
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash
}
