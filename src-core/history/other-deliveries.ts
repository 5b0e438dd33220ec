import type { Exchange, ExchangeSummary } from '../contract/exchange.ts'
import type { History } from '../ports.ts'

/** More deliveries of one message do not come: WeChat makes three, a test perhaps some more. */
const DELIVERIES_MAX = 12

/** Lists the other deliveries of the message of an exchange that came in, newest first. */
export function listOtherDeliveries(
  history: Pick<History, 'list'>,
  { id, account, messageKey, direction }: Exchange,
): ExchangeSummary[] {
  if (messageKey === null || direction === 'out') return []
  const { items } = history.list({
    where: {
      all: [
        { key: 'messageKey', is: [messageKey] },
        { key: 'account', is: [account] },
        { key: 'direction', is: ['in'] },
      ],
    },
    limit: DELIVERIES_MAX,
  })
  return items.filter((one) => one.id !== id)
}
