import type { Account, Backend } from '../contract/account.ts'
import { appIdIn, withAppId } from '../contract/app-id-mark.ts'
import type { BackendReply } from '../contract/exchange.ts'
import { deliver } from '../delivery/deliver.ts'
import type { Delivered } from '../delivery/deliver.ts'
import { describeAsked } from '../diagnosis/answer.ts'
import { judgeDelivery } from '../diagnosis/delivery/delivery.ts'
import { showBytes, showRaw } from '../exchange/record.ts'
import type { Genuine } from '../exchange/receive.ts'
import { createRelayRequest } from '../delivery/relay-request.ts'
import type { Ports } from '../ports.ts'

/** Passes a request on to a backend. Never rejects. */
export type Relay = (backend: Backend, received: Genuine) => Promise<Delivered>

/** `viaName` is the workbench's own name, by which it knows a request that comes back to it. */
export function createRelay(
  { httpClient, clock, relayBudgetMs }: Pick<Ports, 'httpClient' | 'clock' | 'relayBudgetMs'>,
  accounts: () => readonly Account[],
  viaName: string,
  report: (error: unknown) => void,
): Relay {
  return (backend, received) => {
    const { incoming } = received
    const url = addressOf(backend, received)
    // WeChat counts from the arrival of the request, and a large body takes a while to arrive.
    const deadlineMs = Math.max(1, relayBudgetMs - (clock.monotonic() - incoming.startedAt))
    return deliver(
      { clock, httpClient, report },
      {
        request: createRelayRequest(url, incoming, { deadlineMs, viaName }),
        judge: (outcome) => judgeDelivery(outcome, { url, ...describeAsked(received, accounts()) }),
      },
    )
  }
}

/** Returns the backend's address; if it has a mark for an AppID, with the one from the path of the request. */
function addressOf({ url }: Backend, { account, target }: Genuine): string {
  return withAppId(url, appIdIn(target.path) ?? account.appId)
}

/**
 * Returns a relayed delivery as the exchange that it belongs to keeps it; `chosen` is true if its answer goes back to
 * WeChat.
 */
export function toBackendReply(
  { id, name, url }: Backend,
  { outcome: { response, error }, durationMs, verdict, findings, judged }: Delivered,
  chosen: boolean,
): BackendReply {
  return {
    id,
    name,
    url,
    chosen,
    guarded: false,
    status: response?.status ?? 0,
    headers: response?.headers ?? [],
    ...showBytes(response?.body ?? new Uint8Array(0)),
    ...(response?.broken && { raw: showRaw(response.broken) }),
    error: error && { code: error.code, message: error.message },
    durationMs,
    verdict,
    findings,
    ...(judged === false && { judged }),
  }
}
