import * as v from 'valibot'
import { command, idSchema } from './command.ts'
import type { Exchange, ExchangeResponse } from './exchange.ts'

/** The answer to a message that was sent to the responder. */
export interface SendResult extends Pick<ExchangeResponse, 'status' | 'body' | 'bodyBase64' | 'durationMs'> {
  /** The id of its exchange; null if there is none yet. */
  exchange: string | null
}

/** Field values of a message by path, as in `SendPicsInfo/Count`. */
const fieldValues = v.record(v.pipe(v.string(), v.maxLength(200)), v.pipe(v.string(), v.maxLength(100_000)))

/** The longest text that can be sent, in UTF-16 units: more than any push has, and no more than the responder takes. */
export const SENT_TEXT_MAX = 256 * 1024

/**
 * A message of the catalogue, with values for some of its fields; or a text of one's own, sent exactly as it is.
 * `patient`: it may wait `PATIENT_WAIT_MS` to be answered by hand, where WeChat would hang up after 5 s.
 */
export const messageOrderSchema = v.union([
  v.strictObject({
    account: idSchema,
    type: v.pipe(v.string(), v.nonEmpty(), v.maxLength(64)),
    event: v.optional(v.pipe(v.string(), v.maxLength(64))),
    set: v.optional(fieldValues),
    patient: v.optional(v.boolean()),
  }),
  v.strictObject({
    account: idSchema,
    text: v.pipe(v.string(), v.nonEmpty(), v.maxLength(SENT_TEXT_MAX)),
    patient: v.optional(v.boolean()),
  }),
])
export type MessageOrder = v.InferOutput<typeof messageOrderSchema>

export const sendingCommands = {
  /** The exchange arrives as an event. */
  'message.send': command<SendResult>()({
    access: 'send',
    says: {
      zh: '像微信一样，向账号的本地地址推送一条测试消息，并返回收到的回复。',
      en: 'Pushes a test message to the account’s own address as WeChat would, and returns the reply.',
    },
    input: messageOrderSchema,
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
