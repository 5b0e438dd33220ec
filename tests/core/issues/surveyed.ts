import type { Surveyed } from '../../../src-core/ports/history.ts'

/** An exchange as it is counted; the first has the number 1 and came at 1000. */
export function createSurveyed(n: number, change: Partial<Surveyed> = {}): Surveyed {
  return { id: `id ${n}`, receivedAt: n * 1000, durationMs: 5, genuine: true, codes: [], ...change }
}
