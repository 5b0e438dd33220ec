import type { Exchange } from '../contract/exchange.ts'
import { parseTarget } from '../exchange/incoming.ts'
import { createQuery, showBytes, showRaw } from '../exchange/record.ts'
import type { Delivered } from './deliver.ts'
import { targetOf } from './request-target.ts'

/** The parts of an exchange that say what its delivery belongs to. */
export type DeliveryPlace = Pick<
  Exchange,
  'id' | 'account' | 'attempt' | 'messageKey' | 'mode' | 'message' | 'parent' | 'run'
> & {
  /** Left out if we have signed it ourselves. */
  signature?: Exchange['signature']
}

/** Returns a delivery as an exchange, seen from our side: `response` is what the other side answered. */
export function createOutgoingExchange(
  { request, sentAt, durationMs, outcome, verdict, findings, judged }: Delivered,
  { id, account, attempt, messageKey, mode, message, parent, run, signature }: DeliveryPlace,
): Exchange {
  const target = targetOf(request.url)
  const { path, parameters } = parseTarget(target)
  const query = createQuery(parameters)
  const ours = query['signature'] ?? null
  const { status = 0, headers = [], body = new Uint8Array(0), broken } = outcome.response ?? {}
  return {
    id,
    direction: 'out',
    parent: parent ?? null,
    run: run ?? null,
    receivedAt: sentAt,
    account,
    attempt,
    messageKey,
    mode,
    request: {
      method: request.method,
      path,
      target,
      origin: new URL(request.url).origin,
      httpVersion: request.version ?? '1.1',
      query,
      headers: request.headers,
      ...showBytes(request.body),
      bodyBytes: request.body.length,
    },
    signature: signature ?? { ok: true, received: ours, expected: ours },
    message,
    response: {
      status,
      headers,
      ...showBytes(body),
      ...(broken && { raw: showRaw(broken) }),
      by: 'relay',
      durationMs,
    },
    verdict,
    findings,
    ...(judged === false && { judged }),
  }
}
