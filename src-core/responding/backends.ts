import type { Account, Backend } from '../contract/account.ts'
import type { BackendReply } from '../contract/exchange.ts'
import { describeAsked } from '../diagnosis/answer.ts'
import { judgeDelivery } from '../diagnosis/delivery/delivery.ts'
import type { DeliveryOutcome, DeliveredRequest } from '../diagnosis/delivery/delivery.ts'
import type { Judgement } from '../diagnosis/reply/judge-reply.ts'
import { createNotJudged } from '../diagnosis/shortfall.ts'
import { decodeText } from '../exchange/record.ts'
import type { Received } from '../exchange/receive.ts'
import { createRelayRequest } from '../exchange/relay.ts'
import type { HttpRequest, Ports } from '../ports.ts'

/** What a backend answered: as the exchange shows it, and its bytes. */
export interface Asked {
  reply: BackendReply
  body: Uint8Array
}

/** Passes the request on to a backend and judges what comes back; `chosen` where that goes back. Never rejects. */
export type AskBackend = (
  backend: Backend,
  received: Received,
  account: Account,
  chosen: boolean,
) => Promise<Asked>

type BackendPorts = Pick<Ports, 'backendClient' | 'clock' | 'relayBudgetMs'>

/** `viaName` is what the workbench calls itself, so that it knows a request that comes back to it. */
export function createBackends(
  ports: BackendPorts,
  accounts: () => readonly Account[],
  viaName: string,
  report: (error: unknown) => void,
): AskBackend {
  const { backendClient, clock, relayBudgetMs } = ports

  /** Its answer goes on whether or not we can make anything of it. */
  function judge(outcome: DeliveryOutcome, describe: () => DeliveredRequest): Judgement {
    try {
      return judgeDelivery(outcome, describe())
    } catch (error) {
      report(error)
      const verdict = outcome.response?.status === 200 ? 'accepted' : 'retried'
      return { verdict, findings: [createNotJudged()] }
    }
  }

  return async (backend, received, account, chosen) => {
    const { incoming } = received
    const startedAt = clock.monotonic()
    // WeChat counts from the arrival of the request, and a large body takes its time.
    const deadlineMs = Math.max(1, relayBudgetMs - (startedAt - incoming.startedAt))
    const outcome = await send(backendClient, () =>
      createRelayRequest(backend.url, incoming, { deadlineMs, viaName }),
    )
    const { response, error } = outcome
    const body = response?.body ?? new Uint8Array(0)
    const text = decodeText(body)
    return {
      body,
      reply: {
        id: backend.id,
        name: backend.name,
        url: backend.url,
        chosen,
        guarded: false,
        status: response?.status ?? 0,
        headers: response?.headers ?? [],
        body: text.text,
        ...(!text.exact && { bodyBase64: Buffer.from(body).toString('base64') }),
        error,
        durationMs: Math.round((clock.monotonic() - startedAt) * 10) / 10,
        ...judge(outcome, () => ({ url: backend.url, ...describeAsked(received, account, accounts()) })),
      },
    }
  }
}

/** Those that get a copy of every message; the one that answers gets the message itself. */
export function backendsToCopyTo({ backends, policy }: Account): Backend[] {
  const answering = policy.kind === 'relay' ? policy.backend : null
  return backends.filter(({ id, copies }) => copies && id !== answering)
}

async function send(
  client: Ports['backendClient'],
  createRequest: () => HttpRequest,
): Promise<DeliveryOutcome> {
  try {
    const response = await client.send(createRequest())
    const error = { code: 'DEADLINE', message: 'the body had not ended in time' }
    return { response, error: response.unfinished ? error : null }
  } catch (error) {
    const { code = 'ERROR', message } = error as NodeJS.ErrnoException
    return { response: null, error: { code, message: message || code } }
  }
}
