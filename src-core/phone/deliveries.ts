import type { Exchange, Verdict } from '../contract/exchange.ts'
import type { PhoneDelivery } from '../contract/phone-view.ts'
import { DELIVERY_WINDOW_MS, REPLY_DEADLINE_MS } from '../contract/limits.ts'
import { DELIVERY_ATTEMPTS } from '../contract/limits.ts'

/** The delivery at hand, as it was judged. */
export interface DeliveryAtHand {
  /** 1 for the first delivery of the message. */
  attempt: number
  verdict: Verdict
  /** True if WeChat waited for the whole time and then hung up. */
  isLate: boolean
}

/**
 * Returns the deliveries that WeChat will make if it takes none of the replies. How soon they come is known only after a
 * reply that is late: WeChat asks again when it hangs up.
 */
export function expectDeliveries({ attempt, verdict, isLate }: DeliveryAtHand): PhoneDelivery[] {
  if (verdict !== 'retried') return []
  return Array.from({ length: Math.max(0, DELIVERY_ATTEMPTS - attempt) }, (_, index) => ({
    number: attempt + index + 1,
    afterMs: isLate ? (index + 1) * REPLY_DEADLINE_MS : null,
    verdict: null,
  }))
}

/** Puts the deliveries that came in the place of those that were expected; `others` in any order. */
export function placeDeliveries(
  { receivedAt }: Pick<Exchange, 'receivedAt'>,
  others: readonly Exchange[],
  expected: readonly PhoneDelivery[],
): PhoneDelivery[] {
  const came = others
    .filter((one) => Math.abs(one.receivedAt - receivedAt) <= DELIVERY_WINDOW_MS)
    .map((one) => ({ number: one.attempt, afterMs: one.receivedAt - receivedAt, verdict: one.verdict }))
    .toSorted((a, b) => a.afterMs - b.afterMs)
  // Once one was taken, no more are to come.
  const isOver = came.some(({ afterMs, verdict }) => afterMs > 0 && verdict !== 'retried')
  const numbers = new Set(came.map(({ number }) => number))
  return isOver ? came : [...came, ...expected.filter(({ number }) => !numbers.has(number))]
}
