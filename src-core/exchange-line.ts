import { createAnswering } from './answering.ts'
import type { Answered, Identity } from './answering.ts'
import { backendsToCopyTo, createBackends } from './backends.ts'
import type { Account, Backend } from './contract/account.ts'
import type { BackendReply, Exchange } from './contract/exchange.ts'
import type { HistoryStatus } from './contract/workbench.ts'
import { diagnose } from './diagnosis/diagnose.ts'
import { diagnoseRelay } from './diagnosis/relay.ts'
import { reachVerdict } from './diagnosis/verdict.ts'
import type { EventLog } from './event-log.ts'
import { answerWithoutPolicy } from './exchange/answer.ts'
import type { Reply } from './exchange/answer.ts'
import type { HeldRequests } from './exchange/held.ts'
import type { Incoming } from './exchange/incoming.ts'
import { createExchange, createMessageKey, summarize } from './exchange/record.ts'
import { receive } from './exchange/receive.ts'
import type { Received } from './exchange/receive.ts'
import { createViaName } from './exchange/relay.ts'
import type { Ports } from './ports.ts'
import type { Settings } from './settings.ts'

/** Deliveries of one message come within seconds; a MsgId seen again much later is a replay and counts from 1. */
const DELIVERY_WINDOW_MS = 60_000

/** WeChat delivers three times; one more shows that somebody goes on. */
const DELIVERIES_COMPARED = 3

/**
 * Anyone who knows the address can send wrong signatures. Finding out how each came about costs milliseconds, which
 * genuine messages would have to wait for.
 */
const EXAMINATIONS_PER_SECOND = 10

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
  const { history, clock } = ports
  const createId = createExchangeIds(ports)
  const mayExamine = createBudget(clock, EXAMINATIONS_PER_SECOND)
  const viaName = createViaName(runId)
  const askBackend = createBackends(ports, viaName)
  const answer = createAnswering(ports, held, askBackend)
  let announced = history.status()

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
      const { reply } = await askBackend(backend, received, false)
      replies.push(reply)
      held.showBackend(id, reply)
      const exchange = history.get(id)
      if (exchange) amend({ ...exchange, backends: [...(exchange.backends ?? []), reply] })
    }
    for (const backend of received.message ? backendsToCopyTo(account) : []) void copyTo(backend)
    return replies
  }

  function amend(exchange: Exchange): void {
    const summary = summarize(exchange)
    history.amend(exchange, summary)
    log.append({ type: 'exchange.amended', exchange: summary })
  }

  function record(
    received: Received,
    answered: Answered,
    { id, attempt }: Identity,
    copies: readonly BackendReply[],
  ): void {
    const { reply, rule, draft, backend } = answered
    const wrong = received.refusal === 'signature-mismatch'
    const diagnosed = diagnose(received, reply, {
      accounts: settings.accounts,
      examineSignature: wrong && mayExamine(),
    })
    const findings = backend ? diagnoseRelay(backend, diagnosed) : diagnosed
    const isPassedOn = backend && !backend.guarded && reply.status !== 0
    const backends = backend ? [backend, ...copies] : [...copies]
    const exchange: Exchange = {
      ...createExchange(received, reply, {
        id,
        attempt,
        durationMs: Math.round((clock.monotonic() - received.incoming.startedAt) * 10) / 10,
        verdict: isPassedOn ? backend.verdict : reachVerdict(received, reply, findings),
        findings,
      }),
      ...(rule && { rule: { id: rule.id, name: rule.name } }),
      ...(draft && { draft }),
      ...(backends.length > 0 && { backends }),
    }
    const summary = summarize(exchange)
    history.record(exchange, summary)
    log.append({ type: 'exchange.recorded', exchange: summary })

    const status = history.status()
    if (!isSameKeeping(status, announced)) log.append({ type: 'history.changed', history: status })
    announced = status
  }

  return async (incoming) => {
    const received = receive(incoming, settings.accounts, viaName)
    const { identity, before } = identify(received)
    const reply = answerWithoutPolicy(received)
    if (reply) {
      record(received, { reply }, identity, [])
      return reply
    }
    const account = received.account!
    const backends = copy(received, account, identity.id)
    const answered = await answer({ received, account, identity, before, backends })
    record(received, answered, identity, backends)
    return answered.reply
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
