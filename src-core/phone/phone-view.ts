import type { ExchangeMessage, Finding, Verdict } from '../contract/exchange.ts'
import { isGuessed } from '../contract/findings/evidence.ts'
import type { PhoneOutcome, PhoneView } from '../contract/phone-view.ts'
import { hasOwnRules } from '../diagnosis/reply/own-rules.ts'
import { DELIVERY_ATTEMPTS } from '../contract/limits.ts'
import { expectDeliveries } from './deliveries.ts'
import { readReplyItem } from './reply-item.ts'
import { describeSent } from './sent.ts'

/** The message that is answered. */
export interface PhoneQuestion {
  /** Null if it has not come yet. */
  message: ExchangeMessage | null
  /** Epoch milliseconds; the present if it has not come yet. */
  receivedAt: number
  /** 1 for the first delivery of the message. */
  attempt: number
}

/** An answer to it, as it was judged. */
export interface PhoneAnswer {
  verdict: Verdict
  findings: readonly Finding[]
  judged?: false | undefined
  /** `success` went out in place of a backend's reply. */
  guarded?: boolean | undefined
  /** The reply, decrypted; null if it is encrypted and no key opens it. */
  body: Uint8Array | null
}

/**
 * Returns what the user sees of a message and its answer; null if the message was refused. The judgement decides whether
 * there is anything to see: nothing is shown of a reply that WeChat does not take.
 */
export function createPhoneView(
  { message, receivedAt, attempt }: PhoneQuestion,
  answer: PhoneAnswer,
): PhoneView | null {
  const { verdict, findings } = answer
  if (verdict === 'rejected') return null
  const outcome = reachOutcome(answer, message, attempt)
  const isLate = findings.some(({ code }) => code === 'reply.too-late')
  return {
    at: receivedAt,
    sent: message && describeSent(message),
    outcome,
    deliveries: expectDeliveries({ attempt, verdict, isLate }),
  }
}

function reachOutcome(
  { verdict, findings, judged, guarded, body }: PhoneAnswer,
  message: ExchangeMessage | null,
  attempt: number,
): PhoneOutcome {
  if (judged === false) return { kind: 'unknown', why: 'unjudged' }
  if (hasOwnRules(message)) return { kind: 'nothing', why: 'not-a-reply' }
  if (verdict === 'retried')
    return { kind: 'retried', likely: isGuessed(findings), isLast: attempt >= DELIVERY_ATTEMPTS }
  if (verdict === 'fault') return { kind: 'fault', likely: isGuessed(findings) }
  if (verdict === 'ignored')
    return { kind: 'nothing', why: guarded ? 'guarded' : body?.length === 0 ? 'empty' : 'success' }
  if (findings.some(({ code }) => code === 'reply.no-effect')) return { kind: 'nothing', why: 'no-effect' }
  if (body === null) return { kind: 'unknown', why: 'sealed' }
  if (findings.some(isAboutCompression)) return { kind: 'unknown', why: 'packed' }
  const item = readReplyItem(body, message)
  return item ? { kind: 'shown', item } : { kind: 'unknown', why: 'unreadable' }
}

/** Such a reply was not read when it was judged. */
function isAboutCompression({ at }: Finding): boolean {
  return at?.in === 'reply-header' && at.name === 'Content-Encoding'
}
