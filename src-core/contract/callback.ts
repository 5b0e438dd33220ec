import { command } from './command.ts'
import { pastedTextSchema } from './pasted-text.ts'

/** The parameters in the query of WeChat's requests. */
export const callbackParameters = [
  'signature',
  'timestamp',
  'nonce',
  'echostr',
  'openid',
  'encrypt_type',
  'msg_signature',
] as const
export type CallbackParameter = (typeof callbackParameters)[number]

/** A request of WeChat's, found in a text. */
export interface Callback {
  /** Null if there were names and values, but no address. */
  path: string | null
  /** Decoded, as they were signed. */
  values: Partial<Record<CallbackParameter, string>>
  /** The same values percent-encoded, as in the URL; empty if there was none. */
  raw: Partial<Record<CallbackParameter, string>>
  /** The XML that followed, unchanged. */
  body: string | null
  /** The number of requests found. This is the first of those with the most values. */
  found: number
}

export interface CallbackReading extends Callback {
  /** The text of Encrypt in the body. */
  encrypt: string | null
  /** The values that a check needs and the text does not have, `Encrypt` included. */
  missing: string[]
  /** The account of the request: the one whose token made the signature, or else the one that answers at this path. */
  account: { id: string; by: 'token' | 'path' } | null
}

export const callbackCommands = {
  /** Null if the text holds no request. */
  'callback.read': command<CallbackReading | null>()({
    access: 'read',
    says: {
      zh: '从粘贴的 URL、日志或命令里找出微信的请求，以及它属于哪个账号、缺了什么。',
      en: 'Finds WeChat’s request in a pasted URL, log or command, whose it is and what it lacks.',
    },
    input: pastedTextSchema,
  }),
}
