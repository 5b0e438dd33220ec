import * as v from 'valibot'
import { command, idSchema } from './command.ts'
import type { Exchange, ExchangeResponse, Verdict } from './exchange.ts'
import { runIdSchema } from './run.ts'
import { targetSchema } from './target.ts'
import type { Bilingual } from './text.ts'

/**
 * The number of deliveries of one message. Official pages contradict each other: 「总共重试三次」 (passive reply) and
 * 「发起三次重试」 (quick start), which is four in all.
 */
export const DELIVERIES = { min: 1, max: 4, usual: 3 }

/** Field values of a message by path, as in `SendPicsInfo/Count`. */
const fieldValues = v.record(v.pipe(v.string(), v.maxLength(200)), v.pipe(v.string(), v.maxLength(100_000)))

/** The longest text that can be sent, in UTF-16 units: more than any push has, and no more than the responder takes. */
export const SENT_TEXT_MAX = 256 * 1024

const sentTextSchema = v.pipe(v.string(), v.nonEmpty(), v.maxLength(SENT_TEXT_MAX))

/** A kind of message of the catalogue, and values for some of its fields. */
export const messageKindEntries = {
  type: v.pipe(v.string(), v.nonEmpty(), v.maxLength(64)),
  event: v.optional(v.pipe(v.string(), v.maxLength(64))),
  set: v.optional(fieldValues),
}

/** The parts of a request that are drawn by chance or taken from the clock, so that a preview equals what is sent. */
export const sealingSchema = v.strictObject({
  /** Seconds. */
  timestamp: v.pipe(v.string(), v.regex(/^\d{1,20}$/)),
  nonce: v.pipe(v.string(), v.nonEmpty(), v.maxLength(64)),
  /** 16 characters of ASCII. */
  random16: v.pipe(v.string(), v.regex(/^[\x20-\x7e]{16}$/)),
})
export type Sealing = v.InferOutput<typeof sealingSchema>

/** How a message goes out. */
const deliveryEntries = {
  account: idSchema,
  /** The account's own address, if left out. */
  target: v.optional(targetSchema),
  /** The most deliveries, the first one included; with a target that takes the first there is no other. */
  deliveries: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(DELIVERIES.min), v.maxValue(DELIVERIES.max)),
    1,
  ),
  version: v.optional(v.picklist(['1.0', '1.1']), '1.1'),
  /** After a burst of failures nothing is sent to this address for a minute, as WeChat does. */
  mute: v.optional(v.boolean(), false),
  /** Of the first delivery; drawn anew if left out, and for each further one. */
  sealing: v.optional(sealingSchema),
  /** Chosen by the caller, who can stop the run by it and knows its exchanges by it: `send-…`. */
  run: v.optional(runIdSchema),
  /** It may wait `PATIENT_WAIT_MS` to be answered by hand, where WeChat would hang up after 5 s. */
  patient: v.optional(v.boolean(), false),
}

/** A message of the catalogue, with values for some of its fields; or a text of one's own, sent exactly as it is. */
export const messageOrderSchema = v.union([
  v.strictObject({ ...deliveryEntries, ...messageKindEntries }),
  v.strictObject({ ...deliveryEntries, text: sentTextSchema }),
])
export type MessageOrder = v.InferOutput<typeof messageOrderSchema>

/** One delivery, and the answer to it. */
export interface SentDelivery extends Pick<
  ExchangeResponse,
  'status' | 'body' | 'bodyBase64' | 'durationMs'
> {
  /** 1 for the first delivery of the message, 2 for its first retry, … */
  attempt: number
  /** Epoch milliseconds. */
  sentAt: number
  /** The id of its exchange; null if the responder turned it away before it was read, being overloaded. */
  exchange: string | null
  /** Null if there is no exchange. */
  verdict: Verdict | null
}

/**
 * Why no further delivery follows. `taken`: WeChat would be satisfied. `given-up`: as many as were asked for have
 * failed. `muted`: nothing was sent, or nothing more, since WeChat would be silent now. `stopped`: a delivery that was
 * under way then is not among them.
 */
export type DeliveryEnd = 'taken' | 'given-up' | 'muted' | 'stopped'

/** All deliveries of one message, and the answer to the last one. */
export interface SendResult extends Pick<
  SentDelivery,
  'status' | 'body' | 'bodyBase64' | 'durationMs' | 'exchange'
> {
  run: string
  deliveries: SentDelivery[]
  ended: DeliveryEnd
  /** Epoch milliseconds until which WeChat would be silent, `mute` or not; null if it would not. */
  mutedUntil: number | null
}

/** A message as text, with the values of its fields. */
export interface MessageDraft {
  text: string
  /** MsgType and Event in the text; `''` and null if it has none. */
  type: string
  event: string | null
  /** The values that the text holds, by path. */
  values: Record<string, string>
  /** Why the text cannot be read as a message; it can be sent all the same. Counted from 1. */
  fault: { line: number; column: number; message: Bilingual } | null
}

/** A request as it would go out, byte for byte. */
export interface OutgoingPreview {
  /** `POST /wx?… HTTP/1.1` */
  line: string
  headers: [name: string, value: string][]
  body: string
  /** Given to `message.send`, it makes that request the same. */
  sealing: Sealing
}

export const sendingCommands = {
  /**
   * Each delivery comes as an event as well. To the account's own address the exchange is the one that the responder
   * records; to all others it is an outgoing one. RESPONDER_UNREACHABLE; NOT_FOUND: no such backend; NO_KEY: the mode
   * needs a key; OWN_CONTROL_PORT.
   */
  'message.send': command<SendResult>()({
    access: 'send',
    says: {
      zh: '像微信一样推送一条测试消息（默认推到账号的本地地址），没有得到有效回复就用同一个 MsgId 再推，返回收到的回复。',
      en: 'Pushes a test message as WeChat would, to the account’s own address by default, again with the same MsgId while no valid reply comes, and returns the replies.',
    },
    input: messageOrderSchema,
  }),
  /** Values that are not given are drawn. With `text` nothing is drawn: its values are read out of it. */
  'message.draft': command<MessageDraft>()({
    access: 'read',
    says: {
      zh: '写出一条消息的 XML，或读出一段 XML 里各字段的值。',
      en: 'Writes the XML of a message, or reads the values of the fields out of one.',
    },
    input: v.union([
      v.strictObject({ account: idSchema, ...messageKindEntries }),
      v.strictObject({ account: idSchema, text: sentTextSchema }),
    ]),
  }),
  /** Errors as with `message.send`. */
  'message.preview': command<OutgoingPreview>()({
    access: 'read',
    says: {
      zh: '给出一条消息将要发出的请求，逐字节相同：请求行、请求头和请求体，加密的也是。',
      en: 'Shows the request in which a message would go out, byte for byte, encrypted if the account is.',
    },
    input: v.strictObject({
      account: idSchema,
      target: v.optional(targetSchema),
      version: v.optional(v.picklist(['1.0', '1.1']), '1.1'),
      sealing: v.optional(sealingSchema),
      text: sentTextSchema,
    }),
  }),
  /** Keeps its exchange. NOT_FOUND: there is no such backend. */
  'backend.verify': command<Exchange>()({
    access: 'send',
    says: {
      zh: '像微信验证服务器地址那样请求一个后端，结果为 accepted（通过）或 rejected（不通过）。',
      en: 'Asks a backend as WeChat does to verify an address; the verdict is accepted or rejected.',
    },
    input: v.strictObject({ account: idSchema, backend: idSchema }),
  }),
}
