import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBurstStatistics } from '../../../src-core/burst/statistics.ts'
import { BURST_BARS_MS } from '../../../src-core/contract/burst.ts'

function addAll(times: readonly (number | null)[]) {
  const statistics = createBurstStatistics()
  for (const replyMs of times)
    statistics.add({ endedAfterMs: replyMs ?? 0, replyMs, verdict: 'accepted', faults: [] })
  return statistics.figures()
}

describe('the statistics of a burst', () => {
  it('has no latency before the first delivery', () => {
    expect(addAll([])).toMatchObject({ latency: null, deliveries: 0, perSecond: [] })
  })

  it('gives the percentiles that sorting would give', () => {
    const durations = fc.array(fc.integer({ min: 0, max: 9000 }), { minLength: 1, maxLength: 400 })
    fc.assert(
      fc.property(durations, (given) => {
        const sorted = given.toSorted((a, b) => a - b)
        const rank = (part: number) => sorted[Math.ceil(sorted.length * part) - 1]
        expect(addAll(given).latency).toEqual({
          p50: rank(0.5),
          p95: rank(0.95),
          p99: rank(0.99),
          max: sorted.at(-1),
        })
      }),
    )
  })

  it('counts what came within five seconds apart from what came later', () => {
    const bars = addAll([0, 10, 11, 5000, 5000.4, 60_000]).histogram
    expect(bars).toHaveLength(BURST_BARS_MS.length + 1)
    expect([bars[0], bars[1], bars.at(-2), bars.at(-1)]).toEqual([2, 1, 1, 2])
  })

  it('knows how long the longest took, even beyond what it counts by the millisecond', () => {
    expect(addAll([1, 2, 60_000]).latency).toEqual({ p50: 2, p95: 60_000, p99: 60_000, max: 60_000 })
  })

  it('counts a delivery without a time among the deliveries alone', () => {
    const { deliveries, latency, histogram } = addAll([null, 40, null])
    expect(deliveries).toBe(3)
    expect(latency).toEqual({ p50: 40, p95: 40, p99: 40, max: 40 })
    expect(histogram.reduce((sum, one) => sum + one)).toBe(1)
    expect(addAll([null]).latency).toBeNull()
  })

  it('counts by the second in which a delivery ended, quiet ones included', () => {
    expect(addAll([100, 900, 3100]).perSecond).toEqual([2, 0, 0, 1])
  })

  it('names the faults, the most frequent first', () => {
    const statistics = createBurstStatistics()
    const add = (...faults: ('status.not-200' | 'reply.too-late')[]) =>
      statistics.add({ endedAfterMs: 0, replyMs: 1, verdict: 'retried', faults })
    add('status.not-200')
    add('reply.too-late')
    add('reply.too-late')
    expect(statistics.figures().faults).toEqual([
      { code: 'reply.too-late', count: 2 },
      { code: 'status.not-200', count: 1 },
    ])
    expect(statistics.figures().verdicts.retried).toBe(3)
  })
})
