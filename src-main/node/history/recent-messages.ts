import type { Exchange } from '../../../src-core/contract/exchange.ts'

/** Deliveries of one message come within a minute, which is as far back as anybody asks. */
const GENERATION_MS = 60_000
/** So many leave less than one in a hundred to be looked for in vain; beyond, less than a minute is known. */
const GENERATION_SIZE = 200_000
const MARKS = 2 ** 22

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
  let current = createGeneration(knownSince)
  let previous = current

  function makeRoom(receivedAt: number): void {
    if (current.size < GENERATION_SIZE && receivedAt - current.startedAt < GENERATION_MS) return
    previous = current
    current = createGeneration(receivedAt)
    known = Math.max(known, previous.startedAt)
  }

  return {
    note({ account, messageKey, receivedAt }) {
      if (account === null || messageKey === null) return
      makeRoom(receivedAt)
      current.add(hash(account, messageKey))
    },
    mayHaveCome({ account, messageKey, since }) {
      if (since < known) return true
      const wanted = hash(account, messageKey)
      return current.has(wanted) || previous.has(wanted)
    },
    doubt(until) {
      known = Math.max(known, until)
    },
  }
}

/** A Bloom filter: each message sets two marks, and one whose marks are both set may have come. */
function createGeneration(startedAt: number) {
  const marks = new Uint8Array(MARKS / 8)
  let size = 0
  const second = (first: number) => Math.imul(first ^ (first >>> 15), 0x2c1b3c6d) >>> 0
  const isSet = (mark: number) => (marks[(mark % MARKS) >> 3]! & (1 << (mark & 7))) !== 0
  const set = (mark: number) => void (marks[(mark % MARKS) >> 3]! |= 1 << (mark & 7))
  return {
    startedAt,
    get size() {
      return size
    },
    add(first: number): void {
      size++
      set(first)
      set(second(first))
    },
    has: (first: number) => isSet(first) && isSet(second(first)),
  }
}

/** FNV-1a, 32 bits. */
function hash(account: string, messageKey: string): number {
  let value = 0x811c9dc5
  for (const text of [account, messageKey])
    for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return value >>> 0
}
