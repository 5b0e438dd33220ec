import { describe, expect, it } from 'vitest'
import { BURST_BARS_MS } from '../../../../../src-core/contract/burst.ts'
import type { BurstFigures, BurstReport } from '../../../../../src-core/contract/burst.ts'
import {
  barsOf,
  meanRate,
  rateNow,
  standingOf,
  withReport,
} from '../../../../../src-renderer/screens/send/burst/burst-figures.ts'

const NOTHING: BurstFigures = {
  begun: 0,
  done: 0,
  taken: 0,
  deliveries: 0,
  verdicts: { accepted: 0, ignored: 0, retried: 0, fault: 0, rejected: 0 },
  faults: [],
  perSecond: [],
  latency: null,
  histogram: BURST_BARS_MS.map(() => 0).concat(0),
}

function report(change: Partial<BurstReport>, figures: Partial<BurstFigures> = {}): BurstReport {
  return {
    run: 'burst-a',
    account: 'a',
    url: 'http://127.0.0.1/',
    plan: { messages: 10, concurrency: 1, fans: 1, deliveries: 3, mix: [{ type: 'text', weight: 1 }] },
    startedAt: 0,
    durationMs: 0,
    state: 'finished',
    ...change,
    figures: { ...NOTHING, ...figures },
  }
}

describe('the rate', () => {
  it.each([
    ['nothing yet', 0, [], 0],
    ['the first second', 400, [7], 7],
    ['the last whole second', 2100, [7, 9, 1], 9],
    ['a second in which nothing ended', 4100, [7, 9], 0],
  ])('now: %s', (_what, durationMs, perSecond, rate) => {
    expect(rateNow(report({ durationMs }, { perSecond }))).toBe(rate)
  })

  it('in the mean is of all the time', () => {
    expect(meanRate(report({ durationMs: 500 }, { deliveries: 100 }))).toBe(200)
    expect(meanRate(report({}))).toBe(0)
  })
})

it('the longest bar is whole, and the last one has no end', () => {
  const bars = barsOf([0, 4, ...BURST_BARS_MS.slice(2).map(() => 0), 2])
  expect(bars[0]).toEqual({ from: 0, to: 10, count: 0, length: 0 })
  expect(bars[1]).toEqual({ from: 10, to: 25, count: 4, length: 1 })
  expect(bars.at(-1)).toEqual({ from: 5000, to: null, count: 2, length: 0.5 })
  expect(barsOf(NOTHING.histogram).every(({ length }) => length === 0)).toBe(true)
})

describe('how it stands', () => {
  it.each([
    ['running', { state: 'running' }, {}],
    ['dead', { state: 'dead' }, { done: 3 }],
    ['nothing', { state: 'stopped' }, { deliveries: 1 }],
    ['missed', {}, { done: 10, taken: 9, deliveries: 12 }],
    ['again', {}, { done: 10, taken: 10, deliveries: 12 }],
    ['well', {}, { done: 10, taken: 10, deliveries: 10 }],
  ] as const)('%s', (standing, change, figures) => {
    expect(standingOf(report(change, figures))).toBe(standing)
  })
})

it('an older state of a burst does not replace its end, and the newest burst is first', () => {
  const ended = report({ run: 'burst-a', startedAt: 1 })
  const later = report({ run: 'burst-b', startedAt: 2, state: 'running' })
  const both = withReport([ended], later)
  expect(both).toEqual([later, ended])
  expect(withReport(both, { ...ended, state: 'running' })).toEqual(both)
  expect(withReport(both, { ...later, state: 'finished' })[0]!.state).toBe('finished')
})
