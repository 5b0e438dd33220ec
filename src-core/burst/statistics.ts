import { BURST_BARS_MS } from '../contract/burst.ts'
import type { BurstFigures } from '../contract/burst.ts'
import type { Verdict } from '../contract/exchange.ts'
import type { FindingCode } from '../contract/findings.ts'

/** One delivery of a burst that is over. */
export interface CountedDelivery {
  /** Milliseconds from the start of the burst to its end. */
  endedAfterMs: number
  /** Milliseconds to the whole reply, or to the end of WeChat's patience; null if it failed before that. */
  replyMs: number | null
  verdict: Verdict
  /** The codes of its errors. */
  faults: readonly FindingCode[]
}

export interface BurstStatistics {
  begin(): void
  add(delivery: CountedDelivery): void
  end(taken: boolean): void
  figures(): BurstFigures
}

/** Durations are counted by the millisecond up to here: far beyond the five seconds after which WeChat hangs up. */
const COUNTED_MS = 10_000

/**
 * Counts what a burst sees, in memory that does not grow with it but for one number a second. Percentiles are exact to a
 * millisecond: every one is counted, and none is estimated.
 */
export function createBurstStatistics(): BurstStatistics {
  const byMs = new Uint32Array(COUNTED_MS + 1)
  const perSecond: number[] = []
  const verdicts: Record<Verdict, number> = { accepted: 0, ignored: 0, retried: 0, fault: 0, rejected: 0 }
  const faults = new Map<FindingCode, number>()
  let begun = 0
  let done = 0
  let taken = 0
  let deliveries = 0
  let timed = 0
  let max = 0

  /** Returns the smallest time that at least this part of those that have one did not exceed. */
  function percentile(part: number): number {
    let left = Math.ceil(timed * part)
    const at = byMs.findIndex((count) => (left -= count) <= 0)
    return at === COUNTED_MS ? Math.round(max) : at
  }

  function countBars(): number[] {
    let from = 0
    const bars = BURST_BARS_MS.map((end) => {
      const count = byMs.subarray(from, end + 1).reduce((sum, one) => sum + one, 0)
      from = end + 1
      return count
    })
    return [...bars, byMs.subarray(from).reduce((sum, one) => sum + one, 0)]
  }

  function time(ms: number): void {
    timed++
    // A delivery of 5000.4 ms is too late, so that part of a millisecond counts as a whole one.
    byMs[Math.min(COUNTED_MS, Math.ceil(ms))]!++
    max = Math.max(max, ms)
  }

  return {
    begin: () => void begun++,
    add({ endedAfterMs, replyMs, verdict, faults: codes }) {
      deliveries++
      verdicts[verdict]++
      for (const code of codes) faults.set(code, (faults.get(code) ?? 0) + 1)
      if (replyMs !== null) time(replyMs)
      const second = Math.floor(endedAfterMs / 1000)
      while (perSecond.length <= second) perSecond.push(0)
      perSecond[second]!++
    },
    end(isTaken) {
      done++
      if (isTaken) taken++
    },
    figures: () => ({
      begun,
      done,
      taken,
      deliveries,
      verdicts: { ...verdicts },
      faults: [...faults].map(([code, count]) => ({ code, count })).toSorted((a, b) => b.count - a.count),
      perSecond: [...perSecond],
      latency:
        timed === 0
          ? null
          : {
              p50: percentile(0.5),
              p95: percentile(0.95),
              p99: percentile(0.99),
              max: Math.ceil(max),
            },
      histogram: countBars(),
    }),
  }
}
