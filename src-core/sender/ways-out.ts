import { CommandFailure } from '../contract/errors.ts'
import type { Exchange } from '../contract/exchange.ts'
import type { SentDelivery } from '../contract/sending.ts'
import { targetOf } from '../delivery/request-target.ts'
import { transmit } from '../delivery/transmit.ts'
import { showBytes } from '../exchange/record.ts'
import type { Keeping } from '../keeping.ts'
import type { OwnRequests } from '../own-requests.ts'
import type { Planned } from './plan-push.ts'
import { deliverOnce } from './send-message.ts'
import type { Sending } from './sending.ts'

/**
 * Sends a delivery, sees to it that its exchange is kept, and says what came back. Resolves to null if it was stopped
 * before it had an answer.
 */
export type WayOut = (planned: Planned, signal: AbortSignal) => Promise<SentDelivery | null>

/** To somebody's server: the exchange is ours, an outgoing one. Never rejects. */
export function createWayOutside(sending: Sending, keeping: Keeping): WayOut {
  return async (planned, signal) => {
    const exchange = await deliverOnce(sending, planned, signal)
    if (!exchange) return null
    await keeping.keep(exchange)
    return describeDelivery(exchange)
  }
}

/** Returns what a delivery to somebody's server says of itself. */
export function describeDelivery({ id, attempt, receivedAt, response, verdict }: Exchange): SentDelivery {
  const { status, body, bodyBase64, durationMs } = response
  return {
    attempt,
    sentAt: receivedAt,
    status,
    body,
    ...(bodyBase64 !== undefined && { bodyBase64 }),
    durationMs,
    exchange: id,
    verdict,
  }
}

/**
 * To our own responder, over the real socket: that records the exchange, an incoming one, and judges it. `patient`
 * messages may wait longer for an answer by hand. Rejects with RESPONDER_UNREACHABLE.
 */
export function createWayToResponder(
  { clock, httpClient }: Pick<Sending, 'clock' | 'httpClient'>,
  ownRequests: OwnRequests,
  patient: boolean,
): WayOut {
  return async ({ request, place: { attempt, run, parent } }, signal) => {
    const announced = ownRequests.announce(targetOf(request.url), { patient, run, parent })
    const sentAt = clock.now()
    const startedAt = clock.monotonic()
    try {
      const { response, error } = await transmit(httpClient, { ...request, signal })
      const durationMs = Math.round((clock.monotonic() - startedAt) * 10) / 10
      if (signal.aborted && error) return null
      // It is recorded whether we are still there or not: the responder has noticed that we hung up.
      const exchange: Exchange | null = announced.hasArrived() ? await announced.recorded : null
      if (!response && !exchange) {
        const reason = error?.message ?? ''
        throw new CommandFailure('RESPONDER_UNREACHABLE', `The responder did not respond: ${reason}`, {
          reason,
        })
      }
      return {
        attempt,
        sentAt,
        status: response?.status ?? 0,
        ...showBytes(response?.body ?? new Uint8Array(0)),
        durationMs,
        exchange: exchange?.id ?? null,
        verdict: exchange?.verdict ?? null,
      }
    } finally {
      announced.end()
    }
  }
}
