import type { DeliveryEnd, SentDelivery } from '../../../../src-core/contract/sending.ts'
import type { PhoneOutcome } from '../../../../src-core/contract/phone-view.ts'

/** A message that was sent from here, and what came of it at each target. */
export interface Turn {
  id: string
  /** Epoch milliseconds. */
  at: number
  /** The name of its kind. */
  title: string
  /** The user's name, or the OpenID. */
  from: string
  /** The user's own words, until the exchange tells what the phone shows; null for an event. */
  words: string | null
  text: string
  answers: readonly Answer[]
}

export interface Answer {
  run: string
  /** The name of the target. */
  name: string
  isResponder: boolean
  /** Oldest first. */
  deliveries: readonly SentDelivery[]
  /** Null while it is under way. */
  ended: DeliveryEnd | 'failed' | null
  failure: string
  /** Epoch milliseconds until which WeChat would be silent; null if it would not. */
  mutedUntil: number | null
  /** The id of the message that waits to be answered by hand. */
  waiting: string | null
}

/** The most turns that are kept: more than anybody scrolls back. */
const TURNS_MAX = 50

/** WeChat delivers a message three times. */
const WECHAT_DELIVERIES = 3

export function withTurn(turns: readonly Turn[], turn: Turn): Turn[] {
  return [...turns, turn].slice(-TURNS_MAX)
}

/** Returns the turns with a change of the answer that this run makes. */
export function withAnswer(
  turns: readonly Turn[],
  run: string,
  change: (answer: Answer, turn: Turn) => Partial<Answer>,
): readonly Turn[] {
  return turns.map((turn) =>
    turn.answers.some((answer) => answer.run === run)
      ? {
          ...turn,
          answers: turn.answers.map((one) => (one.run === run ? { ...one, ...change(one, turn) } : one)),
        }
      : turn,
  )
}

/** Returns the deliveries with this one, which may be told twice. */
export function withDelivery(deliveries: readonly SentDelivery[], one: SentDelivery): SentDelivery[] {
  return [...deliveries.filter(({ attempt }) => attempt !== one.attempt), one].toSorted(
    (a, b) => a.attempt - b.attempt,
  )
}

export function isUnderWay({ answers }: Turn): boolean {
  return answers.some(({ ended }) => ended === null)
}

/**
 * Says what the user sees in the end of a message that was not taken: `now` the fault prompt, `then` the prompt if the
 * rest fails as well; null if something else is drawn.
 */
export function faultPromptOf(
  { ended, deliveries }: Pick<Answer, 'ended' | 'deliveries'>,
  outcome: PhoneOutcome | null,
): 'now' | 'then' | null {
  if (ended === 'taken' || deliveries.length === 0 || outcome?.kind !== 'retried') return null
  return outcome.isLast || deliveries.length >= WECHAT_DELIVERIES ? 'now' : 'then'
}
