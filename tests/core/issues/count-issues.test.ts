import { describe, expect, it } from 'vitest'
import { ISSUE_PARTS } from '../../../src-core/contract/issue-bounds.ts'
import { createIssueCount } from '../../../src-core/issues/count-issues.ts'
import type { Surveyed } from '../../../src-core/ports/history.ts'
import { createSurveyed } from './surveyed.ts'

/** Counts exchanges that are given from the oldest to the newest. */
function countAll(all: readonly Surveyed[]) {
  const count = createIssueCount()
  for (const one of all.toReversed()) count.add(one)
  return count.result()
}

const withCodes = (n: number, ...codes: string[]) => createSurveyed(n, { codes })

describe('the issues', () => {
  it('are none of no exchanges', () => {
    const { looked, failed, times, span, issues, series } = countAll([])
    expect([looked, failed, times, span, issues]).toEqual([0, 0, null, null, []])
    expect(series).toHaveLength(ISSUE_PARTS)
  })

  it('group exchanges by what is wrong, and leave out notes and codes of another version', () => {
    const { looked, failed, issues } = countAll([
      withCodes(1, 'reply.too-late', 'reply.not-xml'),
      withCodes(2),
      withCodes(3, 'verify.first-success', 'reply.of-the-future'),
      withCodes(4, 'reply.too-late'),
    ])
    expect([looked, failed]).toEqual([4, 2])
    expect(
      issues.map(({ code, count, firstAt, lastAt, newest }) => [code, count, firstAt, lastAt, newest]),
    ).toEqual([
      ['reply.too-late', 2, 1000, 4000, 'id 4'],
      ['reply.not-xml', 1, 1000, 1000, 'id 1'],
    ])
  })

  it('put errors before warnings, however frequent', () => {
    const { issues } = countAll([
      withCodes(1, 'relay.guarded'),
      withCodes(2, 'relay.guarded'),
      withCodes(3, 'reply.not-xml'),
    ])
    expect(issues.map(({ severity, count }) => [severity, count])).toEqual([
      ['error', 1],
      ['warning', 2],
    ])
  })

  it('tell how long replies took, by rank, and how many came when WeChat had hung up', () => {
    const all = Array.from({ length: 100 }, (_, n) =>
      createSurveyed(n, { durationMs: (n + 1) * 51, codes: n % 2 ? ['reply.not-xml'] : [] }),
    )
    const { times, issues } = countAll([
      ...all,
      createSurveyed(100, { durationMs: 5000 }),
      createSurveyed(101, { durationMs: 5000.4 }),
      // A record that is damaged has no time.
      createSurveyed(102, { durationMs: null }),
    ])
    expect(times).toEqual({ p50: 51 * 51, p95: 97 * 51, p99: 99 * 51, late: 3 })
    expect(issues[0]!.times).toEqual({ p50: 50 * 51, p95: 96 * 51, p99: 100 * 51, late: 1 })
  })

  it('show when they came, in parts of the whole time', () => {
    const { span, series, issues } = countAll([
      withCodes(0, 'reply.not-xml'),
      ...Array.from({ length: ISSUE_PARTS - 1 }, (_, n) => createSurveyed(n + 1)),
      withCodes(ISSUE_PARTS, 'reply.not-xml'),
    ])
    expect(span).toEqual({ from: 0, to: ISSUE_PARTS * 1000 })
    // The last moment belongs to the last part.
    expect(series).toEqual([...Array.from({ length: ISSUE_PARTS - 1 }, () => 1), 2])
    expect(issues[0]!.series).toEqual([1, ...Array.from({ length: ISSUE_PARTS - 2 }, () => 0), 1])
  })

  it('go by the times, not by the order, where a clock was set back', () => {
    const { span, issues } = countAll([withCodes(9, 'reply.not-xml'), withCodes(2, 'reply.not-xml')])
    expect(span).toEqual({ from: 2000, to: 9000 })
    expect(issues[0]).toMatchObject({ firstAt: 2000, lastAt: 9000, newest: 'id 2' })
  })
})
