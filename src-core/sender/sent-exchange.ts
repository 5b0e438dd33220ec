import type { Exchange, ExchangeMessage, Finding, Mode, Verdict } from '../contract/exchange.ts'
import type { DeliveryOutcome } from '../diagnosis/delivery/delivery.ts'
import { parseTarget } from '../exchange/incoming.ts'
import { createMessageKey, createQuery, decodeText } from '../exchange/record.ts'
import type { HttpRequest, Ports } from '../ports.ts'

/** A request that was sent, what came back, and what is to be said of that. */
export interface Sent {
  /** When it was sent. Epoch milliseconds. */
  receivedAt: number
  durationMs: number
  attempt: number
  mode: Mode
  request: HttpRequest
  message: ExchangeMessage | null
  outcome: DeliveryOutcome
  verdict: Verdict
  findings: Finding[]
}

/** Sends it. Never rejects: what went wrong is the outcome. */
export async function sendRequest(
  { httpClient }: Pick<Ports, 'httpClient'>,
  request: HttpRequest,
): Promise<DeliveryOutcome> {
  try {
    return { response: await httpClient.send(request), error: null }
  } catch (error) {
    const { code = 'ERROR', message } = error as NodeJS.ErrnoException
    return { response: null, error: { code, message: message || code } }
  }
}

/** As an exchange, in the same JSON as those of the responder, seen from the other end: `response` is the backend's. */
export function createSentExchange({ randomBytes }: Pick<Ports, 'randomBytes'>, sent: Sent): Exchange {
  const { receivedAt, attempt, mode, request, message, outcome, verdict, findings } = sent
  const url = new URL(request.url)
  const { path, parameters } = parseTarget(url.pathname + url.search)
  const query = createQuery(parameters)
  const signature = query['signature'] ?? null
  return {
    id: Buffer.from(randomBytes(9)).toString('base64url'),
    receivedAt,
    account: null,
    attempt,
    messageKey: message && createMessageKey(message),
    mode,
    request: {
      method: request.method,
      path,
      target: url.pathname + url.search,
      httpVersion: '1.1',
      query,
      headers: request.headers,
      body: decodeText(request.body).text,
      bodyBytes: request.body.length,
    },
    signature: { ok: true, received: signature, expected: signature },
    message,
    response: {
      status: outcome.response?.status ?? 0,
      headers: outcome.response?.headers ?? [],
      body: decodeText(outcome.response?.body ?? new Uint8Array(0)).text,
      by: 'relay',
      durationMs: Math.round(sent.durationMs * 10) / 10,
    },
    verdict,
    findings,
  }
}
