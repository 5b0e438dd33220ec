import type { Exchange } from '../contract/exchange.ts'
import { judgeDelivery } from '../diagnosis/delivery.ts'
import type { DeliveryOutcome } from '../diagnosis/delivery.ts'
import { parseTarget } from '../exchange/incoming.ts'
import { createMessageKey, createQuery, decodeText } from '../exchange/record.ts'
import { readMessage } from '../exchange/receive.ts'
import type { HttpRequest, Ports } from '../ports.ts'
import { REPLY_DEADLINE_MS } from '../wechat/limits.ts'
import { parseLenient } from '../xml/parse/lenient.ts'
import { createPushRequest, createRandom16 } from './push.ts'
import type { PushEncryption } from './push.ts'
import { createNonce } from './send-sample.ts'

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
  const outcome = await send(ports, request)
  const url = new URL(request.url)
  const { path, parameters } = parseTarget(url.pathname + url.search)
  const query = createQuery(parameters)
  const signature = query['signature'] ?? null
  const { verdict, findings } = judgeDelivery(outcome, {
    url: request.url,
    message,
    sealing: encryption && { ...encryption, ...signed, token, keys: [encryption.key], otherAccounts: [] },
  })
  return {
    id: Buffer.from(ports.randomBytes(9)).toString('base64url'),
    receivedAt,
    account: null,
    attempt,
    messageKey: message && createMessageKey(message),
    mode: encryption?.mode ?? 'plaintext',
    request: {
      method: request.method,
      path,
      target: url.pathname + url.search,
      httpVersion: '1.1',
      query,
      headers: request.headers,
      body: decodeText(request.body).text,
      bodyBytes: request.body.length,
    },
    signature: { ok: true, received: signature, expected: signature },
    message,
    response: {
      status: outcome.response?.status ?? 0,
      headers: outcome.response?.headers ?? [],
      body: decodeText(outcome.response?.body ?? new Uint8Array(0)).text,
      by: 'relay',
      durationMs: Math.round((ports.clock.monotonic() - startedAt) * 10) / 10,
    },
    verdict,
    findings,
  }
}

async function send({ httpClient }: DeliveryPorts, request: HttpRequest): Promise<DeliveryOutcome> {
  try {
    return { response: await httpClient.send(request), error: null }
  } catch (error) {
    const { code = 'ERROR', message } = error as NodeJS.ErrnoException
    return { response: null, error: { code, message: message || code } }
  }
}
