import type { Exchange } from '../contract/exchange.ts'
import type { PlayedDelivery, PlayedStep } from '../contract/rehearsal.ts'
import type { SentDelivery } from '../contract/sending.ts'
import { readMessageText, readField } from '../exchange/receive.ts'
import { decodeText } from '../exchange/record.ts'
import { createPhones, readReplyContent } from '../phone/phones-of-exchange.ts'
import type { ReplyKeys } from '../phone/phones-of-exchange.ts'
import type { Ports } from '../ports.ts'
import { describeAnswered } from './came.ts'
import type { Answered, StepRow } from './step.ts'
import { writeStep } from './write-step.ts'

/** What came of sending one message. */
export interface StepSent {
  deliveries: SentDelivery[]
  /** Of the last delivery; null if there is none. */
  exchange: Exchange | null
  isStopped: boolean
}

/** In whose name, and how, a rehearsal is played. */
export interface Playing {
  /** The user's OpenID. */
  fan: string
  originalId: string
  /** Undefined if nothing is encrypted. */
  keys: ReplyKeys | undefined
  signal: AbortSignal
  /** Delivers a text as WeChat would, and again while no valid answer comes. */
  send(text: string): Promise<StepSent>
  /** Told of each step that is over. */
  progressed(step: PlayedStep): void
}

/** Plays the steps one after another, and returns those that are over. Rejects only if `send` does. */
export async function playSteps(
  ports: Pick<Ports, 'clock' | 'randomBytes'>,
  steps: readonly StepRow[],
  { fan, originalId, keys, signal, send, progressed }: Playing,
): Promise<{ steps: PlayedStep[]; ended: 'done' | 'stopped' }> {
  const played: PlayedStep[] = []
  let at = 0
  for (const step of steps) {
    if (signal.aborted) return { steps: played, ended: 'stopped' }
    // Two of one millisecond would have one MsgId.
    at = Math.max(ports.clock.now(), at + 1)
    const sent = await send(writeStep(ports, step, { fan, originalId, at }))
    if (sent.isStopped) return { steps: played, ended: 'stopped' }
    const answered = readAnswered(sent, keys)
    const one: PlayedStep = {
      number: played.length + 1,
      state: step.expects.judge(answered),
      deliveries: sent.deliveries.map(withoutBody),
      came: describeAnswered(answered),
      outcome: answered.outcome,
      findings: sent.exchange?.findings ?? [],
    }
    played.push(one)
    progressed(one)
  }
  return { steps: played, ended: 'done' }
}

function withoutBody({ body: _body, bodyBase64: _bodyBase64, ...delivery }: SentDelivery): PlayedDelivery {
  return delivery
}

function readAnswered({ deliveries, exchange }: StepSent, keys: ReplyKeys | undefined): Answered {
  if (!exchange) return { deliveries, exchange, outcome: null, reply: null }
  return {
    deliveries,
    exchange,
    outcome: createPhones(exchange, keys, []).phone?.outcome ?? null,
    reply: exchange.verdict === 'accepted' ? readReply(exchange, keys) : null,
  }
}

function readReply(exchange: Exchange, keys: ReplyKeys | undefined): Answered['reply'] {
  const content = readReplyContent(exchange, keys)
  const message = content && readMessageText(decodeText(content).text)
  return message && { type: message.type, content: readField(message.json, 'Content') ?? '' }
}
