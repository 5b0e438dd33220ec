import type { Clock } from './ports.ts'

/** A limit on time for work that anybody can ask for again and again. */
export interface TimeBudget {
  /** Returns the milliseconds that may be spent now; nothing is left if it is not above 0. */
  left(): number
  spend(ms: number): void
}

/**
 * Allows so many milliseconds in each second, however many requests ask for them, and `atOnce` after a quiet time. Work
 * that takes too long reduces the time of the work after it.
 */
export function createTimeBudget(
  { monotonic }: Pick<Clock, 'monotonic'>,
  msPerSecond: number,
  atOnce = msPerSecond,
): TimeBudget {
  let left = atOnce
  let countedAt = monotonic()
  return {
    left() {
      const now = monotonic()
      left = Math.min(atOnce, left + ((now - countedAt) / 1000) * msPerSecond)
      countedAt = now
      return left
    },
    spend(ms) {
      left -= ms
    },
  }
}
