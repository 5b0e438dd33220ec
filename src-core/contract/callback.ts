import { command } from './command.ts'
import { pastedTextSchema } from './pasted-text.ts'

/** What a request of WeChat's carries in its query. */
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

/** A request of WeChat's as it was found in a text. */
export interface Callback {
  /** Null where there were names and values, but no address. */
  path: string | null
  /** Decoded, as they were signed. */
  values: Partial<Record<CallbackParameter, string>>
  /** The same as they stood in the URL, percent-encoded; empty where there was none. */
  raw: Partial<Record<CallbackParameter, string>>
  /** The XML that followed, as it stood there. */
  body: string | null
  /** How many requests there were; this is the first of those that have most to say. */
  found: number
}

export interface CallbackReading extends Callback {
  /** The text of Encrypt in the body. */
  encrypt: string | null
  /** What a check needs and the text does not have, `Encrypt` included. */
  missing: string[]
  /** Whose it is: the one whose token made the signature, or else the one that answers at this path. */
  account: { id: string; by: 'token' | 'path' } | null
}

export const callbackCommands = {
  /** Null where the text holds no request. */
  'callback.read': command<CallbackReading | null>()({
    access: 'read',
    says: {
      zh: '从粘贴的 URL、日志或命令里找出微信的请求，以及它属于哪个账号、缺了什么。',
      en: 'Finds the request of WeChat’s in a pasted URL, log or command, whose it is and what it lacks.',
    },
    input: pastedTextSchema,
  }),
}
