import type { Clock } from '../../ports.ts'

/** The time between two looks at the clock, and how far it may be off, in milliseconds. */
const TICK_MS = 10_000
const SLACK_MS = 20_000

/**
 * Calls `onWake` when the computer was asleep: then far more time has passed by the clock on the wall than between two
 * ticks. A clock that somebody corrects, or a process that was halted, looks the same, and is worth a look at the tunnel
 * too. The monotonic clock is of no use here: some systems let it run while they sleep. Returns a function that ends it.
 */
export function watchSleep({ now, after }: Pick<Clock, 'now' | 'after'>, onWake: () => void): () => void {
  let last = now()
  let cancel = after(TICK_MS, tick)
  function tick(): void {
    const before = last
    last = now()
    cancel = after(TICK_MS, tick)
    if (last - before > TICK_MS + SLACK_MS) onWake()
  }
  return () => cancel()
}
