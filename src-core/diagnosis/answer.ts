import type { Account } from '../contract/account.ts'
import type { ExchangeMessage } from '../contract/exchange.ts'
import { parameter } from '../exchange/incoming.ts'
import type { Genuine } from '../exchange/receive.ts'
import { decodeKeys } from '../exchange/unseal.ts'
import { openReply } from './encryption/encrypted-reply.ts'
import type { ReplySealing } from './encryption/encrypted-reply.ts'
import { judgeSealedText } from './encryption/sealed-text.ts'
import type { Judgement } from './judgement.ts'
import { judgeRead, readBody } from './reply/judge-reply.ts'
import { hasOwnRules, judgeOwnReply } from './reply/own-rules.ts'
import type { JudgedReply } from './reply/judged-reply.ts'

/** The part of a request that decides how its reply must be written. */
export interface Asked {
  message: ExchangeMessage | null
  /** Left out if the request came in the clear. */
  sealing?: ReplySealing | undefined
}

/** Returns these facts of a request that was received; `accounts` are all accounts. */
export function describeAsked(
  { sealed, target, message, account }: Genuine,
  accounts: readonly Account[],
): Asked {
  const keys = decodeKeys(account)
  const sealing = {
    mode: sealed?.mode ?? ('plaintext' as const),
    timestamp: parameter(target.parameters, 'timestamp') ?? '',
    nonce: parameter(target.parameters, 'nonce') ?? '',
    token: account.token,
    // If the account has no AppID, the message itself says whom it was for.
    appId: account.appId || sealed?.decryption?.receiver || '',
    keys: sealed?.key ? [sealed.key, ...keys.filter((key) => key !== sealed.key)] : keys,
    otherAccounts: accounts.filter(({ id }) => id !== account.id),
  }
  return { message, sealing }
}

/** Judges an answer as WeChat would take it, whichever mode the request came in. Reads it once. */
export function judgeAnswer(reply: JudgedReply, { message, sealing }: Asked): Judgement {
  if (hasOwnRules(message)) return judgeOwnReply(reply, message, sealing)
  if (reply.plain)
    return judgeRead(reply, null, message, { findings: judgeSealedText(reply.plain), inside: reply.plain })
  const read = readBody(reply)
  const opened = read && reply.status === 200 ? openReply(read, sealing ?? null) : undefined
  return judgeRead(reply, read, message, opened)
}
