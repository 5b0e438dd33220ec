import type { Account, Backend } from './contract/account.ts'
import type { BackendReply } from './contract/exchange.ts'
import { diagnoseDelivery } from './diagnosis/delivery.ts'
import type { DeliveryOutcome } from './diagnosis/delivery.ts'
import { isAcknowledgement } from './diagnosis/verdict.ts'
import { decodeText } from './exchange/record.ts'
import type { Received } from './exchange/receive.ts'
import { createRelayRequest } from './exchange/relay.ts'
import type { Ports } from './ports.ts'

type BackendPorts = Pick<Ports, 'backendClient' | 'clock'>

/** What a backend answered: as the exchange shows it, and its bytes. */
export interface Asked {
  reply: BackendReply
  body: Uint8Array
}

/** Passes the request on to a backend and judges what comes back. Never rejects. */
export async function askBackend(
  { backendClient, clock }: BackendPorts,
  backend: Backend,
  received: Received,
  chosen: boolean,
): Promise<Asked> {
  const startedAt = clock.monotonic()
  const outcome = await send(backendClient, createRelayRequest(backend.url, received.incoming))
  const findings = diagnoseDelivery(outcome)
  const body = outcome.response?.body ?? new Uint8Array(0)
  const text = decodeText(body)
  return {
    body,
    reply: {
      id: backend.id,
      name: backend.name,
      url: backend.url,
      chosen,
      guarded: false,
      status: outcome.response?.status ?? 0,
      headers: outcome.response?.headers ?? [],
      body: text.text,
      ...(!text.exact && { bodyBase64: Buffer.from(body).toString('base64') }),
      error: outcome.error,
      durationMs: Math.round((clock.monotonic() - startedAt) * 10) / 10,
      verdict: findings.length > 0 ? 'retried' : isAcknowledgement(body) ? 'ignored' : 'accepted',
      findings,
    },
  }
}

/** Those that get a copy of every message; the one that answers gets the message itself. */
export function backendsToCopyTo({ backends, policy }: Account): Backend[] {
  const answering = policy.kind === 'relay' ? policy.backend : null
  return backends.filter(({ id, copies }) => copies && id !== answering)
}

async function send(client: Ports['backendClient'], request: Parameters<typeof client.send>[0]) {
  try {
    return { response: await client.send(request), error: null } satisfies DeliveryOutcome
  } catch (error) {
    const { code = 'ERROR', message } = error as NodeJS.ErrnoException
    return { response: null, error: { code, message: message || code } } satisfies DeliveryOutcome
  }
}
