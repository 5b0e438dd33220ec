import type { Account } from '../contract/account.ts'
import type { Finding } from '../contract/exchange.ts'
import type { Received } from '../exchange/receive.ts'
import { diagnoseHangUp } from './hang-up.ts'
import { diagnoseMessage } from './message.ts'
import type { Reply } from '../exchange/answer.ts'
import { diagnoseReply } from './reply.ts'
import { diagnoseRefusal } from './request.ts'
import { diagnoseGenuineness } from './signature.ts'

export interface Diagnosing {
  /** All there are: a token may be another account's. */
  accounts: readonly Account[]
  /** Whether a wrong signature may be looked into, which costs about a thousand hashes. */
  examineSignature: boolean
}

/** All that is to be said of a request and its reply, what decided first. */
export function diagnose(received: Received, reply: Reply, diagnosing: Diagnosing): Finding[] {
  return [
    ...diagnoseReply(received, reply),
    ...diagnoseHangUp(received, reply),
    ...diagnoseRefusal(received),
    ...diagnoseGenuineness(received, diagnosing),
    ...diagnoseMessage(received),
  ]
}
