import * as v from 'valibot'
import { command, idSchema } from './command.ts'

/** The parts of two exchanges that are compared, in this order. */
export const comparedParts = [
  'request',
  'query',
  'request-headers',
  'message',
  'response',
  'response-headers',
  'reply',
] as const
export type ComparedPart = (typeof comparedParts)[number]

/** One field of both; null where one side has none. */
export interface ComparedField {
  part: ComparedPart
  /**
   * The name of a header or of a key of the query; a path in the message or the reply, such as `SendPicsInfo/Count`, of
   * several of one name `List[2]/Id`; `#text` for the whole of one that has no fields; else a key of the exchange.
   */
  name: string
  left: string | null
  right: string | null
  /** It may differ in any two deliveries of like messages: times, nonce, signatures, ciphertext, MsgId. */
  volatile?: true
}

/** A text of both, for a view line by line; `''` where one side has none. */
export interface ComparedText {
  left: string
  right: string
}

export interface Comparison {
  left: string
  right: string
  /** Equal ones included, in the order of the left exchange; what only the right one has follows in its part. */
  fields: ComparedField[]
  message: ComparedText
  reply: ComparedText
  /** A body that was kept only in part: what follows of it was not compared. */
  incomplete: { left: boolean; right: boolean }
}

export const comparisonCommands = {
  /** NOT_FOUND; NOT_READABLE. */
  'exchange.compare': command<Comparison>()({
    access: 'read',
    says: {
      zh: '逐字段比较两次收发：请求、消息、回复；总会不同的（时间、随机数、签名）另外标出。',
      en: 'Compares two exchanges field by field: request, message, reply; what always differs (time, nonce, signature) is marked.',
    },
    input: v.strictObject({ left: idSchema, right: idSchema }),
  }),
}
