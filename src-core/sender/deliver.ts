import type { Exchange } from '../contract/exchange.ts'
import { judgeDelivery } from '../diagnosis/delivery/delivery.ts'
import { readMessage } from '../exchange/receive.ts'
import type { Ports } from '../ports.ts'
import { REPLY_DEADLINE_MS } from '../wechat/limits.ts'
import { parseLenient } from '../xml/parse/lenient.ts'
import { createPushRequest, createRandom16 } from './push.ts'
import type { PushEncryption } from './push.ts'
import { createNonce } from './send-sample.ts'
import { createSentExchange, sendRequest } from './sent-exchange.ts'

/** A message for a backend, to be delivered as WeChat would. */
export interface Delivery {
  url: string
  token: string
  openId: string
  xml: string
  /** Left out: in the clear. */
  encryption?: PushEncryption | undefined
  /** How often it is sent again, with the same MsgId, while there is no answer that WeChat would take. */
  retries: number
}

type DeliveryPorts = Pick<Ports, 'clock' | 'randomBytes' | 'httpClient'>

/**
 * Sends the message, again where WeChat would, and yields each attempt as an exchange: in the same JSON as those of
 * the responder, seen from the other end (`response` is the backend's). Never throws: a backend that cannot be
 * reached is an attempt with status 0 and a finding.
 */
export async function* deliver(ports: DeliveryPorts, delivery: Delivery): AsyncGenerator<Exchange> {
  for (let attempt = 1; attempt <= delivery.retries + 1; attempt++) {
    const exchange = await attemptDelivery(ports, delivery, attempt)
    yield exchange
    if (exchange.verdict === 'accepted' || exchange.verdict === 'ignored') return
  }
}

async function attemptDelivery(ports: DeliveryPorts, delivery: Delivery, attempt: number): Promise<Exchange> {
  const receivedAt = ports.clock.now()
  const startedAt = ports.clock.monotonic()
  const { token, xml, encryption } = delivery
  const signed = { timestamp: String(Math.floor(receivedAt / 1000)), nonce: createNonce(ports) }
  const parsed = parseLenient(new TextEncoder().encode(xml))
  const message = parsed.ok ? readMessage(parsed) : null
  const request = createPushRequest({
    ...delivery,
    ...signed,
    seal: encryption && {
      ...encryption,
      originalId: message?.to ?? '',
      random16: createRandom16(ports),
    },
    deadlineMs: REPLY_DEADLINE_MS,
  })
  const outcome = await sendRequest(ports, request)
  const { verdict, findings } = judgeDelivery(outcome, {
    url: request.url,
    message,
    sealing: encryption && { ...encryption, ...signed, token, keys: [encryption.key], otherAccounts: [] },
  })
  return createSentExchange(ports, {
    receivedAt,
    durationMs: ports.clock.monotonic() - startedAt,
    attempt,
    mode: encryption?.mode ?? 'plaintext',
    request,
    message,
    outcome,
    verdict,
    findings,
  })
}
