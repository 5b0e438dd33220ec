import * as v from 'valibot'
import { command } from './command.ts'
import { askedSchema } from './filter.ts'
import type { FilterFault } from './filter.ts'
import type { FindingCode } from './findings.ts'
import type { Severity } from './findings/kind.ts'

/** How long the replies to some exchanges took, in whole milliseconds, rounded up. */
export interface ReplyTimes {
  p50: number
  p95: number
  p99: number
  /** The number of those after which WeChat had hung up. */
  late: number
}

/** All exchanges with one finding that says that something is wrong. Times are in epoch milliseconds. */
export interface Issue {
  code: FindingCode
  /** The highest that a finding of this code has. */
  severity: Exclude<Severity, 'info'>
  count: number
  firstAt: number
  lastAt: number
  times: ReplyTimes
  /** The number of them in each part of `Issues.span`. */
  series: readonly number[]
  /** The id of the newest of them. */
  newest: string
  /** Null if nobody has marked it as understood. */
  understood: Understood | null
}

export interface Understood {
  /** Epoch milliseconds. */
  at: number
  /** It came again since, after `ABSENT_EXCHANGES` genuine exchanges in a row without it. */
  isBack: boolean
}

/** What is wrong in the exchanges that were asked for. */
export interface Issues {
  /** Of the filter; if there are any, nothing was looked at. */
  faults: readonly FilterFault[]
  /** A regular expression took too long, so that not all exchanges were looked at. */
  tooSlow: boolean
  /** The number of exchanges that were looked at, and of those that have an issue. */
  looked: number
  failed: number
  /** Of all exchanges that were looked at; null if there are none. */
  times: ReplyTimes | null
  /** The arrival of the oldest and the newest of them, in epoch milliseconds; null if there are none. */
  span: { from: number; to: number } | null
  /** The number of exchanges in each of `ISSUE_PARTS` parts of the span, which are of one length; oldest first. */
  series: readonly number[]
  /** Errors before warnings, then the most frequent first. */
  issues: readonly Issue[]
}

export const issuesCommands = {
  'issues.list': command<Issues>()({
    access: 'read',
    says: {
      zh: '把有问题的收发按诊断归类：次数、占比、第一次和最近一次、回复用时、随时间的变化。',
      en: 'Groups what went wrong by finding: how often, what share, first and last seen, how long replies took, and when.',
    },
    input: askedSchema,
  }),
  /** `understood`: false takes the mark away. */
  'issues.understand': command<null>()({
    access: 'change',
    says: {
      zh: '把一类问题标记为已了解：不再提示，直到它消失一阵之后又出现；也可以取消。',
      en: 'Marks an issue as understood, so that it is quiet until it comes back after a while without it; or takes that back.',
    },
    input: v.strictObject({
      code: v.pipe(v.string(), v.nonEmpty(), v.maxLength(64)),
      understood: v.optional(v.boolean(), true),
    }),
  }),
}
