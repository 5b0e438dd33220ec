import type { Verdict } from '../contract/exchange.ts'
import type { DeliveryEnd } from '../contract/sending.ts'
import type { Clock } from '../ports.ts'
import { gapAfter } from '../wechat/behaviour.ts'

/** What decides whether a message is delivered once more. */
export interface Tried {
  /** Null if nobody judged the answer, which is then none that WeChat would take. */
  verdict: Verdict | null
  durationMs: number
}

/** How often a message is delivered at most, and what keeps it from that. */
export interface Redelivery {
  /** The first delivery included. */
  deliveries: number
  signal?: AbortSignal | undefined
  /** Asked before each delivery: WeChat would be silent now. */
  isMuted?(): boolean
}

export function isTaken(verdict: Verdict | null): boolean {
  return verdict === 'accepted' || verdict === 'ignored'
}

/**
 * Delivers a message, and again when WeChat would, and yields each delivery; returns why no more follow. `deliver` gets
 * the number of the delivery, from 1, and resolves to null if it was stopped before it had an answer.
 */
export async function* redeliver<One extends Tried>(
  clock: Pick<Clock, 'after'>,
  { deliveries, signal, isMuted }: Redelivery,
  deliver: (attempt: number) => Promise<One | null>,
): AsyncGenerator<One, DeliveryEnd> {
  for (let attempt = 1; ; attempt++) {
    if (signal?.aborted) return 'stopped'
    if (isMuted?.()) return 'muted'
    const one = await deliver(attempt)
    if (!one) return 'stopped'
    yield one
    if (isTaken(one.verdict)) return 'taken'
    if (attempt >= deliveries) return 'given-up'
    await pause(clock, gapAfter(one), signal)
  }
}

/** Resolves after so many milliseconds, or as soon as the signal is aborted. */
function pause(clock: Pick<Clock, 'after'>, ms: number, signal: AbortSignal | undefined): Promise<void> {
  if (ms <= 0 || signal?.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const cancel = clock.after(ms, () => end())
    function end(): void {
      cancel()
      signal?.removeEventListener('abort', end)
      resolve()
    }
    signal?.addEventListener('abort', end, { once: true })
  })
}
