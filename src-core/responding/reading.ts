import type { Incoming } from '../exchange/incoming.ts'
import type { Inspection } from '../exchange/inspect.ts'
import { isWorthReading, readContent, receive } from '../exchange/receive.ts'
import type { Received } from '../exchange/receive.ts'
import { createTimeBudget } from '../time-budget.ts'
import type { TimeBudget } from '../time-budget.ts'
import type { Ports } from '../ports.ts'

/**
 * Milliseconds in each second for large bodies: anyone who has seen one signed address can send them again and again.
 */
const LARGE_MS_PER_SECOND = 250

/**
 * The same for requests that are refused although they may be WeChat's, which anybody can imitate. Their bodies are
 * small: a few in a row delay nothing, and the first ones after the start take longest.
 */
const REFUSED_MS_PER_SECOND = 100
const REFUSED_MS_AT_ONCE = 400

/** Far above what WeChat sends. A body of this size takes some 10 ms at worst. */
const LARGE_BYTES = 64 * 1024
const LARGE_TAGS = 2000

/** Reads requests as long as there is time for their kind. */
export interface Reading {
  /**
   * Reads the body, if it is worth it. Never throws: if the body cannot be read, the head still tells what the request
   * is.
   */
  read(incoming: Incoming, inspection: Inspection): Received
  /** Runs `work`, which deals with a request that was read, and counts its time as spent on requests of that kind. */
  spend<Result>(received: Received, work: () => Result): Result
}

export function createReading({ clock }: Pick<Ports, 'clock'>, report: (error: unknown) => void): Reading {
  const large = createTimeBudget(clock, LARGE_MS_PER_SECOND)
  const refused = createTimeBudget(clock, REFUSED_MS_PER_SECOND, REFUSED_MS_AT_ONCE)

  /** Returns null for an ordinary message, which needs no budget. */
  function budgetFor({ refusal, incoming }: Received): TimeBudget | null {
    if (refusal) return refused
    return isLarge(incoming.body) ? large : null
  }

  function time<Result>(budget: TimeBudget | null, work: () => Result): Result {
    const startedAt = clock.monotonic()
    try {
      return work()
    } finally {
      budget?.spend(clock.monotonic() - startedAt)
    }
  }

  return {
    read(incoming, inspection) {
      const received = receive(incoming, inspection)
      if (!isWorthReading(received)) return received
      const budget = budgetFor(received)
      if (budget && budget.left() <= 0) return { ...received, unread: 'busy' }
      try {
        return time(budget, () => readContent(received))
      } catch (error) {
        report(error)
        return { ...received, unread: 'defect' }
      }
    },
    spend: (received, work) => time(received.body ? budgetFor(received) : null, work),
  }
}

function isLarge(body: Uint8Array): boolean {
  if (body.length > LARGE_BYTES) return true
  let tags = 0
  for (let at = body.indexOf(0x3c); at >= 0 && tags <= LARGE_TAGS; at = body.indexOf(0x3c, at + 1)) tags++
  return tags > LARGE_TAGS
}
