import * as v from 'valibot'
import { command, idSchema } from './command.ts'
import type { Verdict } from './exchange.ts'
import type { FindingCode } from './findings.ts'
import { runIdSchema } from './run.ts'
import { DELIVERIES, messageKindEntries } from './sending.ts'
import { targetSchema } from './target.ts'
import type { TextFile } from './text.ts'

/** The most messages of one burst, and the most that are under way at once, from one machine. */
export const BURST_MAX = { messages: 20_000, concurrency: 500, mix: 20, fans: 20_000 }

/** A burst stops by itself after so many deliveries in a row that nobody answered at all. */
export const BURST_DEAD_AFTER = 100

/** One kind of message of a burst; `weight` says how often it is drawn, beside those of the others. */
const burstMessageSchema = v.strictObject({
  ...messageKindEntries,
  weight: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)), 1),
})
export type BurstMessage = v.InferOutput<typeof burstMessageSchema>

const count = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most))

/** Many messages of many fans at once, as WeChat would push them. */
export const burstPlanSchema = v.strictObject({
  /** The number of messages in all. */
  messages: count(BURST_MAX.messages),
  /** The number of messages under way at once. */
  concurrency: count(BURST_MAX.concurrency),
  /** The number of users in whose names they come, in turn. */
  fans: count(BURST_MAX.fans),
  /** The most deliveries of one message, the first one included. */
  deliveries: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(DELIVERIES.min), v.maxValue(DELIVERIES.max)),
    DELIVERIES.usual,
  ),
  mix: v.pipe(v.array(burstMessageSchema), v.minLength(1), v.maxLength(BURST_MAX.mix)),
})
export type BurstPlan = v.InferOutput<typeof burstPlanSchema>

/** Upper ends of the bars of the histogram in milliseconds; what took longer is in one more, and WeChat hung up. */
export const BURST_BARS_MS = [10, 25, 50, 100, 250, 500, 1000, 2000, 3000, 4000, 5000] as const

export interface BurstFigures {
  /** Messages that were begun, and those that WeChat would be done with: taken, or given up. */
  begun: number
  done: number
  /** Messages whose last delivery WeChat would have taken. */
  taken: number
  /** All deliveries, retries included. */
  deliveries: number
  verdicts: Record<Verdict, number>
  /** How often each finding of an error was made; the most frequent first. */
  faults: { code: FindingCode; count: number }[]
  /** Deliveries that ended in each second since the start. */
  perSecond: number[]
  /**
   * Milliseconds to the whole reply, to a millisecond; null before the first. A delivery that WeChat would have waited
   * for in vain counts with what it would have waited. One that failed sooner, since nobody took the connection or the
   * reply was broken off, has no such time: it is among the verdicts and faults alone.
   */
  latency: { p50: number; p95: number; p99: number; max: number } | null
  /** The deliveries with such a time, by bar of `BURST_BARS_MS`, and one more; their sum may be less than `deliveries`. */
  histogram: number[]
}

export interface BurstReport {
  run: string
  /** The account's id; null for a URL given in the terminal. */
  account: string | null
  url: string
  plan: BurstPlan
  /** Epoch milliseconds. */
  startedAt: number
  durationMs: number
  /** `dead`: it stopped by itself, since nobody answered any more. */
  state: 'running' | 'finished' | 'stopped' | 'dead'
  figures: BurstFigures
}

/** What is sent, and where. */
const burstEntries = { account: idSchema, target: targetSchema, plan: burstPlanSchema }

export const burstCommands = {
  /**
   * Each state comes as an event as well, several a second; `run.stop` ends it. The generator is a process of its own.
   * Its failures and a sample are kept as exchanges, a bounded number. Those of our own responder tell how long it took
   * to reply, as always, and the figures how long the sender waited: with many at once that is more. One burst at a time: UNDER_WAY while another
   * runs; INVALID_INPUT for a field that a message does not have. NOT_FOUND, also of a kind of message; NO_KEY; OWN_CONTROL_PORT; PUBLIC_ADDRESS and
   * HOST_NOT_FOUND as with `checkUp.start`.
   */
  'burst.start': command<BurstReport>()({
    access: 'send',
    says: {
      zh: '像微信一样同时推送很多粉丝的消息，看后端每秒能回复多少、多慢、有多少超时。',
      en: 'Pushes the messages of many fans at once, as WeChat would, and says how many replies a second come, how slowly, and how many too late.',
    },
    input: v.strictObject({
      ...burstEntries,
      run: runIdSchema,
      /** True: the address may be a public one. */
      publicAddress: v.optional(v.boolean(), false),
    }),
  }),
  /** The last bursts since the start, one that still runs included; the newest first. */
  'burst.list': command<BurstReport[]>()({
    access: 'read',
    says: { zh: '返回本次运行以来做过的并发推送。', en: 'Returns the bursts made since the start.' },
    input: v.strictObject({ account: idSchema }),
  }),
  /**
   * Sends nothing. Token and key are not in it: Locust takes them from its environment. NOT_FOUND, also of a kind of
   * message; INVALID_INPUT: a message has no such field; OWN_CONTROL_PORT.
   */
  'burst.export': command<TextFile>()({
    access: 'read',
    says: {
      zh: '把并发推送写成 Locust 文件，可以在多台机器上一起推送；里面没有 Token 和密钥。',
      en: 'Writes a burst as a locustfile, for many machines at once; neither the token nor the key is in it.',
    },
    input: v.strictObject(burstEntries),
  }),
}
