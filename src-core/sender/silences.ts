import type { Verdict } from '../contract/exchange.ts'
import type { Clock } from '../ports.ts'
import { SILENCE } from '../wechat/behaviour.ts'
import { isTaken } from './redeliver.ts'

/** Knows to which addresses WeChat would push nothing now, from how they have taken what we sent. */
export interface Silences {
  /** Notes a delivery to this address that has just ended. */
  note(url: string, verdict: Verdict | null): void
  /** Returns the time in epoch milliseconds at which the silence ends; null if there is none. */
  until(url: string): number | null
}

/** Addresses that are remembered; the one that got nothing for longest goes first. */
const ADDRESSES_KEPT = 200

export function createSilences({ now }: Pick<Clock, 'now'>): Silences {
  const addresses = new Map<string, { failures: number[]; until: number }>()

  return {
    note(url, verdict) {
      const { failures, until } = addresses.get(url) ?? { failures: [], until: 0 }
      addresses.delete(url)
      if (isTaken(verdict)) return
      const recent = [...failures.filter((at) => now() - at <= SILENCE.withinMs), now()]
      const isSilent = recent.length >= SILENCE.afterFailures
      addresses.set(
        url,
        isSilent ? { failures: [], until: now() + SILENCE.lastsMs } : { failures: recent, until },
      )
      const [oldest] = addresses.keys()
      if (addresses.size > ADDRESSES_KEPT && oldest !== undefined) addresses.delete(oldest)
    },
    until(url) {
      const until = addresses.get(url)?.until ?? 0
      return until > now() ? until : null
    },
  }
}
