import { BURST_BARS_MS } from '../contract/burst.ts'
import type { BurstFigures } from '../contract/burst.ts'
import type { Verdict } from '../contract/exchange.ts'
import type { FindingCode } from '../contract/findings.ts'
import { createDurationCounts } from '../duration-counts.ts'

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

/**
 * Counts what a burst sees, in memory that does not grow with it but for one number a second.
 */
export function createBurstStatistics(): BurstStatistics {
  const times = createDurationCounts()
  const perSecond: number[] = []
  const verdicts: Record<Verdict, number> = { accepted: 0, ignored: 0, retried: 0, fault: 0, rejected: 0 }
  const faults = new Map<FindingCode, number>()
  let begun = 0
  let done = 0
  let taken = 0
  let deliveries = 0

  function countBars(): number[] {
    const ends = [-1, ...BURST_BARS_MS, Infinity]
    return ends.slice(1).map((end, index) => times.count(ends[index]! + 1, end))
  }

  return {
    begin: () => void begun++,
    add({ endedAfterMs, replyMs, verdict, faults: codes }) {
      deliveries++
      verdicts[verdict]++
      for (const code of codes) faults.set(code, (faults.get(code) ?? 0) + 1)
      if (replyMs !== null) times.add(replyMs)
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
        times.size === 0
          ? null
          : {
              p50: times.percentile(0.5),
              p95: times.percentile(0.95),
              p99: times.percentile(0.99),
              max: times.longest,
            },
      histogram: countBars(),
    }),
  }
}
