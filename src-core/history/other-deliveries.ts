import type { Exchange } from '../contract/exchange.ts'
import { DELIVERY_WINDOW_MS } from '../contract/limits.ts'
import type { History } from '../ports/history.ts'

/** More deliveries of one message do not come: WeChat makes three, a test perhaps some more. */
const DELIVERIES_MAX = 12

/**
 * Lists the other deliveries of the message of an exchange that came in, newest first. They are found by the message:
 * `list` would read every exchange of the account, which took two seconds for 100,000.
 */
export function listOtherDeliveries(
  history: Pick<History, 'deliveries'>,
  { id, account, messageKey, direction, receivedAt }: Exchange,
): Exchange[] {
  if (account === null || messageKey === null || direction === 'out') return []
  const since = receivedAt - DELIVERY_WINDOW_MS
  return history
    .deliveries({ account, messageKey, since, limit: DELIVERIES_MAX })
    .filter((one) => one.id !== id)
}
