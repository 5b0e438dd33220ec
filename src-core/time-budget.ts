import type { Clock } from './ports.ts'

/** Time for work that anybody can ask for again and again. */
export interface TimeBudget {
  /** Milliseconds that may be spent now; none where it is not above 0. */
  left(): number
  spend(ms: number): void
}

/**
 * So many milliseconds in each second, however many requests ask for them, and `atOnce` after a quiet time. What one
 * piece of work takes too much, those that follow have to do without.
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
