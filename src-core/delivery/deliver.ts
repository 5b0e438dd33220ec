import type { Judgement } from '../diagnosis/judgement.ts'
import { createNotJudged } from '../diagnosis/shortfall.ts'
import type { Ports } from '../ports.ts'
import type { DeliveryOutcome, HttpRequest } from '../ports/http.ts'
import { transmit } from './transmit.ts'

/** A request to be sent, and the function that judges its answer. */
export interface Delivery {
  request: HttpRequest
  /** Called once, with the response or the reason for there being none. */
  judge(outcome: DeliveryOutcome): Judgement
}

/** A request that was sent, the outcome, and what WeChat would make of it. */
export interface Delivered extends Judgement {
  request: HttpRequest
  /** Epoch milliseconds. */
  sentAt: number
  /** Milliseconds from then until the answer was whole, or until it was given up. */
  durationMs: number
  outcome: DeliveryOutcome
}

export interface DeliveryPorts extends Pick<Ports, 'clock' | 'httpClient'> {
  /** Receives defects of ours. */
  report(error: unknown): void
}

/**
 * Sends a request and judges the answer. Relayed requests, messages to a backend and verifications all take this one
 * road out. Never rejects: a missing answer is an outcome, too; a defect in judging is reported, and the answer says
 * so.
 */
export async function deliver(
  { clock, httpClient, report }: DeliveryPorts,
  { request, judge }: Delivery,
): Promise<Delivered> {
  const sentAt = clock.now()
  const startedAt = clock.monotonic()
  const outcome = await transmit(httpClient, request)
  const passedMs = Math.round((clock.monotonic() - startedAt) * 10) / 10
  // A timer may fire a little early, and who waited in vain would seem to have been in time.
  const ranOut = outcome.error?.code === 'DEADLINE'
  const durationMs = ranOut ? Math.max(passedMs, request.deadlineMs) : passedMs
  return { request, sentAt, durationMs, outcome, ...judgeSafely(outcome, judge, report) }
}

function judgeSafely(
  outcome: DeliveryOutcome,
  judge: Delivery['judge'],
  report: (error: unknown) => void,
): Judgement {
  try {
    return judge(outcome)
  } catch (error) {
    report(error)
    const verdict = outcome.response?.status === 200 && !outcome.error ? 'accepted' : 'retried'
    return { verdict, findings: [createNotJudged()], judged: false }
  }
}
