import { ISSUE_PARTS } from '../contract/issue-bounds.ts'
import type { Issue, Issues, ReplyTimes } from '../contract/issues.ts'
import { REPLY_DEADLINE_MS } from '../contract/limits.ts'
import { findFindingKind } from '../contract/findings.ts'
import type { FindingCode } from '../contract/findings.ts'
import { createDurationCounts } from '../duration-counts.ts'
import type { DurationCounts } from '../duration-counts.ts'
import type { Surveyed } from '../ports/history.ts'

export type Counted = Pick<Issues, 'looked' | 'failed' | 'times' | 'span' | 'series'> & {
  issues: Omit<Issue, 'understood'>[]
}

export interface IssueCount {
  /** Takes the exchanges from the newest to the oldest. */
  add(one: Surveyed): void
  result(): Counted
}

/** The exchanges of one kind. */
interface Group {
  newest: string
  /** When they came, in epoch milliseconds. */
  moments: number[]
  durations: DurationCounts
}

/** Counts exchanges by what is wrong with them: by each code whose findings are errors or warnings. */
export function createIssueCount(): IssueCount {
  const all: Group = { newest: '', moments: [], durations: createDurationCounts() }
  const byCode = new Map<string, Group>()
  let failed = 0

  function groupOf(code: string, newest: string): Group {
    const found = byCode.get(code)
    if (found) return found
    const group = { newest, moments: [], durations: createDurationCounts() }
    byCode.set(code, group)
    return group
  }

  function addTo(group: Group, { receivedAt, durationMs }: Surveyed): void {
    group.moments.push(receivedAt)
    if (durationMs !== null) group.durations.add(durationMs)
  }

  return {
    add(one) {
      addTo(all, one)
      const wrong = one.codes.filter((code) => severityOf(code) !== null)
      if (wrong.length > 0) failed++
      for (const code of wrong) addTo(groupOf(code, one.id), one)
    },
    result() {
      const span = spanOf(all.moments)
      return {
        looked: all.moments.length,
        failed,
        times: span && timesOf(all.durations),
        span,
        series: countParts(all.moments, span),
        issues: [...byCode].map(([code, group]) => issueOf(code, group, span)).toSorted(compareIssues),
      }
    },
  }
}

/** Returns null for what is no fault, and for a code that only another version knows. */
function severityOf(code: string): Issue['severity'] | null {
  const severity = findFindingKind(code)?.severity ?? 'info'
  return severity === 'info' ? null : severity
}

function issueOf(
  code: string,
  { newest, moments, durations }: Group,
  span: Issues['span'],
): Omit<Issue, 'understood'> {
  const { from, to } = spanOf(moments)!
  return {
    code: code as FindingCode,
    severity: severityOf(code)!,
    count: moments.length,
    firstAt: from,
    lastAt: to,
    times: timesOf(durations),
    series: countParts(moments, span),
    newest,
  }
}

function timesOf(durations: DurationCounts): ReplyTimes {
  return {
    p50: durations.percentile(0.5),
    p95: durations.percentile(0.95),
    p99: durations.percentile(0.99),
    late: durations.count(REPLY_DEADLINE_MS + 1, Infinity),
  }
}

/** Not by the first and the last, which a clock that was set back makes others. */
function spanOf(moments: readonly number[]): Issues['span'] {
  if (moments.length === 0) return null
  let [from, to] = [Infinity, -Infinity]
  for (const moment of moments) {
    if (moment < from) from = moment
    if (moment > to) to = moment
  }
  return { from, to }
}

function countParts(moments: readonly number[], span: Issues['span']): number[] {
  const parts = Array.from({ length: ISSUE_PARTS }, () => 0)
  if (!span) return parts
  const [last, whole] = [ISSUE_PARTS - 1, span.to - span.from]
  for (const moment of moments) {
    const part = whole === 0 ? last : Math.floor(((moment - span.from) / whole) * ISSUE_PARTS)
    parts[Math.min(last, part)]!++
  }
  return parts
}

function compareIssues(a: Omit<Issue, 'understood'>, b: Omit<Issue, 'understood'>): number {
  if (a.severity !== b.severity) return a.severity === 'error' ? -1 : 1
  return b.count - a.count || b.lastAt - a.lastAt
}
