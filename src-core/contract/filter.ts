import * as v from 'valibot'
import { command, idSchema } from './command.ts'
import type { ExchangeSummary, Verdict } from './exchange.ts'
import type { Bilingual } from './text.ts'

/** The most characters of a filter. */
export const FILTER_MAX = 2000

/** What may stand before a colon; see `FILTER_KEYS`. */
export const filterKeyNames = [
  'type',
  'event',
  'from',
  'to',
  'account',
  'verdict',
  'code',
  'status',
  'by',
  'took',
  'attempt',
  'direction',
  'run',
  'has',
  'mode',
  'key',
  'path',
  'method',
  'standing',
  'id',
  'after',
  'before',
  'json',
] as const
export type FilterKeyName = (typeof filterKeyNames)[number]

/** A part of a filter that cannot be read. `at` and `length` count UTF-16 units. */
export interface FilterFault {
  at: number
  length: number
  says: Bilingual
}

/** A part that all exchanges found have to fulfil: what stands at the top of the filter, in words. */
export interface FilterTerm {
  at: number
  length: number
  says: Bilingual
}

/** A text that may stand in place of `length` units at `at`, and what it means. */
export interface FilterCompletion {
  at: number
  length: number
  insert: string
  says: Bilingual | null
}

export interface FilterReading {
  faults: readonly FilterFault[]
  terms: readonly FilterTerm[]
  /** Words that were looked for, in small letters, to mark where they are found. */
  words: readonly string[]
  completions: readonly FilterCompletion[]
}

/** The numbers of found exchanges by what tells them apart best, most first. */
export interface FilterTally {
  verdicts: readonly { value: Verdict; count: number }[]
  /** `type` is `MsgType`; null if there is no message. */
  types: readonly { value: string | null; count: number }[]
}

/** What a filter has found so far. */
export interface Found {
  /** If there are any, nothing was looked for. */
  faults: readonly FilterFault[]
  /** Newest first, from `from` on. */
  items: readonly ExchangeSummary[]
  /** The number found. It grows until `done`. */
  total: number
  /** The number of exchanges that were looked at, and that there are. */
  looked: number
  of: number
  /** False if another call goes on with it. */
  done: boolean
  /** The regular expression took too long, so that not all exchanges were looked at. */
  tooSlow: boolean
  tally: FilterTally
}

const filterText = v.pipe(v.string(), v.maxLength(FILTER_MAX * 10))

/**
 * What the list shows of the history. `account` and `withoutStrangers` leave out what its switches leave out, and
 * `withoutRuns` the check-ups and bursts that have a screen of their own, unless the filter names a run.
 */
export const askedSchema = v.strictObject({
  filter: filterText,
  account: v.optional(idSchema),
  withoutStrangers: v.optional(v.boolean()),
  withoutRuns: v.optional(v.boolean()),
})
export type Asked = v.InferOutput<typeof askedSchema>

export const filterCommands = {
  /** `caret` is where one writes: what could be written there comes as completions. */
  'filter.read': command<FilterReading>()({
    access: 'read',
    says: {
      zh: '读懂一条筛选条件：逐条说明意思，指出写错的地方，给出可以补全的内容。',
      en: 'Reads a filter: says what each part means, where it is wrong, and what could be written next.',
    },
    input: v.strictObject({
      filter: filterText,
      caret: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
    }),
  }),
  /** Looks for a limited time; the same call again goes on. */
  'exchange.find': command<Found>()({
    access: 'read',
    says: {
      zh: '按筛选条件查找收发记录，新的在前；一次查不完，再调用一次就接着查。',
      en: 'Finds exchanges by a filter, newest first; what takes longer than one call goes on with the next.',
    },
    input: v.strictObject({
      ...askedSchema.entries,
      from: v.pipe(v.number(), v.integer(), v.minValue(0)),
      count: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(500)),
    }),
  }),
}
