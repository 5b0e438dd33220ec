import { describe, expect, it } from 'vitest'
import { DEFAULT_PREFERENCES } from '../../../src-core/contract/preferences.ts'
import type { WorkbenchEvent } from '../../../src-core/contract/events.ts'
import type { ExchangeSummary } from '../../../src-core/contract/exchange.ts'
import type { HeldRequest } from '../../../src-core/contract/reply.ts'
import type { ReplyTemplate } from '../../../src-core/contract/template.ts'
import type { OwnSample } from '../../../src-core/contract/sample.ts'
import { NO_TUNNEL } from '../../core/reach/no-tunnel.ts'
import type { HistoryStatus, Snapshot } from '../../../src-core/contract/workbench.ts'
import {
  stateAfter,
  stateFromSnapshot,
  stateWithOlder,
} from '../../../src-renderer/workbench/workbench-state.ts'

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
    const state = stateFromSnapshot(snapshot({ seq: 2, exchanges: [row('e2'), row('e1')] }), null)
    const after = stateAfter(state, [recorded(1), recorded(2), recorded(3), recorded(4)])
    expect(after.gap).toBe(false)
    expect(ids(after.state)).toEqual(['e4', 'e3', 'e2', 'e1'])
    expect(after.state.history.count).toBe(4)
  })

  it('follows what becomes of the settings', () => {
    const state = stateFromSnapshot(snapshot(), null)
    const settings = { ...state.settings, kept: 'memory', reason: 'full' } as const
    const after = stateAfter(state, [{ seq: 1, type: 'settings.changed', settings }])
    expect(after.state.settings).toEqual(settings)
  })

  it('asks for a new snapshot when an event is missing, and changes nothing', () => {
    const state = stateFromSnapshot(snapshot({ seq: 2 }), null)
    expect(stateAfter(state, [recorded(3), recorded(5)])).toEqual({ state, gap: true })
  })

  it('keeps older pages over a short absence in the same run', () => {
    const first = stateFromSnapshot(
      snapshot({ exchanges: [row('e3'), row('e2')], history: historyOf(3) }),
      null,
    )
    const paged = stateWithOlder(first, 'e2', { items: [row('e1')], more: false })
    const after = { exchanges: [row('e4'), row('e3'), row('e2')] }
    const back = stateFromSnapshot(snapshot({ ...after, history: historyOf(4) }), paged)
    expect(ids(back)).toEqual(['e4', 'e3', 'e2', 'e1'])
  })

  it('shows no row that was removed during the absence', () => {
    const first = stateFromSnapshot(
      snapshot({ exchanges: [row('e4'), row('e3')], history: historyOf(4) }),
      null,
    )
    const paged = stateWithOlder(first, 'e3', { items: [row('e2'), row('e1')], more: false })
    const after = { exchanges: [row('e5'), row('e4'), row('e3')] }
    // e2 was removed in another window, and e5 came.
    const back = stateFromSnapshot(snapshot({ ...after, history: historyOf(4) }), paged)
    expect([ids(back), back.more]).toEqual([['e5', 'e4', 'e3'], true])
    expect(
      ids(stateFromSnapshot(snapshot({ exchanges: [row('e3')], history: historyOf(1) }), paged)),
    ).toEqual(['e3'])
  })

  it('forgets another run, and what no longer overlaps', () => {
    const before = stateFromSnapshot(snapshot({ exchanges: [row('e2'), row('e1')] }), null)
    expect(ids(stateFromSnapshot(snapshot({ runId: 'run 2', exchanges: [row('e2')] }), before))).toEqual([
      'e2',
    ])
    expect(ids(stateFromSnapshot(snapshot({ exchanges: [row('e9'), row('e8')] }), before))).toEqual([
      'e9',
      'e8',
    ])
  })

  it('drops what was cleared, and shows what came after', () => {
    const state = stateFromSnapshot(snapshot({ exchanges: [row('old')] }), null)
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
    const state = stateFromSnapshot({ ...whole, history: { ...whole.history, count: 900 } }, null)
    const after = stateAfter(state, [
      { seq: 1, type: 'history.cleared', which: 'strangers', count: 300 },
      recorded(2),
    ])
    expect(ids(after.state)).toEqual(['e2', 'old'])
    expect(after.state.history.count).toBe(301)
  })

  it('keeps what is pinned when all is cleared, and what clearing did not mean', () => {
    const rows = [{ ...row('pinned'), pinned: true as const }, row('old'), { ...row('other'), account: 'b' }]
    const state = stateFromSnapshot(snapshot({ exchanges: rows }), null)
    const cleared = { seq: 1, type: 'history.cleared', which: 'all', count: 1 } as const
    expect(ids(stateAfter(state, [cleared]).state)).toEqual(['pinned'])
    expect(ids(stateAfter(state, [{ ...cleared, pinned: true }]).state)).toEqual([])
    expect(ids(stateAfter(state, [{ ...cleared, account: 'b' }]).state)).toEqual(['pinned', 'old'])
  })

  it('asks anew when exchanges are back: only the workbench knows their places', () => {
    const state = stateFromSnapshot(snapshot({ exchanges: [row('old')] }), null)
    expect(stateAfter(state, [{ seq: 1, type: 'history.restored', count: 2 }]).gap).toBe(true)
  })

  it('drops single exchanges, those that have only just arrived as well', () => {
    const state = stateFromSnapshot(snapshot({ exchanges: [row('b'), row('a')] }), null)
    const after = stateAfter(state, [
      recorded(1),
      recorded(2),
      { seq: 3, type: 'exchange.removed', ids: ['e1', 'a'], count: 2 },
    ])
    expect(ids(after.state)).toEqual(['e2', 'b'])
    expect(after.state.history.count).toBe(2)
  })

  it('is bounded: a flood pushes the oldest out, and says that there is more', () => {
    const state = stateFromSnapshot(snapshot(), null)
    const flood = Array.from({ length: state.limit + 10 }, (_, i) => recorded(i + 1))
    const after = stateAfter(state, flood).state
    expect(after.exchanges).toHaveLength(state.limit)
    expect(after.more).toBe(true)
    expect(ids(after)[0]).toBe(`e${state.limit + 10}`)
  })

  it('passes over an older page that no longer follows on what is there', () => {
    const state = stateFromSnapshot(snapshot({ exchanges: [row('e2')] }), null)
    expect(stateWithOlder(state, 'e1', { items: [row('e0')], more: false })).toBe(state)
  })
})

describe('what waits to be answered by hand', () => {
  const held = (id: string, draft: HeldRequest['draft'] = null) => ({ id, draft }) as HeldRequest
  const text = { type: 'text', content: '在' } as const

  it('comes, changes in its place, and goes', () => {
    const state = stateFromSnapshot(snapshot({ held: [held('a')] }), null)
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
    const state = stateFromSnapshot(snapshot(), null)
    const after = stateAfter(state, [
      { seq: 1, type: 'request.held', held: held('a') },
      { seq: 2, type: 'request.released', id: 'a', reason: 'timeout' },
    ])
    expect(after.state.held).toEqual([])
  })

  it('is the same list where something else happened, so that nothing is drawn anew', () => {
    const state = stateFromSnapshot(snapshot({ held: [held('a')] }), null)
    expect(stateAfter(state, [recorded(1)]).state.held).toBe(state.held)
  })

  it('is what the snapshot of a new run says', () => {
    const before = stateFromSnapshot(snapshot({ held: [held('a')] }), null)
    expect(stateFromSnapshot(snapshot({ runId: 'run 2', held: [] }), before).held).toEqual([])
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
    const state = stateFromSnapshot(snapshot({ samples: [sample('a')] }), null)
    const samples = [sample('b')]
    expect(stateAfter(state, [{ seq: 1, type: 'samples.changed', samples }]).state.samples).toEqual(samples)
  })

  it('comes with the templates as they are now', () => {
    const template = (id: string): ReplyTemplate => ({ id, name: id, draft: text })
    const state = stateFromSnapshot(snapshot({ templates: [template('a')] }), null)
    const templates = [template('a'), template('b')]
    expect(stateAfter(state, [{ seq: 1, type: 'templates.changed', templates }]).state.templates).toEqual(
      templates,
    )
  })
})

it('shows an exchange as it was amended, in its place, also in the batch in which it came', () => {
  const state = stateFromSnapshot(snapshot({ exchanges: [row('b'), row('a')] }), null)
  const amended = { id: 'a', excerpt: 'now' } as ExchangeSummary
  const fresh = { id: 'c', excerpt: 'now' } as ExchangeSummary
  const after = stateAfter(state, [
    { seq: 1, type: 'exchange.amended', exchange: amended },
    recorded(2, 'c'),
    { seq: 3, type: 'exchange.amended', exchange: fresh },
  ]).state
  expect(after.exchanges).toEqual([fresh, row('b'), amended])
})
