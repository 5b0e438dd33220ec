import { BURST_MAX } from '../../../../src-core/contract/burst.ts'
import type { BurstPlan } from '../../../../src-core/contract/burst.ts'
import { DELIVERIES } from '../../../../src-core/contract/sending.ts'

/** One row of the mix. `event` is null for a message. */
export interface MixRow {
  type: string
  event: string | null
  weight: unknown
}

/** A burst as it stands in the form: a field holds what was typed, which may be no number. */
export interface PlanDraft {
  messages: unknown
  concurrency: unknown
  fans: unknown
  deliveries: number
  mix: readonly MixRow[]
}

/** The largest numbers that the fields take; the smallest is 1. */
export const PLAN_MOST = {
  messages: BURST_MAX.messages,
  concurrency: BURST_MAX.concurrency,
  fans: BURST_MAX.fans,
  weight: 1000,
}

const of = (weight: number, type: string, event: string | null = null): MixRow => ({ type, event, weight })

export const PRESETS = {
  subscribe: {
    messages: 10_000,
    concurrency: 200,
    fans: 10_000,
    deliveries: DELIVERIES.usual,
    mix: [of(1, 'event', 'subscribe')],
  },
  day: {
    messages: 2000,
    concurrency: 20,
    fans: 500,
    deliveries: DELIVERIES.usual,
    mix: [
      of(50, 'text'),
      of(10, 'image'),
      of(5, 'voice'),
      of(20, 'event', 'CLICK'),
      of(8, 'event', 'VIEW'),
      of(5, 'event', 'subscribe'),
      of(2, 'event', 'unsubscribe'),
    ],
  },
  article: {
    messages: 5000,
    concurrency: 200,
    fans: 3000,
    deliveries: DELIVERIES.usual,
    mix: [of(1, 'text')],
  },
} satisfies Record<string, PlanDraft>

/** Tells whether what stands in a field is a whole number from 1 to `most`. */
export function isCount(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most
}

/** Returns the burst that a form describes; null while one of its fields holds no such number. */
export function planOf({ messages, concurrency, fans, deliveries, mix }: PlanDraft): BurstPlan | null {
  if (!isCount(messages, PLAN_MOST.messages) || !isCount(concurrency, PLAN_MOST.concurrency)) return null
  if (!isCount(fans, PLAN_MOST.fans) || mix.length === 0 || mix.length > BURST_MAX.mix) return null
  const rows = mix.flatMap(({ type, event, weight }) =>
    isCount(weight, PLAN_MOST.weight) ? [{ type, ...(event !== null && { event }), weight }] : [],
  )
  return rows.length === mix.length ? { messages, concurrency, fans, deliveries, mix: rows } : null
}

/** Returns the part of all messages that each row stands for, from 0 to 1; 0 for one whose weight is no number. */
export function sharesOf(mix: readonly MixRow[]): number[] {
  const weights = mix.map(({ weight }) => (isCount(weight, PLAN_MOST.weight) ? weight : 0))
  const sum = weights.reduce((all, one) => all + one, 0)
  return weights.map((weight) => (sum === 0 ? 0 : weight / sum))
}

/** Reads what the browser has kept, which may be anything. */
export function readDraft(text: string): PlanDraft {
  try {
    const { deliveries, mix, ...rest } = JSON.parse(text) as Partial<PlanDraft>
    if (!Array.isArray(mix) || !mix.every(isRow) || !isCount(deliveries, DELIVERIES.max))
      throw new TypeError()
    const { messages, concurrency, fans } = rest
    return { messages, concurrency, fans, deliveries, mix }
  } catch {
    return PRESETS.subscribe
  }
}

function isRow(row: unknown): row is MixRow {
  const { type, event } = (row ?? {}) as Partial<MixRow>
  return typeof type === 'string' && (event === null || typeof event === 'string')
}
