import { BURST_BARS_MS } from '../../../../src-core/contract/burst.ts'
import type { BurstReport } from '../../../../src-core/contract/burst.ts'

type Measured = Pick<BurstReport, 'durationMs' | 'state'> & {
  figures: Pick<BurstReport['figures'], 'perSecond' | 'deliveries'>
}

/** Returns the deliveries that ended in the last whole second; within the first second, those until now. */
export function rateNow({ durationMs, figures: { perSecond } }: Measured): number {
  return perSecond[Math.max(0, Math.floor(durationMs / 1000) - 1)] ?? 0
}

/** Returns deliveries a second over the whole time. */
export function meanRate({ durationMs, figures: { deliveries } }: Measured): number {
  return durationMs === 0 ? 0 : (deliveries * 1000) / durationMs
}

export interface Bar {
  /** Milliseconds: more than `from`, and `to` at most; null: WeChat had hung up by then. */
  from: number
  to: number | null
  count: number
  /** Of the longest bar. */
  length: number
}

export function barsOf(histogram: readonly number[]): Bar[] {
  const most = Math.max(1, ...histogram)
  return histogram.map((count, index) => ({
    from: BURST_BARS_MS[index - 1] ?? 0,
    to: BURST_BARS_MS[index] ?? null,
    count,
    length: count / most,
  }))
}

/**
 * How a burst stands, in a word. `missed`: WeChat would have given up some messages. `again`: all were taken in the end,
 * some only after more than one delivery.
 */
export type Standing = 'running' | 'dead' | 'nothing' | 'missed' | 'again' | 'well'

export function standingOf({ state, figures }: Pick<BurstReport, 'state' | 'figures'>): Standing {
  const { done, taken, deliveries } = figures
  if (state === 'running' || state === 'dead') return state
  if (done === 0) return 'nothing'
  if (taken < done) return 'missed'
  return deliveries > done ? 'again' : 'well'
}

/** Returns the number of deliveries of which WeChat saw no reply within its time. */
export function lateOf({ histogram }: Pick<BurstReport['figures'], 'histogram'>): number {
  return histogram[BURST_BARS_MS.length] ?? 0
}

/** Returns the reports after one more, the newest first. What an event told is never older than a list. */
export function withReport(before: readonly BurstReport[], report: BurstReport): BurstReport[] {
  const known = before.find(({ run }) => run === report.run)
  if (known && known.state !== 'running' && report.state === 'running') return [...before]
  return [report, ...before.filter(({ run }) => run !== report.run)].toSorted(
    (a, b) => b.startedAt - a.startedAt,
  )
}
