import type { Clock } from '../ports.ts'
import type { History, Retention } from '../ports/history.ts'

/**
 * Milliseconds from the end of one sweep to the next. Less would gain nothing: whoever keeps seven days does not count
 * minutes.
 */
const SWEEP_MS = 5 * 60_000

/** Removes old exchanges again and again, until `end` is called. */
export interface Sweeping {
  end(): void
}

/**
 * Begins to keep the history within these bounds. `report` is told why a sweep failed, once until another reason or a
 * success comes in between: the next sweep removes what this one could not.
 */
export function beginSweeping(
  { history, clock }: { history: Pick<History, 'removeBeyond'>; clock: Clock },
  { ageMs, rows }: Retention,
  report: (error: unknown) => void,
): Sweeping {
  let hasEnded = false
  let cancel = () => {}
  let said: string | null = null

  async function sweep(): Promise<void> {
    try {
      await history.removeBeyond({ since: ageMs === null ? null : clock.now() - ageMs, rows })
      said = null
    } catch (error) {
      if (String(error) !== said) report(error)
      said = String(error)
    }
    if (!hasEnded) cancel = clock.after(SWEEP_MS, () => void sweep())
  }

  void sweep()
  return {
    end() {
      hasEnded = true
      cancel()
    },
  }
}
