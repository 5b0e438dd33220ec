import type { Account } from '../contract/account.ts'
import type { BackendReply, Exchange, ExchangeResponse, Mode, Verdict } from '../contract/exchange.ts'
import type { PhoneView } from '../contract/phone-view.ts'
import { readBody } from '../exchange/read-body.ts'
import { readBytes } from '../exchange/record.ts'
import { decodeKeys, findEncrypt } from '../exchange/unseal.ts'
import { decryptWithKeys } from '../wechat/cipher/keys.ts'
import { placeDeliveries } from './deliveries.ts'
import { createPhoneView } from './phone-view.ts'
import type { PhoneQuestion } from './phone-view.ts'

/** What opens an encrypted reply. */
export type ReplyKeys = Pick<Account, 'appId' | 'aesKey' | 'previousAesKey'>

/** What the user sees of an exchange, and would have seen of each backend's answer, by the backend's id. */
export interface PhonesOfExchange {
  /** Null if there is no message, or it was refused. */
  phone: PhoneView | null
  phones: Record<string, PhoneView>
}

/** `others` are other deliveries of the same message. */
export function createPhones(
  exchange: Exchange,
  account: ReplyKeys | undefined,
  others: readonly Exchange[],
): PhonesOfExchange {
  const { mode, message, receivedAt, attempt, backends = [] } = exchange
  if (!message) return { phone: null, phones: {} }
  const question = { message, receivedAt, attempt }
  const phone = createPhoneView(question, {
    ...exchange,
    body: readReplyContent(exchange, account),
  })
  return {
    phone: phone && { ...phone, deliveries: placeDeliveries(exchange, others, phone.deliveries) },
    phones: createBackendPhones(question, mode, backends, account),
  }
}

/** Returns the reply of an exchange as it was before it was encrypted; null if no key opens it. */
export function readReplyContent(exchange: Exchange, keys: ReplyKeys | undefined): Uint8Array | null {
  return readContent(exchange.mode, exchange.response, exchange.verdict, keys)
}

/** Returns what the user would have seen of each backend's answer, by the backend's id. */
export function createBackendPhones(
  question: PhoneQuestion,
  mode: Mode,
  replies: readonly BackendReply[],
  account: ReplyKeys | undefined,
): Record<string, PhoneView> {
  const phones = replies.flatMap((reply) => {
    const one = createPhoneView(question, {
      ...reply,
      // It is what would be seen of this answer itself.
      guarded: false,
      body: readContent(mode, reply, reply.verdict, account),
    })
    return one ? [[reply.id, one] as const] : []
  })
  return Object.fromEntries(phones)
}

/** Returns the reply as it was before it was encrypted; null if none of the account's keys opens it. */
function readContent(
  mode: Mode,
  reply: Pick<ExchangeResponse, 'body' | 'bodyBase64' | 'plain'> | BackendReply,
  verdict: Verdict,
  account: ReplyKeys | undefined,
): Uint8Array | null {
  if ('plain' in reply && reply.plain !== undefined) return Buffer.from(reply.plain, 'utf8')
  const body = readBytes(reply)
  // Nothing is shown of a reply that is not taken, so that it need not be opened.
  if (mode === 'plaintext' || verdict !== 'accepted') return body
  const { encrypt } = findEncrypt(readBody(body))
  if (encrypt === null) return body
  const [first, ...others] = account ? decodeKeys(account) : []
  if (!first || !account) return null
  return decryptWithKeys({ encrypt, appId: account.appId }, [first, ...others]).message
}
