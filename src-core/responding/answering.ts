import type { Account } from '../contract/account.ts'
import type { BackendReply, Exchange } from '../contract/exchange.ts'
import type { ReplyDraft } from '../contract/reply-draft.ts'
import type { AnswerRule } from '../contract/rules.ts'
import { createMessageReply, createNoReply, createPassedReply, createReply } from '../exchange/answer.ts'
import type { Reply } from '../exchange/answer.ts'
import { createRuleReply } from '../rules/rule-reply.ts'
import type { HeldRequests } from '../by-hand/held.ts'
import type { Received } from '../exchange/receive.ts'
import { createMessageExcerpt } from '../exchange/record.ts'
import type { Seal } from '../exchange/seal.ts'
import type { Ports } from '../ports.ts'
import type { RuleTimes } from '../diagnosis/rules/rule-time.ts'
import type { FindRule } from '../rules/find-in-time.ts'
import type { AskBackend } from './backends.ts'

/** What an exchange is known by before it is answered. */
export interface Identity {
  id: string
  messageKey: string | null
  attempt: number
}

/** How a message was answered, and by what. */
export interface Answered {
  reply: Reply
  rule?: AnswerRule
  /** Rules whose patterns were a matter of time. */
  ruleTimes?: RuleTimes | undefined
  /** Written by hand: what was sent, or what was not sent in time. */
  draft?: ReplyDraft | undefined
  /** The backend whose reply it is. */
  backend?: BackendReply
  /** It could not be made as the account has it, which is a defect of ours. */
  failed?: true
}

/** What answering needs to know of the message besides the message. */
export interface Question {
  received: Received
  account: Account
  identity: Identity
  /** Earlier deliveries of the same message, newest first. */
  before: readonly Exchange[]
  /** What backends with a copy have answered already. */
  backends: readonly BackendReply[]
  /** How the reply is going to be encrypted; null where it is not. */
  seal: Seal | null
  /** The exchange that it becomes if the workbench ends while it waits for somebody. */
  unanswered(): Exchange
}

type AnsweringPorts = Pick<Ports, 'clock'>

/**
 * Answers a genuine message: as a duplicate, if it is one and the account has a way for those; else by the first rule
 * that fits; else by the account's policy. May take as long as a person, a rule's delay or a backend takes.
 */
export function createAnswering(
  ports: AnsweringPorts,
  held: HeldRequests,
  findRule: FindRule,
  askBackend: AskBackend,
): (question: Question) => Promise<Answered> {
  return async (question) => {
    const { received, account, before } = question
    const repeated = answerDuplicate(account, before)
    if (repeated) return { reply: repeated }
    const { message } = received
    const { found, times: ruleTimes } = message ? await findRule(account, message) : NO_RULE
    const answered = found ? await answerByRule(ports, found, received) : await answerByPolicy(question)
    return { ...answered, ruleTimes }
  }

  async function answerByPolicy(question: Question): Promise<Answered> {
    const { received, account } = question
    const { policy } = account
    switch (policy.kind) {
      case 'fixed':
        return { reply: createReply(policy.reply, received, 'fixed') }
      case 'hand':
        return answerByHand(held, question, policy.holdMs)
      case 'relay':
        return relay(askBackend, question, policy)
    }
  }
}

const NO_RULE = { found: null, times: undefined }

function answerDuplicate({ duplicates }: Account, before: readonly Exchange[]): Reply | null {
  if (before.length === 0 || duplicates === 'again') return null
  if (duplicates === 'success') return createMessageReply('success', 'fixed')
  const answered = before.find(({ response }) => response.status === 200)
  if (!answered) return null
  const { status, headers, body, bodyBase64, by } = answered.response
  // A backend's reply may be no text at all; it is repeated to the byte, with its headers.
  return { status, headers, body: Buffer.from(bodyBase64 ?? body, bodyBase64 ? 'base64' : 'utf8'), by }
}

async function answerByRule(
  { clock }: AnsweringPorts,
  { rule, groups }: { rule: AnswerRule; groups: string[] },
  received: Received,
): Promise<Answered> {
  const { gone } = received.incoming
  if (!gone?.aborted) {
    await new Promise<void>((resolve) => {
      const cancel = clock.after(rule.delayMs, resolve)
      gone?.addEventListener('abort', () => (cancel(), resolve()), { once: true })
    })
  }
  return { rule, reply: gone?.aborted ? createNoReply('rule') : createRuleReply(rule, received, groups) }
}

async function answerByHand(
  held: HeldRequests,
  { received, account, identity, before, backends, seal, unanswered }: Question,
  holdMs: number,
): Promise<Answered> {
  const { message, incoming, sealed } = received
  // What cannot be read can hardly be answered; it is shown all the same.
  if (!message || (sealed?.mode === 'safe' && !seal)) return { reply: createMessageReply('success', 'fixed') }
  const { receivedAt } = incoming
  const waiting = held
    .list()
    .find(({ messageKey }) => messageKey !== null && messageKey === identity.messageKey)
  const request = {
    ...identity,
    account: account.id,
    receivedAt,
    deadlineAt: receivedAt + holdMs,
    message,
    excerpt: createMessageExcerpt(message),
    draft: waiting?.draft ?? before.find(({ draft }) => draft !== undefined)?.draft ?? null,
    backends: [...backends],
  }
  const { reason, body, draft } = await held.hold(request, {
    gone: incoming.gone,
    seal,
    unanswered: unanswered(),
  })
  const kept = draft ?? undefined
  if (reason === 'gone') return { reply: createNoReply('timeout'), draft: kept }
  return body === undefined
    ? { reply: createMessageReply('success', 'timeout'), draft: kept }
    : { reply: createMessageReply(body, 'hand'), draft: kept }
}

async function relay(
  askBackend: AskBackend,
  { received, account }: Question,
  policy: Extract<Account['policy'], { kind: 'relay' }>,
): Promise<Answered> {
  const backend = account.backends.find(({ id }) => id === policy.backend)!
  const { reply: backendReply, body } = await askBackend(backend, received, account, true)
  if (received.incoming.gone?.aborted) return { reply: createNoReply('relay'), backend: backendReply }
  const isTaken = backendReply.verdict === 'accepted' || backendReply.verdict === 'ignored'
  if (policy.guard && !isTaken) {
    const by = backendReply.error?.code === 'DEADLINE' ? 'timeout' : 'relay'
    return { reply: createMessageReply('success', by), backend: { ...backendReply, guarded: true } }
  }
  return { reply: createPassedReply(backendReply, body), backend: backendReply }
}
