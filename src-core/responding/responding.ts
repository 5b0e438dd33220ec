import type { Account, Backend } from '../contract/account.ts'
import type { BackendReply, Exchange } from '../contract/exchange.ts'
import { DELIVERY_ATTEMPTS, DELIVERY_WINDOW_MS } from '../contract/limits.ts'
import type { AnswerRule } from '../contract/rules.ts'
import { answerWithoutPolicy, createMessageReply } from '../exchange/answer.ts'
import type { Reply } from '../exchange/answer.ts'
import type { HeldRequests } from '../by-hand/held.ts'
import type { Incoming, RequestHead } from '../exchange/incoming.ts'
import { bodyLimit, inspectHead } from '../exchange/inspect.ts'
import type { Inspection } from '../exchange/inspect.ts'
import { findMessageKey } from '../exchange/record.ts'
import type { Genuine, Received } from '../exchange/receive.ts'
import { createViaName } from '../exchange/relay.ts'
import { createSeal } from '../exchange/seal.ts'
import type { Keeping } from '../keeping.ts'
import type { ClaimedRequest, OwnRequests } from '../own-requests.ts'
import type { Ports } from '../ports.ts'
import { describeArrival } from '../probe-arrivals.ts'
import type { ExpectedProbe, ProbeArrivals } from '../probe-arrivals.ts'
import { switchRuleOff } from '../settings/accounts.ts'
import type { Settings } from '../settings/settings.ts'
import { createRuleFinder } from '../rules/find-in-time.ts'
import { createAnswering } from './answering.ts'
import type { Answered, Identity, Question } from './answering.ts'
import { createMilestoneNotes } from './milestones.ts'
import { createReading } from './reading.ts'
import { createRecording } from './recording.ts'
import { createRelay, toBackendReply } from './relay.ts'
import { backendsToCopyTo } from './routing.ts'

interface RespondingPorts extends Pick<
  Ports,
  'clock' | 'history' | 'httpClient' | 'relayBudgetMs' | 'patterns'
> {
  createExchangeId(receivedAt: number): string
}

interface RespondingParts {
  held: HeldRequests
  keeping: Keeping
  ownRequests: OwnRequests
  probeArrivals: ProbeArrivals
}

export interface Responding {
  /**
   * Takes a request whose body is still to come; throws only if not even its head can be read, which is a defect of
   * ours.
   */
  begin(head: RequestHead): Begun
  /** Resolves when nothing that was received is under way any more. */
  settled(): Promise<void>
}

/** A request whose head has been read. */
export interface Begun {
  /** The number of bytes of the body that are worth reading. */
  bodyLimit: number
  /** Answers the request, at once or when a person or a backend has; commits its exchange before it resolves. */
  receive(incoming: Incoming): Promise<Reply>
}

/**
 * Takes each request through the core in one direction: receive, answer, diagnose, commit, announce. The reply is
 * returned only when the exchange is committed, so that no request that WeChat has an answer to can be lost. Only
 * answering may take long, and it delays this request alone. If a step fails, `report` is told, the exchange says so,
 * and the request goes on: neither its answer nor its record depends on our reading or judging it. `runId` tells this
 * workbench from another one that it may relay to.
 */
export function createResponding(
  ports: RespondingPorts,
  settings: Settings,
  { held, keeping, ownRequests, probeArrivals }: RespondingParts,
  { runId, report }: { runId: string; report: (error: unknown) => void },
): Responding {
  const { history } = ports
  const viaName = createViaName(runId)
  const reading = createReading(ports, report)
  const relay = createRelay(ports, () => settings.accounts, viaName, report)
  const findRule = createRuleFinder(ports, switchOff)
  const answer = createAnswering(ports, settings, { held, findRule, relay })
  const noteMilestones = createMilestoneNotes(settings, follow)
  const recording = createRecording(ports, settings, keeping, report, noteMilestones)
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
    const id = ports.createExchangeId(receivedAt)
    const messageKey = attempt(() => findMessageKey(received), null)
    if (!account || !messageKey) return { identity: { id, messageKey, attempt: 1 }, before: [] }
    const question = {
      account: account.id,
      messageKey,
      since: receivedAt - DELIVERY_WINDOW_MS,
      // One delivery more than WeChat sends shows that somebody else sends them.
      limit: DELIVERY_ATTEMPTS,
    }
    const before = attempt(() => history.deliveries(question), [])
    const waiting = held.list().filter((one) => one.messageKey === messageKey && one.account === account.id)
    const latest = Math.max(0, ...[...before, ...waiting].map((one) => one.attempt))
    return { identity: { id, messageKey, attempt: latest + 1 }, before }
  }

  /**
   * Sends copies to backends and shows their answers, wherever the exchange is by then. The reply waits for none of
   * them.
   */
  function copy(received: Genuine, id: string): BackendReply[] {
    const replies: BackendReply[] = []
    async function copyTo(backend: Backend): Promise<void> {
      const reply = toBackendReply(backend, await relay(backend, received), false)
      replies.push(reply)
      held.showBackend(id, reply)
      const exchange = history.get(id)
      if (exchange) keeping.amend({ ...exchange, backends: [...(exchange.backends ?? []), reply] })
    }
    const { account, message } = received
    for (const backend of message ? backendsToCopyTo(account, message) : []) follow(copyTo(backend))
    return replies
  }

  /** Keeps track of work that runs beside the answer, and reports its failure. */
  function follow(work: Promise<unknown>): void {
    const followed = work.catch(report).finally(() => underWay.delete(followed))
    underWay.add(followed)
  }

  async function answerGenuine(question: Omit<Question, 'seal'>): Promise<Answered> {
    try {
      return await answer({ ...question, seal: createSeal(question.received) })
    } catch (error) {
      report(error)
      return { reply: createMessageReply('success', 'fixed', null), failed: true }
    }
  }

  function answerProbe(probe: ExpectedProbe, received: Received): Reply {
    const reply: Reply =
      received.kind === 'genuine'
        ? { by: 'fixed', http: probe.answer(received) }
        : answerWithoutPolicy(received)
    if (reply.http) probe.arrived(describeArrival(received, reply.http))
    return reply
  }

  async function receive(incoming: Incoming, inspection: Inspection): Promise<Reply> {
    const own = ownRequests.claim(incoming.target)
    try {
      return await take(incoming, inspection, own)
    } finally {
      own?.settle(null)
    }
  }

  async function take(
    incoming: Incoming,
    inspection: Inspection,
    claimed: ClaimedRequest | null,
  ): Promise<Reply> {
    const received = reading.read(incoming, inspection)
    const probe = probeArrivals.find(incoming)
    if (probe) return answerProbe(probe, received)
    // Nobody else may say that what they send is not to be kept.
    const own = claimed?.isKept && received.kind !== 'genuine' ? null : claimed
    const { identity, before } = identify(received)
    const record = async (answered: Answered, copies: BackendReply[]) => {
      const outgoing = { received, answered, identity, own, before, copies }
      const exchange = await reading.spend(received, () => recording.record(outgoing))
      own?.settle(exchange)
    }
    if (received.kind !== 'genuine') {
      const reply = answerWithoutPolicy(received)
      if (reply.http) probeArrivals.stray(describeArrival(received, reply.http))
      await record({ reply }, [])
      return reply
    }
    const copies = copy(received, identity.id)
    const unanswered = () => recording.foresee({ received, identity, own, before, copies })
    const answered = await answerGenuine({
      received,
      identity,
      before,
      backends: copies,
      patient: own?.patient ?? false,
      unanswered,
    })
    await record(answered, copies)
    return answered.reply
  }

  return {
    begin(head) {
      const inspection = inspectHead(head, settings.accounts, viaName)
      return {
        bodyLimit: bodyLimit(inspection),
        receive(incoming) {
          const reply = receive(incoming, inspection)
          follow(reply.catch(() => {}))
          return reply
        },
      }
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}
