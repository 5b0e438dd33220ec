import type { Account, Backend } from '../contract/account.ts'
import type { BackendReply, Exchange } from '../contract/exchange.ts'
import type { EventLog } from '../event-log.ts'
import { answerWithoutPolicy, sealReply } from '../exchange/answer.ts'
import type { Reply } from '../exchange/answer.ts'
import type { HeldRequests } from '../exchange/held.ts'
import type { Incoming } from '../exchange/incoming.ts'
import { createMessageKey } from '../exchange/record.ts'
import { receive } from '../exchange/receive.ts'
import type { Received } from '../exchange/receive.ts'
import { createViaName } from '../exchange/relay.ts'
import { createSeal } from '../exchange/seal.ts'
import type { Ports } from '../ports.ts'
import type { Settings } from '../settings/settings.ts'
import { createAnswering } from './answering.ts'
import type { Identity } from './answering.ts'
import { backendsToCopyTo, createBackends } from './backends.ts'
import { createRecording } from './recording.ts'

/** Deliveries of one message come within seconds; a MsgId seen again much later is a replay and counts from 1. */
const DELIVERY_WINDOW_MS = 60_000

/** WeChat delivers three times; one more shows that somebody goes on. */
const DELIVERIES_COMPARED = 3

type LinePorts = Pick<
  Ports,
  'clock' | 'randomBytes' | 'history' | 'backendClient' | 'relayBudgetMs' | 'matchRegex'
>

/**
 * The way of a request through the core: receive, answer, diagnose, commit, announce; one direction. The reply is
 * returned only when the exchange is committed, so that nothing that WeChat has an answer to can be lost. Answering
 * is the one step that may take time, and then takes it from this request alone. `runId` tells this workbench from
 * another one that it may relay to.
 */
export function createExchangeLine(
  ports: LinePorts,
  settings: Settings,
  held: HeldRequests,
  log: EventLog,
  runId: string,
): (incoming: Incoming) => Promise<Reply> {
  const { history } = ports
  const createId = createExchangeIds(ports)
  const viaName = createViaName(runId)
  const askBackend = createBackends(ports, () => settings.accounts, viaName)
  const answer = createAnswering(ports, held, askBackend)
  const recording = createRecording(ports, settings, log)

  function identify({ account, message, incoming }: Received): { identity: Identity; before: Exchange[] } {
    const { receivedAt } = incoming
    const id = createId(receivedAt)
    const messageKey = message && createMessageKey(message)
    if (!account || !messageKey) return { identity: { id, messageKey, attempt: 1 }, before: [] }
    const before = history.deliveries({
      account: account.id,
      messageKey,
      since: receivedAt - DELIVERY_WINDOW_MS,
      limit: DELIVERIES_COMPARED,
    })
    const waiting = held.list().filter((one) => one.messageKey === messageKey && one.account === account.id)
    const latest = Math.max(0, ...[...before, ...waiting].map(({ attempt }) => attempt))
    return { identity: { id, messageKey, attempt: latest + 1 }, before }
  }

  /** Shows what backends with a copy answer, wherever the exchange is by then; the reply waits for none of them. */
  function copy(received: Received, account: Account, id: string): BackendReply[] {
    const replies: BackendReply[] = []
    async function copyTo(backend: Backend): Promise<void> {
      const { reply } = await askBackend(backend, received, account, false)
      replies.push(reply)
      held.showBackend(id, reply)
      const exchange = history.get(id)
      if (exchange) recording.amend({ ...exchange, backends: [...(exchange.backends ?? []), reply] })
    }
    for (const backend of received.message ? backendsToCopyTo(account) : []) void copyTo(backend)
    return replies
  }

  return async (incoming) => {
    const received = receive(incoming, settings.accounts, viaName)
    const { identity, before } = identify(received)
    const reply = answerWithoutPolicy(received)
    if (reply) {
      await recording.record({ received, answered: { reply }, identity, before, copies: [] })
      return reply
    }
    const account = received.account!
    const copies = copy(received, account, identity.id)
    const seal = createSeal(received)
    const unanswered = () => recording.foresee({ received, identity, before, copies })
    const composed = await answer({ received, account, identity, before, backends: copies, seal, unanswered })
    const answered = { ...composed, reply: sealReply(composed.reply, seal) }
    await recording.record({ received, answered, identity, before, copies })
    return answered.reply
  }
}

/** Ids that sort by time of arrival, and by order within one millisecond: 8 + 4 characters of base 36, 6 of chance. */
function createExchangeIds({ randomBytes }: LinePorts): (receivedAt: number) => string {
  let counter = 0
  return (receivedAt) => {
    counter = (counter + 1) % 36 ** 4
    const chance = Buffer.from(randomBytes(4)).toString('hex').slice(0, 6)
    return `${receivedAt.toString(36).padStart(9, '0')}${counter.toString(36).padStart(4, '0')}${chance}`
  }
}
