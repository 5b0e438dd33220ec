import type { Verdict } from '../contract/exchange.ts'
import { isTaken } from '../sender/redeliver.ts'

/** The most exchanges that a burst leaves behind: its first failures, and a sample spread over all of it. */
export const BURST_KEPT = { failures: 100, sample: 100 }

/**
 * Returns a function that says of each delivery of a burst, in turn, whether its exchange is kept. A burst of thousands
 * must push nothing else out of the history.
 */
export function createKeptQuota(messages: number): (verdict: Verdict) => boolean {
  const sampleEvery = Math.ceil(messages / BURST_KEPT.sample)
  let failures = 0
  let taken = 0
  return (verdict) => (isTaken(verdict) ? taken++ % sampleEvery === 0 : failures++ < BURST_KEPT.failures)
}
