import type { Account } from './contract/account.ts'
import type { Exchange } from './contract/exchange.ts'
import type { HistoryStatus } from './contract/workbench.ts'
import { diagnose } from './diagnosis/diagnose.ts'
import { reachVerdict } from './diagnosis/verdict.ts'
import type { EventLog } from './event-log.ts'
import { answerFixed, answerWithoutPolicy, createMessageReply, createNoReply } from './exchange/answer.ts'
import type { Reply } from './exchange/answer.ts'
import type { HeldRequests } from './exchange/held.ts'
import type { Incoming } from './exchange/incoming.ts'
import { createExchange, createMessageKey, summarize } from './exchange/record.ts'
import { receive } from './exchange/receive.ts'
import type { Received } from './exchange/receive.ts'
import type { Ports } from './ports.ts'
import type { Settings } from './settings.ts'

/** Deliveries of one message come within seconds; a MsgId seen again much later is a replay and counts from 1. */
const DELIVERY_WINDOW_MS = 60_000

/**
 * Anyone who knows the address can send wrong signatures. Finding out how each came about costs milliseconds, which
 * genuine messages would have to wait for.
 */
const EXAMINATIONS_PER_SECOND = 10

type LinePorts = Pick<Ports, 'clock' | 'randomBytes' | 'history'>

/** What an exchange is known by before it is answered. */
interface Identity {
  id: string
  messageKey: string | null
  attempt: number
}

/**
 * The way of a request through the core: receive, answer, diagnose, commit, announce; one direction. The reply is
 * returned only when the exchange is committed, so that nothing that WeChat has an answer to can be lost. Answering
 * is the one step that may take time, and then takes it from this request alone.
 */
export function createExchangeLine(
  ports: LinePorts,
  settings: Settings,
  held: HeldRequests,
  log: EventLog,
): (incoming: Incoming) => Promise<Reply> {
  const createId = createExchangeIds(ports)
  const mayExamine = createBudget(ports.clock, EXAMINATIONS_PER_SECOND)
  let announced = ports.history.status()

  function identify({ account, message, incoming }: Received): Identity {
    const id = createId(incoming.receivedAt)
    const messageKey = message && createMessageKey(message)
    if (!account || !messageKey) return { id, messageKey, attempt: 1 }
    const since = incoming.receivedAt - DELIVERY_WINDOW_MS
    const recorded = ports.history.countDeliveries({ account: account.id, messageKey, since })
    const waiting = held.list().filter((one) => one.messageKey === messageKey && one.account === account.id)
    return { id, messageKey, attempt: recorded + waiting.length + 1 }
  }

  async function answer(received: Received, account: Account, identity: Identity): Promise<Reply> {
    const { policy } = account
    if (policy.kind === 'fixed') return answerFixed(policy.reply, received, ports.clock.now())
    const { message, incoming } = received
    // What cannot be read can hardly be answered; it is shown all the same.
    if (!message) return createMessageReply('success', 'fixed')
    const { receivedAt } = incoming
    const request = {
      ...identity,
      account: account.id,
      receivedAt,
      deadlineAt: receivedAt + policy.holdMs,
      message,
    }
    const release = await held.hold(request, incoming.gone)
    if (release.reason === 'gone') return createNoReply('timeout')
    return release.reason === 'answered'
      ? createMessageReply(release.body, 'hand')
      : createMessageReply('success', 'timeout')
  }

  function record(received: Received, reply: Reply, { id, attempt }: Identity): void {
    const wrong = received.refusal === 'signature-mismatch'
    const findings = diagnose(received, reply, {
      accounts: settings.accounts,
      examineSignature: wrong && mayExamine(),
    })
    const exchange: Exchange = createExchange(received, reply, {
      id,
      attempt,
      durationMs: Math.round((ports.clock.monotonic() - received.incoming.startedAt) * 10) / 10,
      verdict: reachVerdict(received, reply, findings),
      findings,
    })
    const summary = summarize(exchange)
    ports.history.record(exchange, summary)
    log.append({ type: 'exchange.recorded', exchange: summary })

    const status = ports.history.status()
    if (!isSameKeeping(status, announced)) log.append({ type: 'history.changed', history: status })
    announced = status
  }

  return async (incoming) => {
    const received = receive(incoming, settings.accounts)
    const identity = identify(received)
    const reply = answerWithoutPolicy(received) ?? (await answer(received, received.account!, identity))
    record(received, reply, identity)
    return reply
  }
}

function isSameKeeping(a: HistoryStatus, b: HistoryStatus): boolean {
  return a.kept === b.kept && a.reason === b.reason
}

/** True at most `perSecond` times in one second. */
function createBudget(clock: Ports['clock'], perSecond: number): () => boolean {
  let second = 0
  let spent = 0
  return () => {
    const now = Math.floor(clock.monotonic() / 1000)
    if (now !== second) {
      second = now
      spent = 0
    }
    return ++spent <= perSecond
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
