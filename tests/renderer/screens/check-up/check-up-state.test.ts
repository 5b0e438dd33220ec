import { describe, expect, it } from 'vitest'
import type {
  CheckCase,
  CheckResult,
  CheckUpReport,
  RememberedCheckUp,
} from '../../../../src-core/contract/check-up.ts'
import {
  afterFact,
  failedIds,
  standingOf,
  withReports,
} from '../../../../src-renderer/screens/check-up/check-up-state.ts'
import type { CheckUpFact, CheckUps } from '../../../../src-renderer/screens/check-up/check-up-state.ts'

const url = 'http://127.0.0.1:1/wx'
const CASES = ['a', 'b', 'c'].map((id) => ({ id, level: id === 'c' ? 'advice' : 'required' }) as CheckCase)
const result = (id: string, state: CheckResult['state']) => ({ id, state }) as CheckResult
const none: CheckUps = new Map()

function report(run: string, change: Partial<RememberedCheckUp> = {}): RememberedCheckUp {
  return {
    run,
    url,
    startedAt: 1,
    state: 'running',
    chosen: CASES.length,
    results: [],
    earlier: [],
    ...change,
  } as RememberedCheckUp
}
const changed = (run: string, change: Partial<CheckUpReport> = {}): CheckUpFact => {
  const { results: _results, earlier: _earlier, ...checkUp } = report(run, change)
  return { type: 'checkUp.changed', checkUp }
}
const progressed = (run: string, one: CheckResult): CheckUpFact => ({
  type: 'checkUp.progressed',
  run,
  result: one,
})
const play = (facts: CheckUpFact[], before = none) =>
  facts.reduce((checkUps, fact) => afterFact(checkUps, fact, CASES.length), before)
const states = (checkUps: CheckUps) =>
  Object.fromEntries([...checkUps.get(url)!.results.values()].map(({ id, state }) => [id, state]))

const whole = play([
  changed('1'),
  progressed('1', result('a', 'failed')),
  progressed('1', result('b', 'passed')),
  progressed('1', result('c', 'failed')),
  changed('1', { state: 'finished' }),
])

describe('events', () => {
  it('add each result to the check-up that it belongs to', () => {
    expect(states(whole)).toEqual({ a: 'failed', b: 'passed', c: 'failed' })
    expect(whole.get(url)).toMatchObject({ done: 3, last: { state: 'finished' } })
    expect(play([progressed('other', result('a', 'passed'))], whole)).toBe(whole)
  })

  it('keep the results of all other cases when some are tried again', () => {
    const some = play([changed('2', { chosen: 1 }), progressed('2', result('a', 'passed'))], whole)
    expect(states(some)).toEqual({ a: 'passed', b: 'passed', c: 'failed' })
    expect(some.get(url)).toMatchObject({ done: 1 })
  })

  it('begin anew when all are tried again', () => {
    expect(states(play([changed('2')], whole))).toEqual({})
  })
})

describe('a list', () => {
  const listed = report('1', { results: [result('a', 'failed')] })

  it('brings what happened before the screen was there', () => {
    expect(withReports(none, [listed]).get(url)).toMatchObject({ done: 1, last: { state: 'running' } })
  })

  it('has what earlier ones found of the cases that the last one left out', () => {
    const some = report('2', {
      results: [result('a', 'passed')],
      earlier: [...whole.get(url)!.results.values()],
    })
    expect(states(withReports(none, [some]))).toEqual({ a: 'passed', b: 'passed', c: 'failed' })
    expect(withReports(none, [some]).get(url)?.done).toBe(1)
  })

  it('takes nothing back that events have told since it was asked for', () => {
    expect(withReports(whole, [listed]).get(url)).toMatchObject({ done: 3, last: { state: 'finished' } })
    const later = play([changed('2', { startedAt: 2 })], whole)
    expect(withReports(later, [listed])).toEqual(later)
  })

  it('ends a check-up whose end was missed', () => {
    const missed = play([changed('1')])
    expect(withReports(missed, [report('1', { state: 'stopped' })]).get(url)?.last.state).toBe('stopped')
  })
})

it('counts failed cases by what they mean', () => {
  const { results } = whole.get(url)!
  expect(standingOf(CASES, results)).toEqual({ passed: 1, required: 1, advice: 1, accepted: 0, skipped: 0 })
  expect(failedIds(CASES, results)).toEqual(['a', 'c'])
})
