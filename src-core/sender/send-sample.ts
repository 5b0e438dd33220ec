import type { Account } from '../contract/account.ts'
import { withAppId } from '../contract/app-id-mark.ts'
import type { MessageOrder, SendResult } from '../contract/sending.ts'
import { CommandFailure } from '../contract/errors.ts'
import type { ExchangeMessage } from '../contract/exchange.ts'
import type { LongWaits } from '../long-waits.ts'
import type { Ports } from '../ports.ts'
import type { DeliveryOutcome, HttpRequest } from '../ports/http.ts'
import { findMessageSpec } from '../wechat/catalogue/catalogue.ts'
import { PATIENT_WAIT_MS, REPLY_DEADLINE_MS } from '../contract/limits.ts'
import {
  createSampleMessage,
  SAMPLE_OPEN_ID,
  SAMPLE_ORIGINAL_ID,
  UnknownFieldError,
} from '../wechat/samples.ts'
import type { MessageField } from '../wechat/message-field.ts'
import { readMessageText } from '../exchange/receive.ts'
import { keyOfMessage, showBytes } from '../exchange/record.ts'
import { decodeKeys } from '../exchange/unseal.ts'
import { createMsgId } from '../delivery/message-id.ts'
import { transmit } from '../delivery/transmit.ts'
import { createNonce } from '../delivery/nonce.ts'
import { createPushRequest, createRandom16, writePushed } from '../delivery/push-request.ts'
import type { PushSeal } from '../delivery/push-request.ts'

/** The message to send: its kind, and values for some of its fields by path. */
export interface SampleOrder {
  type: string
  event?: string | undefined
  set?: Record<string, string> | undefined
}

type SenderPorts = Pick<Ports, 'clock' | 'randomBytes'>

/** Returns the fields of a believable message, with a MsgId of its own. Throws `NOT_FOUND` and `INVALID_INPUT`. */
export function createSampleFields(
  ports: SenderPorts,
  originalId: string,
  order: SampleOrder,
): MessageField[] {
  const spec = findMessageSpec(order.type, order.event)
  if (!spec) {
    throw new CommandFailure(
      'NOT_FOUND',
      `The catalogue has no ${order.event ? `event ${order.event}` : `type ${order.type}`}.`,
    )
  }
  try {
    return createSampleMessage(spec, {
      toUserName: originalId || SAMPLE_ORIGINAL_ID,
      fromUserName: SAMPLE_OPEN_ID,
      createTime: Math.floor(ports.clock.now() / 1000),
      msgId: createMsgId(ports),
      ...(order.set && { set: order.set }),
    })
  } catch (error) {
    if (!(error instanceof UnknownFieldError)) throw error
    const issues = error.fields.map((field) => ({ path: `set.${field}`, message: 'unknown field' }))
    throw new CommandFailure('INVALID_INPUT', error.message, { issues })
  }
}

/**
 * Returns how the account's pushes are encrypted; undefined in plaintext mode. Throws `NO_KEY` if the mode needs a key
 * and there is none.
 */
function createPushSeal(ports: SenderPorts, account: Account): PushSeal | undefined {
  const { mode, appId, originalId } = account
  if (mode === 'plaintext') return undefined
  const [key] = decodeKeys(account)
  if (!key)
    throw new CommandFailure('NO_KEY', `${mode} mode needs an EncodingAESKey of 43 letters and digits.`)
  return { mode, key, appId, originalId: originalId || SAMPLE_ORIGINAL_ID, random16: createRandom16(ports) }
}

/**
 * Sends a sample, or a text of one's own, to the account's address, over the real socket, and returns the answer with
 * the id of its exchange. The responder judges and keeps that exchange. Throws `RESPONDER_UNREACHABLE`.
 */
export async function sendSample(
  ports: Pick<Ports, 'clock' | 'randomBytes' | 'httpClient' | 'history' | 'responder'> & {
    longWaits: LongWaits
  },
  account: Account,
  order: MessageOrder,
): Promise<SendResult> {
  const pushed = 'text' in order ? order.text : createSampleFields(ports, account.originalId, order)
  const message = readMessageText(writePushed(pushed))
  const sentAt = ports.clock.now()
  const startedAt = ports.clock.monotonic()
  const request = createPushRequest({
    seal: createPushSeal(ports, account),
    url: ports.responder().origin + withAppId(account.path, account.appId),
    token: account.token,
    timestamp: String(Math.floor(sentAt / 1000)),
    nonce: createNonce(ports),
    openId: message?.from ?? SAMPLE_OPEN_ID,
    message: pushed,
    // The answer of a message that waits until the end still has its way to go.
    deadlineMs: REPLY_DEADLINE_MS + (order.patient ? PATIENT_WAIT_MS : 0),
  })
  const { response, error } = await transmitInTime(ports, request, order.patient ?? false)
  const durationMs = Math.round((ports.clock.monotonic() - startedAt) * 10) / 10
  const exchange = message && findReceived(ports, account, message, sentAt)
  if (!response && !exchange) {
    const reason = error?.message ?? ''
    throw new CommandFailure('RESPONDER_UNREACHABLE', `The responder did not respond: ${reason}`, { reason })
  }
  const answered = {
    status: response?.status ?? 0,
    ...showBytes(response?.body ?? new Uint8Array(0)),
    durationMs,
    exchange,
  }
  return {
    ...answered,
    run: order.run ?? '',
    deliveries: [{ ...answered, attempt: 1, sentAt, verdict: null }],
    ended: 'taken',
    mutedUntil: null,
  }
}

async function transmitInTime(
  { httpClient, longWaits }: Pick<Ports, 'httpClient'> & { longWaits: LongWaits },
  request: HttpRequest,
  patient: boolean,
): Promise<DeliveryOutcome> {
  if (!patient) return transmit(httpClient, request)
  const { pathname, search } = new URL(request.url)
  const end = longWaits.announce(pathname + search)
  try {
    return await transmit(httpClient, request)
  } finally {
    end()
  }
}

/** Returns the id of the exchange of a message that we sent to ourselves; null while it waits, or if there is none. */
function findReceived(
  { history }: Pick<Ports, 'history'>,
  { id: account }: Account,
  message: ExchangeMessage,
  since: number,
): string | null {
  const messageKey = keyOfMessage(message)
  return messageKey && (history.deliveries({ account, messageKey, since, limit: 1 })[0]?.id ?? null)
}
