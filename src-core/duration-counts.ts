/** Durations are counted by the millisecond up to here: far beyond the five seconds after which WeChat hangs up. */
const COUNTED_MS = 10_000

/**
 * Counts durations in memory that does not grow with their number. Percentiles are exact to a millisecond: every one is
 * counted, and none is estimated.
 */
export interface DurationCounts {
  readonly size: number
  /** The longest, in whole milliseconds, rounded up; 0 if there is none. */
  readonly longest: number
  add(ms: number): void
  /** Returns the smallest time that at least this part of the durations did not exceed. */
  percentile(part: number): number
  /** Returns the number of those from `from` to `to` milliseconds, both included; beyond 10 s only `Infinity` ends. */
  count(from: number, to: number): number
}

export function createDurationCounts(): DurationCounts {
  const byMs = new Uint32Array(COUNTED_MS + 1)
  let size = 0
  let longest = 0

  return {
    get size() {
      return size
    },
    get longest() {
      return Math.ceil(longest)
    },
    add(ms) {
      size++
      // A reply after 5000.4 ms is too late, so that part of a millisecond counts as a whole one. An imported one may be negative.
      byMs[Math.min(COUNTED_MS, Math.max(0, Math.ceil(ms)))]!++
      longest = Math.max(longest, ms)
    },
    percentile(part) {
      let left = Math.ceil(size * part)
      for (let ms = 0; ms < COUNTED_MS; ms++) {
        left -= byMs[ms]!
        if (left <= 0) return ms
      }
      return Math.ceil(longest)
    },
    count(from, to) {
      let sum = 0
      for (let ms = from; ms <= Math.min(to, COUNTED_MS); ms++) sum += byMs[ms]!
      return sum
    },
  }
}
