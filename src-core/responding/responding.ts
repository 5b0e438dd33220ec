import type { Account, Backend } from '../contract/account.ts'
import type { BackendReply, Exchange } from '../contract/exchange.ts'
import type { AnswerRule } from '../contract/rules.ts'
import type { EventLog } from '../event-log.ts'
import { answerWithoutPolicy, createMessageReply, sealReply } from '../exchange/answer.ts'
import type { Reply } from '../exchange/answer.ts'
import type { HeldRequests } from '../by-hand/held.ts'
import type { Incoming, RequestHead } from '../exchange/incoming.ts'
import { bodyLimit, inspectHead } from '../exchange/inspect.ts'
import { findMessageKey } from '../exchange/record.ts'
import type { Received } from '../exchange/receive.ts'
import { createViaName } from '../exchange/relay.ts'
import { createSeal } from '../exchange/seal.ts'
import type { Ports } from '../ports.ts'
import { switchRuleOff } from '../settings/accounts.ts'
import type { Settings } from '../settings/settings.ts'
import { createRuleFinder } from '../rules/find-in-time.ts'
import { createAnswering } from './answering.ts'
import type { Answered, Identity, Question } from './answering.ts'
import { backendsToCopyTo, createBackends } from './backends.ts'
import { createReading } from './reading.ts'
import { createRecording } from './recording.ts'

/** Deliveries of one message come within seconds; a MsgId seen again much later is a replay and counts from 1. */
const DELIVERY_WINDOW_MS = 60_000

/** WeChat delivers three times; one more shows that somebody goes on. */
const DELIVERIES_COMPARED = 3

type LinePorts = Pick<
  Ports,
  'clock' | 'randomBytes' | 'history' | 'backendClient' | 'relayBudgetMs' | 'patterns'
>

export interface Responding {
  /** How many bytes of a request's body are worth reading, by its head. */
  bodyLimit(head: RequestHead): number
  /** Answers a request; rejects only where not even its head can be read, which is a defect of ours. */
  receive(incoming: Incoming): Promise<Reply>
  /** Resolves when nothing that was received is under way any more. */
  settled(): Promise<void>
}

/**
 * The way of a request through the core: receive, answer, diagnose, commit, announce; one direction. The reply is
 * returned only when the exchange is committed, so that nothing that WeChat has an answer to can be lost. Answering
 * is the one step that may take time, and then takes it from this request alone. What goes wrong in a step is told to
 * `report` and said of the exchange, and the request goes on: neither its answer nor its record depends on what we make
 * of it. `runId` tells this workbench from another one that it may relay to.
 */
export function createResponding(
  ports: LinePorts,
  settings: Settings,
  held: HeldRequests,
  log: EventLog,
  { runId, report }: { runId: string; report: (error: unknown) => void },
): Responding {
  const { history } = ports
  const createId = createExchangeIds(ports)
  const viaName = createViaName(runId)
  const reading = createReading(ports, () => settings.accounts, viaName, report)
  const askBackend = createBackends(ports, () => settings.accounts, viaName, report)
  const findRule = createRuleFinder(ports, switchOff)
  const answer = createAnswering(ports, held, findRule, askBackend)
  const recording = createRecording(ports, settings, log, report)
  const underWay = new Set<Promise<unknown>>()

  function switchOff({ id }: Account, rule: AnswerRule): void {
    follow(settings.change((editor) => switchRuleOff(editor, id, rule.id), { evenIfUnsaved: true }))
  }

  function attempt<Result>(work: () => Result, otherwise: Result): Result {
    try {
      return work()
    } catch (error) {
      report(error)
      return otherwise
    }
  }

  function identify(received: Received): { identity: Identity; before: Exchange[] } {
    const { account, incoming } = received
    const { receivedAt } = incoming
    const id = createId(receivedAt)
    const messageKey = attempt(() => findMessageKey(received), null)
    if (!account || !messageKey) return { identity: { id, messageKey, attempt: 1 }, before: [] }
    const question = {
      account: account.id,
      messageKey,
      since: receivedAt - DELIVERY_WINDOW_MS,
      limit: DELIVERIES_COMPARED,
    }
    const before = attempt(() => history.deliveries(question), [])
    const waiting = held.list().filter((one) => one.messageKey === messageKey && one.account === account.id)
    const latest = Math.max(0, ...[...before, ...waiting].map((one) => one.attempt))
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
    for (const backend of received.message ? backendsToCopyTo(account) : []) follow(copyTo(backend))
    return replies
  }

  /** What runs beside the answer. */
  function follow(work: Promise<unknown>): void {
    const followed = work.catch(report).finally(() => underWay.delete(followed))
    underWay.add(followed)
  }

  async function answerGenuine(question: Omit<Question, 'seal'>): Promise<Answered> {
    try {
      const seal = createSeal(question.received)
      const composed = await answer({ ...question, seal })
      return { ...composed, reply: sealReply(composed.reply, seal) }
    } catch (error) {
      report(error)
      return { reply: createMessageReply('success', 'fixed'), failed: true }
    }
  }

  async function receive(incoming: Incoming): Promise<Reply> {
    const received = reading.read(incoming)
    const { identity, before } = identify(received)
    const record = (answered: Answered, copies: BackendReply[]) =>
      reading.spend(received, () => recording.record({ received, answered, identity, before, copies }))
    const reply = answerWithoutPolicy(received)
    if (reply) {
      await record({ reply }, [])
      return reply
    }
    const account = received.account!
    const copies = copy(received, account, identity.id)
    const unanswered = () => recording.foresee({ received, identity, before, copies })
    const answered = await answerGenuine({
      received,
      account,
      identity,
      before,
      backends: copies,
      unanswered,
    })
    await record(answered, copies)
    return answered.reply
  }

  return {
    bodyLimit: (head) => bodyLimit(inspectHead(head, settings.accounts, viaName)),
    receive(incoming) {
      const reply = receive(incoming)
      follow(reply.catch(() => {}))
      return reply
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
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
