import { describe, expect, it } from 'vitest'
import type { Asked } from '../../src-core/contract/filter.ts'
import type { FindingCode } from '../../src-core/contract/findings.ts'
import { ABSENT_EXCHANGES, UNDERSTOOD_MAX } from '../../src-core/contract/issue-bounds.ts'
import type { Finding } from '../../src-core/contract/exchange.ts'
import { listIssues } from '../../src-core/issues/list-issues.ts'
import { open, record, recordMany } from './history/recording.ts'
import { createTemporaryFolder, startWorkbench } from './running-workbench.ts'

const withCode = (code: FindingCode) => ({ findings: [{ code } as Finding] })

/** A history in which one issue was there before 1000, and came again at 3000 after enough exchanges without it. */
async function createHistory() {
  const history = await open(null)
  await record(history, { receivedAt: 500, ...withCode('reply.not-xml') })
  await recordMany(history, ABSENT_EXCHANGES, (n) => ({
    receivedAt: 2000 + n,
    account: n % 2 ? 'default' : 'other',
    ...(n === 3 && withCode('crypt.padding')),
  }))
  const back = await record(history, { receivedAt: 3000, verdict: 'fault', ...withCode('reply.not-xml') })
  const list = (asked: Partial<Asked>, understood: Record<string, number> = {}) =>
    listIssues(history, { filter: '', ...asked }, { now: 4000, accounts: [] }, understood)
  return { history, back, list }
}

describe('the issues of a history', () => {
  it('are those of the exchanges that were asked for', async () => {
    const { list, back } = await createHistory()
    const { looked, failed, issues } = await list({ filter: 'verdict:fault' })
    expect([looked, failed]).toEqual([1, 1])
    expect(issues).toMatchObject([{ code: 'reply.not-xml', count: 1, newest: back.id, understood: null }])
    expect((await list({ account: 'other' })).issues).toEqual([])
    expect((await list({})).issues.map(({ code }) => code)).toEqual(['reply.not-xml', 'crypt.padding'])
  })

  it('leave out the runs that the list leaves out', async () => {
    const { list, history } = await createHistory()
    await record(history, { run: 'check-up-1', ...withCode('reply.too-late') })
    const codes = async (asked: Partial<Asked>) => (await list(asked)).issues.map(({ code }) => code)
    expect(await codes({})).toContain('reply.too-late')
    expect(await codes({ withoutRuns: true })).not.toContain('reply.too-late')
  })

  it.each(['on disk', 'in memory'])('leave out what is about to be removed %s', async (where) => {
    const history = await open(where === 'on disk' ? createTemporaryFolder() : null)
    const { id } = await record(history, withCode('reply.too-late'))
    await record(history, withCode('reply.not-xml'))
    const codes = async () =>
      (await listIssues(history, { filter: '' }, { now: 0, accounts: [] }, {})).issues.map(({ code }) => code)
    const { removal } = await history.hide({ ids: [id] })
    expect(await codes()).toEqual(['reply.not-xml'])
    await history.restore(removal)
    expect(await codes()).toHaveLength(2)
  })

  it('say where a filter is wrong, and look at nothing', async () => {
    const { list } = await createHistory()
    expect(await list({ filter: 'verdict:bad' })).toMatchObject({
      faults: [{ at: 8 }],
      looked: 0,
      issues: [],
    })
  })

  it('that are understood are back by all exchanges, even if the filter leaves out those without them', async () => {
    const { list } = await createHistory()
    const isBack = async (asked: Partial<Asked>, at: number) =>
      (await list(asked, { 'reply.not-xml': at })).issues.find(({ code }) => code === 'reply.not-xml')
        ?.understood
    expect(await isBack({ filter: 'code:reply.not-xml' }, 1000)).toEqual({ at: 1000, isBack: true })
    expect(await isBack({}, 2000)).toEqual({ at: 2000, isBack: false })
    // Of the account alone, half of them are too few.
    expect(await isBack({ account: 'default' }, 1000)).toEqual({ at: 1000, isBack: false })
  })
})

describe('issues.understand', () => {
  it('keeps the mark among the settings, and takes it away', async () => {
    const { call } = await startWorkbench()
    const understood = async () => (await call('workbench.snapshot', {})).preferences.understood
    const before = Date.now()
    await call('issues.understand', { code: 'reply.not-xml' })
    await call('issues.understand', { code: 'crypt.padding' })
    expect(Object.keys(await understood()).toSorted()).toEqual(['crypt.padding', 'reply.not-xml'])
    expect((await understood())['reply.not-xml']).toBeGreaterThanOrEqual(before)
    await call('issues.understand', { code: 'reply.not-xml', understood: false })
    expect(Object.keys(await understood())).toEqual(['crypt.padding'])
  })

  it('gives up the oldest mark where there are too many', async () => {
    const { call } = await startWorkbench()
    const all = Array.from({ length: UNDERSTOOD_MAX }, (_, n) => [`old.code-${n}`, n] as const)
    await call('preferences.update', { understood: Object.fromEntries(all) })
    await call('issues.understand', { code: 'reply.not-xml' })
    const { understood } = (await call('workbench.snapshot', {})).preferences
    expect(Object.keys(understood)).toHaveLength(UNDERSTOOD_MAX)
    expect(understood).not.toHaveProperty(['old.code-0'])
    expect(understood).toHaveProperty(['reply.not-xml'])
  })
})
