import type { Account } from '../contract/account.ts'
import type { Exchange, Finding } from '../contract/exchange.ts'
import type { Reply } from '../exchange/answer.ts'
import { decodeText } from '../exchange/record.ts'
import type { Received } from '../exchange/receive.ts'
import { describeAsked, judgeAnswer } from './answer.ts'
import { createFirstSuccess } from './verification/first-success.ts'
import { diagnoseFreshness } from './request/freshness.ts'
import { diagnoseHangUp } from './delivery/hang-up.ts'
import { diagnoseMessage } from './request/message.ts'
import { diagnoseRefusal } from './request/refusal.ts'
import { diagnoseMuted, diagnoseRetries } from './delivery/retries.ts'
import type { Outcome } from './delivery/retries.ts'
import { diagnoseSealing } from './encryption/sealed-request.ts'
import { diagnoseGenuineness } from './signature/genuineness.ts'
import { createStranger, isStranger } from './request/stranger.ts'
import { reachVerdict } from './verdict.ts'

export interface Diagnosing {
  /** All there are: a token may be another account's. */
  accounts: readonly Account[]
  /** Whether a wrong signature may be looked into, which costs some thousand hashes, about 10 ms. */
  examineSignature: boolean
  /** From the request's first byte to the reply's last. */
  durationMs: number
  /** 1 for the first delivery of a message. */
  attempt: number
  /** Earlier deliveries of the same message, newest first; the last few are enough. */
  before: readonly Exchange[]
  /** How the account's latest exchanges ended, newest first, without this one; ten are enough. */
  recent: readonly Outcome[]
  /** Whether the nonce has come before, in a request other than these deliveries. */
  seenNonce: boolean
  /** Of a verification that is in order: whether the account had none before. */
  firstVerification: boolean
}

/** All that is to be said of a request and its reply, what decided first. */
export function diagnose(received: Received, reply: Reply, diagnosing: Diagnosing): Finding[] {
  if (isStranger(received)) return [createStranger(received)]
  const findings = [
    ...diagnoseReply(received, reply, diagnosing),
    ...diagnoseHangUp(received, reply),
    ...diagnoseRefusal(received),
    ...diagnoseGenuineness(received, diagnosing),
    ...diagnoseSealing(received, diagnosing),
    ...diagnoseRepetition(received, reply, diagnosing),
    ...diagnoseMessage(received, diagnosing.accounts),
    ...diagnoseFreshness(received, diagnosing.seenNonce),
    ...(received.echo && diagnosing.firstVerification ? [createFirstSuccess()] : []),
  ]
  const { receivedAt } = received.incoming
  const verdict = reachVerdict(received, reply, findings)
  // Said where it may become worse, and not of the success that ends it.
  return verdict === 'rejected' || received.echo
    ? findings
    : [...findings, ...diagnoseMuted([{ receivedAt, verdict }, ...diagnosing.recent])]
}

/** What WeChat would make of our own reply. Refusals and echoed strings are no replies to a message. */
function diagnoseReply(received: Received, reply: Reply, { durationMs, accounts }: Diagnosing): Finding[] {
  const { refusal, echo, account } = received
  if (refusal || echo || !account || reply.status === 0) return []
  return judgeAnswer({ ...reply, durationMs }, describeAsked(received, account, accounts)).findings
}

function diagnoseRepetition(
  { refusal, incoming }: Received,
  reply: Reply,
  { attempt, before }: Diagnosing,
): Finding[] {
  if (refusal) return []
  const { text } = decodeText(reply.plain ?? reply.body)
  return diagnoseRetries({ receivedAt: incoming.receivedAt, attempt, body: text }, before)
}
