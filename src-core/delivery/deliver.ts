import type { Judgement } from '../diagnosis/judgement.ts'
import { createNotJudged } from '../diagnosis/shortfall.ts'
import type { DeliveryOutcome, HttpClient, HttpRequest, Ports } from '../ports.ts'

/** A request to be sent, and how its answer is judged. */
export interface Delivery {
  request: HttpRequest
  /** Called once, with what came back or why nothing did. */
  judge(outcome: DeliveryOutcome): Judgement
}

/** A request that was sent, what came back, and what WeChat would make of it. */
export interface Delivered extends Judgement {
  request: HttpRequest
  /** Epoch milliseconds. */
  sentAt: number
  /** From then until the answer was whole, or until it was given up. */
  durationMs: number
  outcome: DeliveryOutcome
}

export interface DeliveryPorts extends Pick<Ports, 'clock' | 'httpClient'> {
  /** Is told of defects of ours. */
  report(error: unknown): void
}

/**
 * Sends a request and judges what comes back. This is the one road out: what is relayed, a message to a backend, and a
 * verification all take it. Never rejects: that nothing came back is an outcome, too, and a defect in judging is
 * reported and said of the answer.
 */
export async function deliver(
  { clock, httpClient, report }: DeliveryPorts,
  { request, judge }: Delivery,
): Promise<Delivered> {
  const sentAt = clock.now()
  const startedAt = clock.monotonic()
  const outcome = await transmit(httpClient, request)
  const durationMs = Math.round((clock.monotonic() - startedAt) * 10) / 10
  return { request, sentAt, durationMs, outcome, ...judgeSafely(outcome, judge, report) }
}

/** Sends a request; what went wrong is the outcome. For what is judged where it arrives: by our own responder. */
export async function transmit(client: HttpClient, request: HttpRequest): Promise<DeliveryOutcome> {
  try {
    const response = await client.send(request)
    return { response, error: response.unfinished ? UNFINISHED : null }
  } catch (error) {
    const { code = 'ERROR', message } = error as NodeJS.ErrnoException
    return { response: null, error: { code, message: message || code } }
  }
}

const UNFINISHED = { code: 'DEADLINE', message: 'the body had not ended in time' }

function judgeSafely(
  outcome: DeliveryOutcome,
  judge: Delivery['judge'],
  report: (error: unknown) => void,
): Judgement {
  try {
    return judge(outcome)
  } catch (error) {
    report(error)
    const verdict = outcome.response?.status === 200 ? 'accepted' : 'retried'
    return { verdict, findings: [createNotJudged()], judged: false }
  }
}
