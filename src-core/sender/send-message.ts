import type { Exchange } from '../contract/exchange.ts'
import type { DeliveryEnd } from '../contract/sending.ts'
import { deliver } from '../delivery/deliver.ts'
import { createOutgoingExchange } from '../delivery/outgoing-exchange.ts'
import { drawSealing, planPush } from './plan-push.ts'
import type { Planned, Push } from './plan-push.ts'
import { redeliver } from './redeliver.ts'
import type { Sending } from './sending.ts'

/** A message for a backend, to be delivered as WeChat would. */
export interface OutgoingMessage extends Push {
  /** The most deliveries, the first one included; all with the same MsgId. */
  deliveries: number
  signal?: AbortSignal | undefined
}

/**
 * Sends the message, and again when WeChat would, and yields each delivery as an exchange seen from our side. Never
 * throws: a backend that cannot be reached is a delivery with status 0 and a finding.
 */
export function sendMessage(
  sending: Sending,
  { deliveries, signal, ...push }: OutgoingMessage,
): AsyncGenerator<Exchange, DeliveryEnd> {
  const tried = redeliver(sending.clock, { deliveries, signal }, async (attempt) => {
    const exchange = await deliverOnce(sending, planPush(push, attempt, drawSealing(sending)), signal)
    return exchange && { exchange, verdict: exchange.verdict, durationMs: exchange.response.durationMs }
  })
  return exchangesOf(tried)
}

async function* exchangesOf<End>(
  tried: AsyncGenerator<{ exchange: Exchange }, End>,
): AsyncGenerator<Exchange, End> {
  for (;;) {
    const next = await tried.next()
    if (next.done) return next.value
    yield next.value.exchange
  }
}

/**
 * Sends one delivery and returns it as an exchange. Returns null if it was stopped before it had an answer: then nothing
 * is known of the other side.
 */
export async function deliverOnce(
  sending: Sending,
  { request, judge, place }: Planned,
  signal?: AbortSignal,
): Promise<Exchange | null> {
  const delivered = await deliver(sending, { request: { ...request, signal }, judge })
  if (signal?.aborted && delivered.outcome.error) return null
  return createOutgoingExchange(delivered, { ...place, id: sending.createExchangeId(delivered.sentAt) })
}
