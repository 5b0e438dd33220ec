import type { Exchange } from '../../../src-core/contract/exchange.ts'

/** Deliveries of one message come within a minute, which is as far back as anybody asks. */
const GENERATION_MS = 60_000
/** With so many messages, less than one search in a hundred is in vain; with more, less than a minute is remembered. */
const GENERATION_SIZE = 200_000
const MARKS = 2 ** 22

/**
 * Tells whether a message may have come before, without reading the file: nearly none has, and each read costs more
 * than judging a message. A yes may be wrong. A no is wrong only if another workbench with the same file received the
 * message in the last second.
 */
export interface RecentMessages {
  note(exchange: Pick<Exchange, 'account' | 'messageKey' | 'receivedAt'>): void
  mayHaveCome(message: { account: string; messageKey: string; since: number }): boolean
  /**
   * Distrusts the memory of messages that came until then, in epoch milliseconds: another workbench writes to the file.
   */
  doubt(until: number): void
}

/** `knownSince`: every message in the file that came then or later is noted. */
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
