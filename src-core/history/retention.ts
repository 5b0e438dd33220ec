import type { Account } from '../contract/account.ts'
import type { Preferences } from '../contract/preferences.ts'
import type { Clock } from '../ports.ts'
import type { History, KeptBounds, Retention } from '../ports/history.ts'

/**
 * Milliseconds from the end of one sweep to the next. Less would gain nothing: whoever keeps seven days does not count
 * minutes. Who mistyped a bound has as long to put it right.
 */
const SWEEP_MS = 5 * 60_000
const DAY_MS = 24 * 3_600_000

/**
 * Returns the bounds within which exchanges are kept: those of each account that has its own, and of all others together
 * the general ones, which `asked` at the start takes the place of. 0 in the settings sets no bound.
 */
export function decideBounds(
  preferences: Pick<Preferences, 'keepDays' | 'keepRows'>,
  accounts: readonly Pick<Account, 'id' | 'keep'>[],
  asked: Retention | undefined,
  now: number,
): KeptBounds[] {
  const general = asked ?? toRetention({ days: preferences.keepDays, rows: preferences.keepRows })
  const own = accounts.flatMap(({ id, keep }) => (keep ? [{ id, kept: toRetention(keep) }] : []))
  const all = [
    { kept: general, of: { except: own.map(({ id }) => id) } },
    ...own.map(({ id, kept }) => ({ kept, of: { account: id } })),
  ]
  return all
    .filter(({ kept }) => kept.ageMs !== null || kept.rows !== null)
    .map(({ kept: { ageMs, rows }, of }) => ({ of, since: ageMs === null ? null : now - ageMs, rows }))
}

function toRetention({ days, rows }: { days: number; rows: number }): Retention {
  return { ageMs: days === 0 ? null : days * DAY_MS, rows: rows === 0 ? null : rows }
}

/** Removes old exchanges again and again, until `end` is called. */
export interface Sweeping {
  end(): void
}

/**
 * Begins to keep the history within the bounds that `decide` returns at each sweep. `report` is told why a sweep failed,
 * once until another reason or a success comes in between: the next sweep removes what this one could not.
 */
export function beginSweeping(
  { history, clock }: { history: Pick<History, 'removeBeyond'>; clock: Clock },
  decide: (now: number) => readonly KeptBounds[],
  report: (error: unknown) => void,
): Sweeping {
  let hasEnded = false
  let cancel = () => {}
  let said: string | null = null

  async function sweep(): Promise<void> {
    try {
      for (const bounds of decide(clock.now())) if (!hasEnded) await history.removeBeyond(bounds)
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
