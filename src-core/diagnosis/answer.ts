import type { Account } from '../contract/account.ts'
import type { ExchangeMessage } from '../contract/exchange.ts'
import { parameter } from '../exchange/incoming.ts'
import type { Received } from '../exchange/receive.ts'
import { decodeKeys } from '../exchange/unseal.ts'
import { diagnoseEncryptedReply } from './encryption/encrypted-reply.ts'
import type { EncryptedReply } from './encryption/encrypted-reply.ts'
import { judgeReply } from './reply/judge-reply.ts'
import type { Judgement } from './reply/judge-reply.ts'
import type { JudgedReply } from './reply/judged-reply.ts'
import { sumUpReply } from './verdict.ts'

/** What of a request decides how its reply must be written. */
export interface Asked {
  message: ExchangeMessage | null
  /** Left out: in the clear, both ways. */
  sealing?: Omit<EncryptedReply, 'body'> | undefined
}

/** The same of a request that was received. */
export function describeAsked(received: Received, account: Account, accounts: readonly Account[]): Asked {
  const { sealed, target, message } = received
  const keys = decodeKeys(account)
  const sealing = {
    mode: sealed?.mode ?? ('plaintext' as const),
    timestamp: parameter(target.parameters, 'timestamp') ?? '',
    nonce: parameter(target.parameters, 'nonce') ?? '',
    token: account.token,
    // Without an AppID in the account the message itself says whom it was for.
    appId: account.appId || sealed?.decryption?.receiver || '',
    keys: sealed?.key ? [sealed.key, ...keys.filter((key) => key !== sealed.key)] : keys,
    otherAccounts: accounts.filter(({ id }) => id !== account.id),
  }
  return { message, sealing }
}

/**
 * What WeChat would make of a reply, whichever mode the request came in. What is found inside an envelope has its place
 * in the decrypted text.
 */
export function judgeAnswer(reply: JudgedReply, { message, sealing }: Asked): Judgement {
  const outside = judgeReply(reply, message)
  if (!sealing || reply.status !== 200 || reply.unfinished) return outside
  const { findings, body } = diagnoseEncryptedReply({ ...sealing, body: reply.body })
  if (findings.length === 0 && body === reply.body) return outside
  const inside = body === null || body === reply.body ? [] : judgeInside(body, message)
  const all = [...findings, ...outside.findings, ...inside]
  return { verdict: sumUpReply(reply.body, all), findings: all }
}

function judgeInside(body: Uint8Array, message: ExchangeMessage | null) {
  return judgeReply({ status: 200, headers: [], body, durationMs: 0 }, message).findings
}
