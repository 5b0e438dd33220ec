import * as v from 'valibot'
import { command, idSchema } from './command.ts'
import type { Verdict } from './exchange.ts'
import { FILTER_MAX } from './limits.ts'
import { groupings, OPEN_GROUPS_MAX } from './listing.ts'
import type { ListLine, ListRow } from './listing.ts'
import type { Bilingual } from './text.ts'

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

/** What a filter has found so far, as a list. */
export interface Found {
  /** If there are any, nothing was looked for. */
  faults: readonly FilterFault[]
  /** The lines from `from` on, which are `total`. They grow until `done`. */
  lines: readonly ListLine[]
  from: number
  total: number
  /** How many of the lines are those of days, and how many of these stand before `from`. */
  days: number
  daysBefore: number
  /** The number of exchanges found, and of the rows that stand for them. */
  found: number
  rows: number
  /** The newest exchange; null if none was found. */
  newest: string | null
  /** The place of the line for `anchor`; null if it is not in the list. */
  anchorAt: number | null
  /** The row of `selected`, and the place of its line; null if it is not in the list. */
  selected: (ListRow & { at: number }) | null
  /** The number of rows with an exchange recorded since `since`, without the one of `selected`. */
  unseen: number
  /** To be given as `since`: all that was recorded before. */
  mark: number
  /** The number of exchanges of strangers, left out or not. */
  strangers: number
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

const place = v.pipe(v.number(), v.integer(), v.minValue(0))

/** Which part of the list is wanted, and how it is laid out. */
const listedSchema = v.strictObject({
  ...askedSchema.entries,
  group: v.optional(v.picklist(groupings), 'message'),
  /** The names of the groups that are open. */
  open: v.optional(v.pipe(v.array(v.nullable(v.string())), v.maxLength(OPEN_GROUPS_MAX)), []),
  /** Where days begin, such as `Asia/Shanghai`; the zone of the workbench if it is left out. */
  timeZone: v.optional(v.pipe(v.string(), v.maxLength(100))),
  /** A moment of the day that has no line; the present one if it is left out. Epoch milliseconds. */
  today: v.optional(v.number()),
  from: place,
  /**
   * The part begins so many lines before a row: the first of these by its last delivery that is still there, or the
   * newest that came at this time or before (epoch milliseconds). It begins at `from` if there is none.
   */
  anchor: v.optional(
    v.union([
      v.strictObject({ ids: v.pipe(v.array(idSchema), v.maxLength(100)), before: place }),
      v.strictObject({ receivedAt: v.number(), before: place }),
    ]),
  ),
  count: v.pipe(place, v.maxValue(500)),
  selected: v.optional(idSchema),
  since: v.optional(v.number()),
})
export type Listed = v.InferInput<typeof listedSchema>

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
      zh: '按筛选条件查找收发记录，排成一个列表，新的在前，可以从任何位置取；一次查不完，再调用一次就接着查。',
      en: 'Finds exchanges by a filter and lays them out as a list, newest first, of which any part can be asked for; what takes longer than one call goes on with the next.',
    },
    input: listedSchema,
  }),
}
