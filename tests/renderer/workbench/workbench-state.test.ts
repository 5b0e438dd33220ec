import { describe, expect, it } from 'vitest'
import { DEFAULT_PREFERENCES } from '../../../src-core/contract/preferences.ts'
import type { WorkbenchEvent } from '../../../src-core/contract/events.ts'
import type { ExchangeSummary } from '../../../src-core/contract/exchange.ts'
import type { HeldRequest } from '../../../src-core/contract/reply.ts'
import type { ReplyTemplate } from '../../../src-core/contract/template.ts'
import type { OwnSample } from '../../../src-core/contract/sample.ts'
import { NO_TUNNEL } from '../../core/reach/no-tunnel.ts'
import type { HistoryStatus, Snapshot } from '../../../src-core/contract/workbench.ts'
import { stateAfter } from '../../../src-renderer/workbench/workbench-state.ts'

const row = (id: string) => ({ id }) as ExchangeSummary

function historyOf(count: number): HistoryStatus {
  return { kept: 'disk', reason: null, count, waiting: 0, dropped: 0, damaged: null, deleted: false }
}

function snapshot(change: Partial<Snapshot> = {}): Snapshot {
  const exchanges = change.exchanges ?? []
  return {
    runId: 'run 1',
    seq: 0,
    version: '0',
    responder: { origin: 'http://127.0.0.1:1', port: 1, movedFrom: null },
    history: historyOf(exchanges.length),
    secrets: 'file',
    accounts: [],
    preferences: DEFAULT_PREFERENCES,
    settings: {
      kept: 'file',
      reason: null,
      keptAside: null,
      leftOut: [],
      newToken: false,
      exposed: null,
      conflict: null,
    },
    held: [],
    templates: [],
    samples: [],
    probes: [],
    tunnel: NO_TUNNEL,
    updates: { source: { kind: 'repository' }, asked: null, newer: null, putAside: null },
    ...change,
    exchanges,
  }
}

const recorded = (seq: number, id = `e${seq}`): WorkbenchEvent => ({
  seq,
  type: 'exchange.recorded',
  exchange: row(id),
})
const ids = ({ exchanges }: { exchanges: readonly ExchangeSummary[] }) => exchanges.map(({ id }) => id)

describe('live state', () => {
  it('replays what came between the snapshot and now, once', () => {
    const state = snapshot({ seq: 2, exchanges: [row('e2'), row('e1')] })
    const after = stateAfter(state, [recorded(1), recorded(2), recorded(3), recorded(4)])
    expect(after.gap).toBe(false)
    expect(ids(after.state)).toEqual(['e4', 'e3', 'e2', 'e1'])
    expect(after.state.history.count).toBe(4)
  })

  it('follows what becomes of the settings', () => {
    const state = snapshot()
    const settings = { ...state.settings, kept: 'memory', reason: 'full' } as const
    const after = stateAfter(state, [{ seq: 1, type: 'settings.changed', settings }])
    expect(after.state.settings).toEqual(settings)
  })

  it('asks for a new snapshot when an event is missing, and changes nothing', () => {
    const state = snapshot({ seq: 2 })
    expect(stateAfter(state, [recorded(3), recorded(5)])).toEqual({ state, gap: true })
  })

  it('drops what was cleared, and shows what came after', () => {
    const state = snapshot({ exchanges: [row('old')] })
    const after = stateAfter(state, [
      recorded(1),
      { seq: 2, type: 'history.cleared', which: 'all', count: 0 },
      recorded(3),
    ])
    expect(ids(after.state)).toEqual(['e3'])
    expect(after.state.history.count).toBe(1)
  })

  it('drops what strangers sent, and counts what is left of what it has not loaded as well', () => {
    const stranger = { ...row('stranger'), standing: 'stranger' as const }
    const whole = snapshot({ exchanges: [stranger, row('old')] })
    const state = { ...whole, history: { ...whole.history, count: 900 } }
    const after = stateAfter(state, [
      { seq: 1, type: 'history.cleared', which: 'strangers', count: 300 },
      recorded(2),
    ])
    expect(ids(after.state)).toEqual(['e2', 'old'])
    expect(after.state.history.count).toBe(301)
  })

  it('keeps what is pinned when all is cleared, and what clearing did not mean', () => {
    const rows = [{ ...row('pinned'), pinned: true as const }, row('old'), { ...row('other'), account: 'b' }]
    const state = snapshot({ exchanges: rows })
    const cleared = { seq: 1, type: 'history.cleared', which: 'all', count: 1 } as const
    expect(ids(stateAfter(state, [cleared]).state)).toEqual(['pinned'])
    expect(ids(stateAfter(state, [{ ...cleared, pinned: true }]).state)).toEqual([])
    expect(ids(stateAfter(state, [{ ...cleared, account: 'b' }]).state)).toEqual(['pinned', 'old'])
  })

  it('asks anew when exchanges are back: only the workbench knows their places', () => {
    const state = snapshot({ exchanges: [row('old')] })
    expect(stateAfter(state, [{ seq: 1, type: 'history.restored', count: 2 }]).gap).toBe(true)
  })

  it('drops single exchanges, those that have only just arrived as well', () => {
    const state = snapshot({ exchanges: [row('b'), row('a')] })
    const after = stateAfter(state, [
      recorded(1),
      recorded(2),
      { seq: 3, type: 'exchange.removed', ids: ['e1', 'a'], count: 2 },
    ])
    expect(ids(after.state)).toEqual(['e2', 'b'])
    expect(after.state.history.count).toBe(2)
  })

  it('is bounded: a flood pushes the oldest out', () => {
    const flood = Array.from({ length: 5000 }, (_, i) => recorded(i + 1))
    const after = stateAfter(snapshot(), flood).state
    expect(after.exchanges.length).toBeLessThan(2000)
    expect(ids(after)[0]).toBe('e5000')
    expect(after.history.count).toBe(5000)
  })
})

describe('what waits to be answered by hand', () => {
  const held = (id: string, draft: HeldRequest['draft'] = null) => ({ id, draft }) as HeldRequest
  const text = { type: 'text', content: '在' } as const

  it('comes, changes in its place, and goes', () => {
    const state = snapshot({ held: [held('a')] })
    const arrived = stateAfter(state, [
      { seq: 1, type: 'request.held', held: held('b') },
      { seq: 2, type: 'request.held', held: held('a', text) },
    ]).state
    expect(arrived.held).toEqual([held('a', text), held('b')])
    const left = stateAfter(arrived, [
      { seq: 3, type: 'request.released', id: 'a', reason: 'answered' },
      recorded(4, 'a'),
    ]).state
    expect(left.held).toEqual([held('b')])
    expect(ids(left)).toEqual(['a'])
  })

  it('is not there any more where it was released in the same batch', () => {
    const state = snapshot()
    const after = stateAfter(state, [
      { seq: 1, type: 'request.held', held: held('a') },
      { seq: 2, type: 'request.released', id: 'a', reason: 'timeout' },
    ])
    expect(after.state.held).toEqual([])
  })

  it('is the same list where something else happened, so that nothing is drawn anew', () => {
    const state = snapshot({ held: [held('a')] })
    expect(stateAfter(state, [recorded(1)]).state.held).toBe(state.held)
  })

  it('comes with the messages of one’s own as they are now', () => {
    const sample = (id: string): OwnSample => ({
      id,
      collection: '',
      name: id,
      type: 'text',
      event: null,
      text: id,
    })
    const state = snapshot({ samples: [sample('a')] })
    const samples = [sample('b')]
    expect(stateAfter(state, [{ seq: 1, type: 'samples.changed', samples }]).state.samples).toEqual(samples)
  })

  it('comes with the templates as they are now', () => {
    const template = (id: string): ReplyTemplate => ({ id, name: id, draft: text })
    const state = snapshot({ templates: [template('a')] })
    const templates = [template('a'), template('b')]
    expect(stateAfter(state, [{ seq: 1, type: 'templates.changed', templates }]).state.templates).toEqual(
      templates,
    )
  })
})

it('shows an exchange as it was amended, in its place, also in the batch in which it came', () => {
  const state = snapshot({ exchanges: [row('b'), row('a')] })
  const amended = { id: 'a', excerpt: 'now' } as ExchangeSummary
  const fresh = { id: 'c', excerpt: 'now' } as ExchangeSummary
  const after = stateAfter(state, [
    { seq: 1, type: 'exchange.amended', exchange: amended },
    recorded(2, 'c'),
    { seq: 3, type: 'exchange.amended', exchange: fresh },
  ]).state
  expect(after.exchanges).toEqual([fresh, row('b'), amended])
})
