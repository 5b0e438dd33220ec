import type { Exchange } from '../contract/exchange.ts'
import { DELIVERIES } from '../contract/sending.ts'
import type { Push } from '../sender/plan-push.ts'
import { sendMessage } from '../sender/send-message.ts'
import type { Sending } from '../sender/sending.ts'
import { describeDelivery } from '../sender/ways-out.ts'
import type { Playing } from './play.ts'

/** Returns the way to send steps without a workbench: nothing is kept, and `keep` is told of each exchange. */
export function createStepSender(
  sending: Sending,
  push: Omit<Push, 'message'>,
  signal: AbortSignal,
  keep: (exchange: Exchange) => void,
): Playing['send'] {
  return async (message) => {
    const exchanges: Exchange[] = []
    const sent = sendMessage(sending, { ...push, message, deliveries: DELIVERIES.usual, signal })
    for (;;) {
      const next = await sent.next()
      if (next.done) {
        const deliveries = exchanges.map(describeDelivery)
        return { deliveries, exchange: exchanges.at(-1) ?? null, isStopped: next.value === 'stopped' }
      }
      exchanges.push(next.value)
      keep(next.value)
    }
  }
}
