import * as v from 'valibot'
import { command, idSchema } from './command.ts'
import type { Finding } from './exchange.ts'
import type { Evidence } from './findings/kind.ts'
import type { PhoneOutcome } from './phone-view.ts'
import { runIdSchema } from './run.ts'
import { SAMPLE_NAME_MAX } from './sample.ts'
import type { SentDelivery } from './sending.ts'
import { targetSchema } from './target.ts'
import type { Bilingual } from './text.ts'

/** A sequence of messages of one user, and what is expected of the answer to each. */
export interface Rehearsal {
  /** `release`, `slow`, `first`, `leave`; or `collection:NAME` of messages of one's own. */
  id: string
  title: Bilingual
  says: Bilingual
  steps: RehearsalStep[]
}

export interface RehearsalStep {
  title: Bilingual
  /** The message as text; its sender, CreateTime and MsgId are made anew each time unless it is sent as it is. */
  message: string
  /** What is expected of the answer. */
  expects: Bilingual
  evidence: Evidence
  /** The official page that asks for it; null if none does. */
  page: string | null
}

/**
 * `met` and `unmet` say whether the answer is what was expected. `seen`: it came, and what is expected of it cannot be
 * seen from here, or need not be.
 */
export type StepState = 'met' | 'unmet' | 'seen'

/** A delivery of a step. What was answered is in its exchange: a rehearsal has hundreds of them, a megabyte each. */
export type PlayedDelivery = Omit<SentDelivery, 'body' | 'bodyBase64'>

/** A step that is over. */
export interface PlayedStep {
  /** 1 for the first. */
  number: number
  state: StepState
  deliveries: PlayedDelivery[]
  /** On which delivery, after how long, and what the user gets, in one line. */
  came: Bilingual
  /** What the user's phone shows in the end; null if nothing is known of the answer. */
  outcome: PhoneOutcome | null
  /** Of the last delivery. */
  findings: Finding[]
}

/** One playing of a rehearsal. */
export interface PlayedRehearsal {
  run: string
  /** The rehearsal's. */
  id: string
  /** Those that are over; fewer than the rehearsal has if it was stopped. */
  steps: readonly PlayedStep[]
  /** Null while it is under way. */
  ended: 'done' | 'stopped' | null
}
export type RehearsalResult = PlayedRehearsal & { ended: 'done' | 'stopped' }

/** An OpenID: nothing that could be read as markup where it is put into a message. */
const openIdSchema = v.pipe(
  v.string(),
  v.nonEmpty(),
  v.maxLength(64),
  v.regex(/^[^<>&[\]"\\]+$/, 'an OpenID without any of < > & [ ] " \\'),
)

export const rehearsalCommands = {
  'rehearsal.list': command<Rehearsal[]>()({
    access: 'read',
    says: {
      zh: '列出可以演练的消息序列：自带的几种，以及自己的每个合集。',
      en: 'Lists the sequences of messages that can be rehearsed: the built-in ones, and one for each collection of one’s own.',
    },
    input: v.strictObject({ account: idSchema }),
  }),
  /** Null: there was none since the start. Whoever comes later, or loses the connection, finds it by this. */
  'rehearsal.last': command<PlayedRehearsal | null>()({
    access: 'read',
    says: {
      zh: '返回一个账号最近一次演练，还在进行的也在内。',
      en: 'Returns the last rehearsal of an account, be it over or under way.',
    },
    input: v.strictObject({ account: idSchema }),
  }),
  /**
   * Each delivery, each step and its end come as events as well; `run.stop` ends it. NOT_FOUND: no such rehearsal or backend;
   * other errors as with `message.send`.
   */
  'rehearsal.play': command<RehearsalResult>()({
    access: 'send',
    says: {
      zh: '演练一个消息序列：以一个用户的身份，像微信那样一条接一条地推送，没有有效回复就再推，说出用户每次看到什么、是否符合预期。',
      en: 'Rehearses a sequence of messages of one user, delivered one after another as WeChat would, with what the user sees of each and whether that is what is expected.',
    },
    input: v.strictObject({
      account: idSchema,
      /** The account's own address, if left out. */
      target: v.optional(targetSchema),
      id: v.pipe(v.string(), v.nonEmpty(), v.maxLength(SAMPLE_NAME_MAX + 'collection:'.length)),
      /** `rehearsal-…` */
      run: v.optional(runIdSchema),
      /** The OpenID in whose name it is played. */
      fan: v.optional(openIdSchema),
    }),
  }),
}
