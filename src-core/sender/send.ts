import type { Account } from '../contract/account.ts'
import type { WorkbenchFact } from '../contract/events.ts'
import { PATIENT_WAIT_MS, REPLY_DEADLINE_MS } from '../contract/limits.ts'
import type {
  DeliveryEnd,
  MessageOrder,
  OutgoingPreview,
  Sealing,
  SendResult,
  SentDelivery,
} from '../contract/sending.ts'
import type { Target } from '../contract/target.ts'
import { targetOf } from '../delivery/request-target.ts'
import { decodeKeys } from '../exchange/unseal.ts'
import { decodeText } from '../exchange/record.ts'
import type { Keeping } from '../keeping.ts'
import type { OwnRequests } from '../own-requests.ts'
import type { Ports } from '../ports.ts'
import type { HttpVersion } from '../ports/http.ts'
import type { Run, Runs } from '../runs.ts'
import { findDestination } from '../delivery/destination.ts'
import { drawSealing, findEncryption, planPush } from './plan-push.ts'
import { redeliver } from './redeliver.ts'
import { createSampleFields } from './sample-fields.ts'
import type { Sending } from './sending.ts'
import type { Silences } from './silences.ts'
import { createWayOutside, createWayToResponder } from './ways-out.ts'

/** The parts of the workbench that sending needs. */
export interface SendingParts {
  sending: Sending & Pick<Ports, 'responder' | 'controlPort'>
  keeping: Keeping
  ownRequests: OwnRequests
  runs: Runs
  silences: Silences
  tell(fact: WorkbenchFact): void
}

const RESPONDER: Target = { kind: 'responder' }

/**
 * Sends a message in the name of an account and resolves when no further delivery follows. Throws what `message.send`
 * says.
 */
export async function send(
  parts: SendingParts,
  account: Account,
  accounts: readonly Account[],
  order: MessageOrder,
): Promise<SendResult> {
  const sendIn = prepareSend(parts, account, accounts, order)
  const run = parts.runs.begin('send', order.run)
  try {
    return await sendIn(run)
  } finally {
    run.end()
  }
}

/** As `send`, within a run that somebody else has begun and ends. What cannot be sent is refused before that. */
export function prepareSend(
  { sending, keeping, ownRequests, silences, tell }: Omit<SendingParts, 'runs'>,
  account: Account,
  accounts: readonly Account[],
  order: MessageOrder,
): (run: Pick<Run, 'id' | 'signal'>) => Promise<SendResult> {
  const patient = order.patient ?? false
  const { kind, url } = findDestination(sending, account, order.target ?? RESPONDER)
  const message = 'text' in order ? order.text : createSampleFields(sending, account.originalId, order)
  const encryption = findEncryption(account.mode, decodeKeys(account), account.appId)
  const way =
    kind === 'responder'
      ? createWayToResponder(sending, ownRequests, patient)
      : createWayOutside(sending, keeping)
  const common = {
    url,
    token: account.token,
    message,
    encryption,
    account,
    accounts,
    version: order.version,
    // The answer of a message that waits until the end still has its way to go.
    deadlineMs: REPLY_DEADLINE_MS + (patient ? PATIENT_WAIT_MS : 0),
  }
  return async (run) => {
    const deliveries: SentDelivery[] = []
    const redelivery = {
      deliveries: order.deliveries ?? 1,
      signal: run.signal,
      isMuted: () => order.mute === true && silences.until(url) !== null,
    }
    const tried = redeliver(sending.clock, redelivery, (attempt) => {
      const sealing = (attempt === 1 && order.sealing) || drawSealing(sending)
      return way(planPush({ ...common, run: run.id }, attempt, sealing), run.signal)
    })
    for (;;) {
      const next = await tried.next()
      if (next.done) return sumUp(run.id, deliveries, next.value, silences.until(url))
      deliveries.push(next.value)
      silences.note(url, next.value.verdict)
      tell({ type: 'message.delivered', run: run.id, delivery: next.value })
    }
  }
}

function sumUp(
  run: string,
  deliveries: SentDelivery[],
  ended: DeliveryEnd,
  mutedUntil: number | null,
): SendResult {
  const { status, body, bodyBase64, durationMs, exchange } = deliveries.at(-1) ?? NOTHING_SENT
  return {
    status,
    body,
    ...(bodyBase64 !== undefined && { bodyBase64 }),
    durationMs,
    exchange,
    run,
    deliveries,
    ended,
    mutedUntil,
  }
}

const NOTHING_SENT = { status: 0, body: '', bodyBase64: undefined, durationMs: 0, exchange: null }

/** Returns the request in which a text would go out. Throws what `message.preview` says. */
export function preview(
  sending: SendingParts['sending'],
  account: Account,
  order: {
    text: string
    target?: Target | undefined
    version: HttpVersion
    sealing?: Sealing | undefined
  },
): OutgoingPreview {
  const { url } = findDestination(sending, account, order.target ?? RESPONDER)
  const { version } = order
  const sealing = order.sealing ?? drawSealing(sending)
  const encryption = findEncryption(account.mode, decodeKeys(account), account.appId)
  const push = { url, token: account.token, message: order.text, encryption, account, version }
  const { request } = planPush(push, 1, sealing)
  return {
    line: `${request.method} ${targetOf(request.url)} HTTP/${version}`,
    headers: request.headers,
    body: decodeText(request.body).text,
    sealing,
  }
}
