import type { Exchange, ExchangeMessage, Mode } from '../../contract/exchange.ts'
import { REPLY_DEADLINE_MS } from '../../contract/limits.ts'
import { deliver } from '../../delivery/deliver.ts'
import type { Delivered, DeliveryPorts } from '../../delivery/deliver.ts'
import { createEchostr } from '../../delivery/echostr.ts'
import { createMsgId } from '../../delivery/message-id.ts'
import { createNonce } from '../../delivery/nonce.ts'
import { createOutgoingExchange } from '../../delivery/outgoing-exchange.ts'
import { createPushRequest, createRandom16, writePushed } from '../../delivery/push-request.ts'
import type { PushedMessage } from '../../delivery/push-request.ts'
import { createVerificationRequest } from '../../delivery/verification-request.ts'
import { judgeDelivery } from '../../diagnosis/delivery/delivery.ts'
import type { ReplySealing } from '../../diagnosis/encryption/encrypted-reply.ts'
import { judgeVerification } from '../../diagnosis/verification/verification.ts'
import { readMessageText } from '../../exchange/receive.ts'
import { keyOfMessage, showBytes } from '../../exchange/record.ts'
import type { Ports } from '../../ports.ts'
import type { HttpRequest, HttpVersion } from '../../ports/http.ts'
import type { MessageField } from '../../wechat/message-field.ts'
import { findMessageSpec } from '../../wechat/catalogue/catalogue.ts'
import { createSampleMessage } from '../../wechat/samples.ts'
import { readReturned } from './returned.ts'
import type { ReplyRead } from './returned.ts'
import type { CheckTarget } from './target.ts'

export interface TalkPorts extends DeliveryPorts, Pick<Ports, 'randomBytes'> {
  /** Returns a fresh id for an exchange of this moment, in epoch milliseconds. */
  createExchangeId(sentAt: number): string
}

/** The way in which one push differs from WeChat's. */
export interface PushHow {
  /** The target's own if left out. */
  mode?: Mode
  /** Seconds, as text. */
  timestamp?: string
  nonce?: string
  token?: string
  key?: Uint8Array
  appId?: string
  random16?: Uint8Array
  version?: HttpVersion
  /** The delivery of a message that was sent before: 2 for the first retry. */
  attempt?: number
  /** Changes the request that WeChat would send. */
  change?(request: HttpRequest): HttpRequest
}

export interface VerifyHow {
  echostr?: string
  nonce?: string
  version?: HttpVersion
  change?(request: HttpRequest): HttpRequest
}

/** A request, its answer, and what it means. */
export interface Returned extends Delivered {
  exchange: Exchange
  /** What stands in the answer, decrypted; see `ReplyRead`. */
  reply: ReplyRead
}

/** Somebody has stopped the check-up. */
export class Stopped extends Error {}

/**
 * One case's conversation with the backend. Each has a user of its own, so that no case is taken for a repetition of
 * another. Every request goes through `deliver`, and its exchange is kept in `exchanges`.
 */
export interface Talk {
  target: CheckTarget
  /** The OpenID of the user that writes. */
  user: string
  /** Epoch milliseconds. */
  now(): number
  verify(how?: VerifyHow): Promise<Returned>
  /** Pushes fields or a whole text. */
  push(message: PushedMessage, how?: PushHow): Promise<Returned>
  /** Returns the fields of a message of the catalogue, with a MsgId of its own. `set` as in `createSampleMessage`. */
  write(type: string, event?: string | null, set?: Record<string, string>): MessageField[]
  /** Returns a MsgId that no other message of this check-up has. */
  createMsgId(): string
  random(length: number): Uint8Array
  /** The bait that lies out for what external entities fetch; null if the backend cannot reach it. */
  bait: Bait | null
  /** Milliseconds of each message so far that got a response, those of other cases included. */
  durations: readonly number[]
}

/** A listener on loopback that answers everybody and counts. */
export interface Bait {
  /** `http://127.0.0.1:PORT/` */
  url: string
  /** The paths that were asked for. */
  hits(): readonly string[]
}

/** What a talk shares with the others of its check-up. */
export interface TalkContext {
  run: string
  account: string | null
  signal: AbortSignal
  bait: Bait | null
  durations: number[]
  usedIds: Set<string>
  /** Called with each exchange; `failure` is the code of a connection that failed, as in ECONNREFUSED. */
  keep(exchange: Exchange, failure: string | null): void
}

/** More of a body is not kept: the largest is sent only for its size. */
const KEPT_BYTES = 64 * 1024

export function createTalk(ports: TalkPorts, target: CheckTarget, user: string, context: TalkContext): Talk {
  const { clock } = ports
  const { signal } = context

  async function send(
    request: HttpRequest,
    judge: Parameters<typeof deliver>[1]['judge'],
    place: { mode: Mode; message: ExchangeMessage | null; attempt: number; sealing?: ReplySealing },
  ): Promise<Returned> {
    if (signal.aborted) throw new Stopped()
    const delivered = await deliver(ports, { request: { ...request, signal }, judge })
    if (signal.aborted) throw new Stopped()
    const { message } = place
    const exchange = shorten(
      createOutgoingExchange(delivered, {
        id: ports.createExchangeId(delivered.sentAt),
        account: context.account,
        attempt: place.attempt,
        messageKey: message && keyOfMessage(message),
        mode: place.mode,
        message,
        run: context.run,
      }),
      request,
    )
    context.keep(exchange, delivered.outcome.error?.code ?? null)
    if (message && delivered.outcome.response && !request.pace) context.durations.push(delivered.durationMs)
    return { ...delivered, exchange, reply: readReturned(delivered.outcome, place.sealing ?? null) }
  }

  function createFreshMsgId(): string {
    let id = createMsgId(ports)
    while (context.usedIds.has(id)) id = String(BigInt(id) + 1n)
    context.usedIds.add(id)
    return id
  }

  return {
    target,
    user,
    now: () => clock.now(),
    random: (length) => ports.randomBytes(length),
    createMsgId: createFreshMsgId,
    bait: context.bait,
    durations: context.durations,

    verify({ echostr = createEchostr(ports), nonce = createNonce(ports), version, change } = {}) {
      const timestamp = String(Math.floor(clock.now() / 1000))
      const genuine = createVerificationRequest(target.url, {
        token: target.token,
        timestamp,
        nonce,
        echostr,
        version,
      })
      const request = change ? change(genuine) : genuine
      const judge = (outcome: Delivered['outcome']) =>
        judgeVerification(outcome, { url: request.url, echostr })
      return send(request, judge, { mode: 'plaintext', message: null, attempt: 1 })
    },

    async push(pushed, how = {}) {
      const { mode = target.mode, token = target.token, attempt = 1, change } = how
      const message = readMessageText(writePushed(pushed))
      const signed = {
        token,
        timestamp: how.timestamp ?? String(Math.floor(clock.now() / 1000)),
        nonce: how.nonce ?? createNonce(ports),
      }
      const encryption = mode === 'plaintext' ? null : target.encryption
      const key = how.key ?? encryption?.key
      const genuine = createPushRequest({
        ...signed,
        url: target.url,
        openId: message?.from || user,
        message: pushed,
        seal:
          mode !== 'plaintext' && encryption && key
            ? {
                mode,
                key,
                appId: how.appId ?? encryption.appId,
                originalId: target.originalId,
                random16: how.random16 ?? createRandom16(ports),
              }
            : undefined,
        deadlineMs: REPLY_DEADLINE_MS,
        version: how.version,
      })
      const request = change ? change(genuine) : genuine
      const sealing: ReplySealing = {
        ...signed,
        mode,
        appId: encryption?.appId ?? '',
        keys: key && encryption ? [...new Set([key, encryption.key])] : [],
        otherAccounts: [],
      }
      const judge = (outcome: Delivered['outcome']) =>
        judgeDelivery(outcome, { url: request.url, message, sealing })
      return send(request, judge, { mode, message, attempt, sealing })
    },

    write(type, event = null, set = {}) {
      const spec = findMessageSpec(type, event ?? undefined)
      if (!spec) throw new Error(`The catalogue has no ${type} ${event}.`)
      return createSampleMessage(spec, {
        toUserName: target.originalId,
        fromUserName: user,
        createTime: Math.floor(clock.now() / 1000),
        msgId: createFreshMsgId(),
        set,
      })
    },
  }
}

function shorten(exchange: Exchange, { body }: HttpRequest): Exchange {
  if (body.length <= KEPT_BYTES) return exchange
  const kept = showBytes(body.subarray(0, KEPT_BYTES))
  return { ...exchange, message: null, request: { ...exchange.request, ...kept, incomplete: 'too-large' } }
}
