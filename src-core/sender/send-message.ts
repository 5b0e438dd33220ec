import type { Exchange, ExchangeMessage } from '../contract/exchange.ts'
import { deliver } from '../delivery/deliver.ts'
import { createNonce } from '../delivery/nonce.ts'
import { createOutgoingExchange } from '../delivery/outgoing-exchange.ts'
import { createPushRequest, createRandom16, writePushed } from '../delivery/push-request.ts'
import type { PushedMessage, PushEncryption } from '../delivery/push-request.ts'
import { judgeDelivery } from '../diagnosis/delivery/delivery.ts'
import { readMessageText } from '../exchange/receive.ts'
import { keyOfMessage } from '../exchange/record.ts'
import { SAMPLE_OPEN_ID } from '../wechat/samples.ts'
import { REPLY_DEADLINE_MS } from '../contract/limits.ts'
import type { HttpVersion } from '../ports/http.ts'
import type { Sending } from './sending.ts'

/** A message for a backend, to be delivered as WeChat would. */
export interface OutgoingMessage {
  url: string
  token: string
  message: PushedMessage
  /** Omitted if the message is not encrypted. */
  encryption?: PushEncryption | undefined
  /**
   * The number of times that it is sent again, with the same MsgId, while there is no answer that WeChat would take.
   */
  retries: number
  /** The version of HTTP; 1.1 if left out. */
  version?: HttpVersion | undefined
}

/**
 * Sends the message, and again when WeChat would, and yields each attempt as an exchange seen from our side. Never
 * throws: a backend that cannot be reached is an attempt with status 0 and a finding.
 */
export async function* sendMessage(sending: Sending, outgoing: OutgoingMessage): AsyncGenerator<Exchange> {
  const message = readMessageText(writePushed(outgoing.message))
  for (let attempt = 1; attempt <= outgoing.retries + 1; attempt++) {
    const exchange = await attemptDelivery(sending, outgoing, message, attempt)
    yield exchange
    if (exchange.verdict === 'accepted' || exchange.verdict === 'ignored') return
  }
}

async function attemptDelivery(
  sending: Sending,
  outgoing: OutgoingMessage,
  message: ExchangeMessage | null,
  attempt: number,
): Promise<Exchange> {
  const { token, encryption } = outgoing
  const signed = {
    timestamp: String(Math.floor(sending.clock.now() / 1000)),
    nonce: createNonce(sending),
  }
  const request = createPushRequest({
    ...outgoing,
    ...signed,
    openId: message?.from ?? SAMPLE_OPEN_ID,
    seal: encryption && {
      ...encryption,
      originalId: message?.to ?? '',
      random16: createRandom16(sending),
    },
    deadlineMs: REPLY_DEADLINE_MS,
  })
  const sealing = {
    mode: encryption?.mode ?? ('plaintext' as const),
    appId: encryption?.appId ?? '',
    keys: encryption ? [encryption.key] : [],
    ...signed,
    token,
    otherAccounts: [],
  }
  const delivered = await deliver(sending, {
    request,
    judge: (outcome) => judgeDelivery(outcome, { url: request.url, message, sealing }),
  })
  return createOutgoingExchange(delivered, {
    id: sending.createExchangeId(delivered.sentAt),
    account: null,
    attempt,
    messageKey: message && keyOfMessage(message),
    mode: encryption?.mode ?? 'plaintext',
    message,
  })
}
