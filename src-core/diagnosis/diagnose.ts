import type { Account } from '../contract/account.ts'
import type { Exchange, Finding, Verdict } from '../contract/exchange.ts'
import type { FindingCode } from '../contract/findings.ts'
import type { Reply } from '../exchange/answer.ts'
import { decodeText } from '../exchange/record.ts'
import type { Received } from '../exchange/receive.ts'
import { describeAsked, judgeAnswer } from './answer.ts'
import type { Judgement } from './judgement.ts'
import { createFirstSuccess } from './verification/first-success.ts'
import { diagnoseFreshness } from './request/freshness.ts'
import { diagnoseHangUp } from './delivery/hang-up.ts'
import { diagnoseMessage } from './request/message.ts'
import { diagnoseQuery } from './request/query.ts'
import { diagnoseRefusal } from './request/refusal.ts'
import { diagnosePassedOn } from './request/relayed.ts'
import { diagnoseMuted, diagnoseRetries } from './delivery/retries.ts'
import type { Outcome } from './delivery/retries.ts'
import { diagnoseSealing } from './encryption/sealed-request.ts'
import { diagnoseGenuineness } from './signature/genuineness.ts'
import { createStranger, isStranger } from './request/stranger.ts'

export interface Diagnosing {
  /** All accounts: a token may be another account's. */
  accounts: readonly Account[]
  /** True if a wrong signature may be examined, which costs some thousand hashes, about 10 ms. */
  examineSignature: boolean
  /** Milliseconds from the request's first byte to the reply's last. */
  durationMs: number
  /** 1 for the first delivery of a message. */
  attempt: number
  /** Earlier deliveries of the same message, newest first; the last few are enough. */
  before: readonly Exchange[]
  /** The outcomes of the account's latest exchanges, newest first, without this one; ten are enough. */
  recent: readonly Outcome[]
  /** True if the nonce has come before, in a request other than these deliveries. */
  seenNonce: boolean
  /** True if no verification of the account succeeded before this one. */
  firstVerification: boolean
}

/**
 * Judges an exchange; the check that decided first comes first. `answer` is the judgement of the answer, if there is
 * one already: a backend's answer is judged when it comes back.
 */
export function diagnose(
  received: Received,
  reply: Reply,
  diagnosing: Diagnosing,
  answer = judgeReply(received, reply, diagnosing),
): Judgement {
  if (isStranger(received)) return { verdict: 'rejected', findings: [createStranger(received)] }
  const verdict = reachVerdict(received, reply, answer)
  const isWell = verdict === 'accepted' || verdict === 'ignored'
  const query = diagnoseQuery(received, diagnosing.accounts)
  const findings = [
    ...answer.findings,
    ...diagnoseHangUp(received, reply),
    ...query.findings,
    ...(query.explains ? [] : [...diagnoseRefusal(received), ...diagnoseGenuineness(received, diagnosing)]),
    ...diagnoseSealing(received, diagnosing).filter(({ code }) => !isWell || !QUIET.has(code)),
    ...diagnoseRepetition(received, reply, diagnosing),
    ...diagnoseMessage(received, diagnosing.accounts),
    ...diagnoseFreshness(received, diagnosing.seenNonce),
    ...diagnosePassedOn(received),
    ...(received.kind === 'verification' && diagnosing.firstVerification ? [createFirstSuccess()] : []),
    // Added while it may become worse, and not to the success that ends the failures.
    ...(received.kind === 'genuine'
      ? diagnoseMuted([{ receivedAt: received.incoming.receivedAt, verdict }, ...diagnosing.recent])
      : []),
  ]
  return { verdict, findings, ...(answer.judged === false && { judged: false }) }
}

/**
 * Facts about half of all messages, which explain a failure and are noise beside a success: the padding on which the
 * usual PKCS#7 fails.
 */
const QUIET: ReadonlySet<FindingCode> = new Set(['crypt.padding-32'])

/** Returns the verdict on an exchange, given the verdict on its answer: a refused or unanswered request has its own. */
export function reachVerdict(
  { kind }: Received,
  { http }: Reply,
  answer: Pick<Judgement, 'verdict'>,
): Verdict {
  if (kind === 'refused') return 'rejected'
  if (kind === 'verification') return 'accepted'
  return http ? answer.verdict : 'retried'
}

/** Judges our own reply. Refusals and echoed strings are no replies to a message. */
function judgeReply(received: Received, { http }: Reply, { durationMs, accounts }: Diagnosing): Judgement {
  if (received.kind !== 'genuine' || !http) return { verdict: 'accepted', findings: [] }
  return judgeAnswer({ ...http, durationMs }, describeAsked(received, accounts))
}

function diagnoseRepetition(
  { kind, incoming }: Received,
  { http }: Reply,
  { attempt, before }: Diagnosing,
): Finding[] {
  if (kind === 'refused' || before.length === 0) return []
  const { text } = decodeText(http?.plain ?? http?.body ?? new Uint8Array(0))
  return diagnoseRetries({ receivedAt: incoming.receivedAt, attempt, body: text }, before)
}
