import type { Account, Backend } from '../contract/account.ts'
import type { BackendReply, Exchange } from '../contract/exchange.ts'
import { isGuessed } from '../contract/findings/evidence.ts'
import { PATIENT_WAIT_MS, REPLY_DEADLINE_MS } from '../contract/limits.ts'
import type { ReplyDraft } from '../contract/reply-draft.ts'
import type { AnswerRule } from '../contract/rules.ts'
import { createMessageReply, createNoReply, createPassedReply, createReply } from '../exchange/answer.ts'
import type { Reply } from '../exchange/answer.ts'
import { createRuleReply } from '../rules/rule-reply.ts'
import type { HeldRequests } from '../by-hand/held.ts'
import type { Genuine } from '../exchange/receive.ts'
import { createMessageExcerpt, readBytes } from '../exchange/record.ts'
import type { Seal } from '../exchange/seal.ts'
import type { Ports } from '../ports.ts'
import type { Settings } from '../settings/settings.ts'
import { createBackendPhones } from '../phone/phones-of-exchange.ts'
import type { Judgement } from '../diagnosis/judgement.ts'
import { hasOwnRules } from '../diagnosis/reply/own-rules.ts'
import type { RuleTimes } from '../diagnosis/rules/rule-time.ts'
import type { FindRule } from '../rules/find-in-time.ts'
import { toBackendReply } from './relay.ts'
import type { Relay } from './relay.ts'
import { findTaker } from './routing.ts'

/** The facts that identify an exchange before it is answered. */
export interface Identity {
  id: string
  messageKey: string | null
  attempt: number
}

/** The answer to a message, and what gave it. */
export interface Answered {
  reply: Reply
  /** Present if the reply came from a backend and was judged then; a reply made here is judged when it is recorded. */
  judgement?: Judgement
  rule?: AnswerRule
  /** The rules whose patterns ran out of time, were not tried or were switched off. */
  ruleTimes?: RuleTimes | undefined
  /** The draft written by hand, whether it was sent or came too late. */
  draft?: ReplyDraft | undefined
  /** The answer of the backend that was asked. */
  backend?: BackendReply
  /** The message is a test message of ours that was to wait longer than WeChat does. */
  patient?: true
  /** The guard let the backend's reply pass, since its faults are only inferred. */
  spared?: true
  /** The reply could not be made as the account says, which is a defect of ours. */
  failed?: true
}

/** The facts about a message, besides the message itself, that answering needs. */
export interface Question {
  received: Genuine
  identity: Identity
  /** Earlier deliveries of the same message, newest first. */
  before: readonly Exchange[]
  /** The answers that have come already from backends with a copy. */
  backends: readonly BackendReply[]
  /** The encryption for the reply; null if it is not encrypted. */
  seal: Seal | null
  /** Its sender, we ourselves, gives it more time for an answer by hand than WeChat would. */
  patient: boolean
  /** Returns the exchange to record if the workbench ends while the message waits for somebody. */
  unanswered(): Exchange
}

type AnsweringPorts = Pick<Ports, 'clock'>

interface AnsweringParts {
  held: HeldRequests
  findRule: FindRule
  relay: Relay
}

/**
 * Answers a genuine message: as a duplicate, if it is one and the account treats duplicates apart; else by the backend
 * that takes it; else by the first rule that fits; else by the account's policy. A backend that takes a message comes
 * before the rules, since it belongs to somebody else than the one whose rules they are. This may take as long as a person, a rule's delay or a backend takes.
 */
export function createAnswering(
  ports: AnsweringPorts,
  settings: Pick<Settings, 'preferences'>,
  { held, findRule, relay }: AnsweringParts,
): (question: Question) => Promise<Answered> {
  return async (question) => {
    const { received, before } = question
    const { account, message } = received
    const repeated = answerDuplicate(account, before)
    if (repeated) return { reply: repeated }
    const taker = findTaker(account, message)
    if (taker) return answerByRelay(relay, received, taker, taker.takes.guard)
    const { found, times: ruleTimes } = message ? await findRule(account, message) : NO_RULE
    const answered = found ? await answerByRule(ports, found, question) : await answerByPolicy(question)
    return { ...answered, ruleTimes }
  }

  async function answerByPolicy(question: Question): Promise<Answered> {
    const { received, seal, patient } = question
    const { policy } = received.account
    switch (policy.kind) {
      case 'fixed':
        return { reply: createReply(policy.reply, received, 'fixed', seal) }
      case 'hand':
        return answerByHand(held, question, waitFor(policy.holdMs, patient))
      case 'relay':
        return answerByRelay(relay, received, backendOf(received.account, policy.backend), policy.guard)
    }
  }

  function waitFor(holdMs: number | undefined, patient: boolean): Wait {
    return patient
      ? { ms: PATIENT_WAIT_MS, patient: true }
      : { ms: holdMs ?? settings.preferences.answerWithinMs }
  }
}

/** The time that a message waits for somebody. */
interface Wait {
  ms: number
  patient?: true
}

const NO_RULE = { found: null, times: undefined }

function answerDuplicate({ duplicates }: Account, before: readonly Exchange[]): Reply | null {
  if (before.length === 0 || duplicates === 'again') return null
  if (duplicates === 'success') return createMessageReply('success', 'fixed', null)
  const answered = before.find(({ response }) => response.status === 200)
  if (!answered) return null
  const { status, headers, by, ...bytes } = answered.response
  // A backend's reply need not be text, so it is repeated byte for byte, with its headers.
  return { by, http: { status, headers, body: readBytes(bytes) } }
}

/** Milliseconds after which a rule that waits for the sender to hang up gives up: WeChat has, by then. */
const UNANSWERED_MS = REPLY_DEADLINE_MS + 1000

async function answerByRule(
  { clock }: AnsweringPorts,
  { rule, groups }: { rule: AnswerRule; groups: string[] },
  { received, identity, seal }: Pick<Question, 'received' | 'identity' | 'seal'>,
): Promise<Answered> {
  const isLeftOut = identity.attempt < (rule.fromDelivery ?? 1)
  const { gone } = received.incoming
  if (!gone?.aborted) {
    await new Promise<void>((resolve) => {
      const cancel = clock.after(isLeftOut ? UNANSWERED_MS : rule.delayMs, resolve)
      gone?.addEventListener('abort', () => (cancel(), resolve()), { once: true })
    })
  }
  const reply =
    isLeftOut || gone?.aborted ? createNoReply('rule') : createRuleReply(rule, received, groups, seal)
  return { rule, reply }
}

async function answerByHand(
  held: HeldRequests,
  { received, identity, before, backends, seal, unanswered }: Question,
  { ms, patient }: Wait,
): Promise<Answered> {
  const { account, message, incoming, sealed } = received
  // A message that cannot be read can hardly be answered, but it is still shown. Nobody sees the reply to a JSON push.
  if (!message || message.format === 'json' || (sealed?.mode === 'safe' && !seal))
    return { reply: createMessageReply('success', 'fixed', null) }
  const { receivedAt } = incoming
  const waiting = held
    .list()
    .find(
      (one) =>
        one.account === account.id && one.messageKey !== null && one.messageKey === identity.messageKey,
    )
  const request = {
    ...identity,
    account: account.id,
    receivedAt,
    deadlineAt: receivedAt + ms,
    message,
    excerpt: createMessageExcerpt(message),
    draft: waiting?.draft ?? before.find(({ draft }) => draft !== undefined)?.draft ?? null,
    backends: [...backends],
  }
  const { reason, body, draft } = await held.hold(request, {
    gone: incoming.gone,
    seal,
    unanswered: unanswered(),
    drawPhones: (replies) =>
      createBackendPhones(
        { message, receivedAt, attempt: identity.attempt },
        sealed?.mode ?? 'plaintext',
        replies,
        account,
      ),
  })
  const kept = { draft: draft ?? undefined, ...(patient && { patient }) }
  if (reason === 'gone') return { reply: createNoReply('timeout'), ...kept }
  return body === undefined
    ? { reply: createMessageReply('success', 'timeout', null), ...kept }
    : { reply: createMessageReply(body, 'hand', seal), ...kept }
}

/** Leaves out the places and repairs: they are those of the backend's answer, and that did not go out. */
function withoutPlaces(judgement: Judgement): Judgement {
  const findings = judgement.findings.map((finding) => {
    const moved = { ...finding, at: null }
    delete moved.repair
    return moved
  })
  return { ...judgement, findings }
}

function backendOf({ backends }: Account, id: string): Backend {
  return backends.find((one) => one.id === id)!
}

async function answerByRelay(
  relay: Relay,
  received: Genuine,
  asked: Backend,
  guard: boolean,
): Promise<Answered> {
  const delivered = await relay(asked, received)
  const { outcome, verdict } = delivered
  const backend = toBackendReply(asked, delivered, true)
  // A broken answer cannot be passed on, even if WeChat might make something of it.
  const isTaken = !outcome.error && (verdict === 'accepted' || verdict === 'ignored')
  // Where nobody sees a reply, `success` in its place would only say that the push was dealt with, and the rest be lost.
  const mayReplace = guard && !hasOwnRules(received.message)
  const mayFail = mayReplace && !isTaken && !received.incoming.gone?.aborted
  if (mayFail && (outcome.error || !isGuessed(delivered.findings))) {
    const by = outcome.error?.code === 'DEADLINE' ? 'timeout' : 'relay'
    return { reply: createMessageReply('success', by, null), backend: { ...backend, guarded: true } }
  }
  const reply = received.incoming.gone?.aborted ? createNoReply('relay') : createPassedReply(outcome)
  const judgement = outcome.error ? withoutPlaces(delivered) : delivered
  return { reply, judgement, backend, ...(mayFail && { spared: true }) }
}
