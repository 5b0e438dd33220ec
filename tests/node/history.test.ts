import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Exchange } from '../../src-core/contract/exchange.ts'
import { summarize } from '../../src-core/exchange/record.ts'
import type { History } from '../../src-core/ports.ts'
import { openHistory } from '../../src-main/node/history.ts'
import { createMemoryHistory } from '../../src-main/node/history-memory.ts'
import { createTemporaryFolder, startWorkbench } from './running-workbench.ts'

function open(dataDir: string | null, reported: unknown[] = []): History {
  const history = openHistory(dataDir, (error) => reported.push(error))
  onTestFinished(() => {
    try {
      history.close()
    } catch {
      // Closed by the test.
    }
  })
  return history
}

function createExchange(change: Partial<Exchange> = {}): Exchange {
  return {
    id: randomUUID(),
    receivedAt: 1_700_000_000_000,
    account: 'default',
    attempt: 1,
    messageKey: 'msg:1',
    mode: 'plaintext',
    request: {
      method: 'POST',
      path: '/wx',
      target: '/wx',
      httpVersion: '1.1',
      query: {},
      headers: [],
      body: '<xml/>',
      bodyBytes: 6,
    },
    signature: { ok: true, received: null, expected: null },
    message: null,
    response: { status: 200, headers: [], body: 'success', by: 'fixed', durationMs: 1 },
    verdict: 'ignored',
    findings: [],
    ...change,
  }
}

function record(history: History, change: Partial<Exchange> = {}): Exchange {
  const exchange = createExchange(change)
  history.record(exchange, summarize(exchange))
  return exchange
}

/** From here on every write fails as on a full disk. */
function fillDisk(folder: string): void {
  const other = new DatabaseSync(join(folder, 'history.sqlite'))
  other.exec(
    `CREATE TRIGGER full BEFORE INSERT ON exchanges BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`,
  )
  other.close()
}

describe.each([
  ['in memory', () => createMemoryHistory('ephemeral')],
  ['on disk', () => open(createTemporaryFolder())],
])('history %s', (_name, create) => {
  it('lists the newest first, page by page', () => {
    const history = create()
    const ids = Array.from({ length: 5 }, () => record(history).id).toReversed()
    const first = history.list({ limit: 2 })
    expect([first.items.map(({ id }) => id), first.more]).toEqual([ids.slice(0, 2), true])
    const rest = history.list({ before: ids[1]!, limit: 3 })
    expect([rest.items.map(({ id }) => id), rest.more]).toEqual([ids.slice(2), false])
  })

  it('gives back what was recorded', () => {
    const history = create()
    const exchange = record(history, { request: { ...createExchange().request, body: '\u0000 你好 😊' } })
    expect(history.get(exchange.id)).toEqual(exchange)
    expect(history.get('another')).toBeNull()
  })

  it('finds the deliveries of one message to one account within a time, the newest first', () => {
    const history = create()
    const ids = [1000, 5000, 5500].map((receivedAt) => record(history, { receivedAt }).id)
    record(history, { receivedAt: 6000, messageKey: 'msg:2' })
    record(history, { receivedAt: 7000, account: 'another' })
    const find = (since: number, limit: number) =>
      history.deliveries({ account: 'default', messageKey: 'msg:1', since, limit }).map(({ id }) => id)
    expect(find(0, 9)).toEqual(ids.toReversed())
    expect(find(0, 2)).toEqual([ids[2], ids[1]])
    expect([find(5200, 9), find(6000, 9)]).toEqual([[ids[2]], []])
  })

  it('amends an exchange where it stands', () => {
    const history = create()
    const first = record(history)
    record(history)
    const amended = { ...first, draft: { type: 'text', content: '草稿' } as const }
    history.amend(amended, { ...summarize(amended), excerpt: 'amended' })
    expect(history.get(first.id)).toEqual(amended)
    expect(history.list({ limit: 9 }).items.map(({ excerpt }) => excerpt)[1]).toBe('amended')
    history.amend({ ...amended, id: 'gone' }, summarize(amended))
    expect([history.get('gone'), history.status().count]).toEqual([null, 2])
  })

  it('forgets everything when it is cleared', async () => {
    const history = create()
    record(history)
    record(history)
    expect(await history.clear('all')).toBe(2)
    expect(history.list({ limit: 10 })).toEqual({ items: [], more: false })
    expect(history.status().count).toBe(0)
  })
})

describe('history on disk', () => {
  it('is there after a restart', () => {
    const folder = createTemporaryFolder()
    const before = open(folder)
    const exchange = record(before)
    before.close()
    const after = open(folder)
    expect(after.status()).toEqual({ kept: 'disk', reason: null, count: 1 })
    expect(after.get(exchange.id)).toEqual(exchange)
  })

  it('goes on in memory when the file gives out, keeps the order, and says so', () => {
    const folder = createTemporaryFolder()
    const reported: unknown[] = []
    const history = open(folder, reported)
    const first = record(history)
    fillDisk(folder)
    const second = record(history)
    const third = record(history)
    expect(history.status()).toEqual({ kept: 'memory', reason: 'failed', count: 3 })
    expect(history.list({ limit: 10 }).items.map(({ id }) => id)).toEqual([third.id, second.id, first.id])
    expect(history.list({ before: second.id, limit: 10 }).items.map(({ id }) => id)).toEqual([first.id])
    expect(history.list({ limit: 1 })).toMatchObject({ items: [{ id: third.id }], more: true })
    expect(history.get(first.id)).toEqual(first)
    expect(reported).toHaveLength(1)
  })

  it('leaves a file that is no database alone, and goes on in memory', () => {
    const folder = createTemporaryFolder()
    writeFileSync(join(folder, 'history.sqlite'), 'these are my holiday photos, not a database')
    const reported: unknown[] = []
    const history = open(folder, reported)
    expect(history.status()).toMatchObject({ kept: 'memory', reason: 'failed' })
    expect(String(reported[0])).toMatch(/not a database/)
  })

  it('leaves the file of a newer workbench alone', () => {
    const folder = createTemporaryFolder()
    const newer = new DatabaseSync(join(folder, 'history.sqlite'))
    newer.exec('PRAGMA user_version = 99')
    newer.close()
    expect(open(folder).status()).toMatchObject({ kept: 'memory', reason: 'failed' })
  })
})

describe('history in memory', () => {
  it('is bounded by what it holds: the oldest goes first', () => {
    const history = createMemoryHistory('ephemeral')
    const large = 'x'.repeat(1024 * 1024)
    const ids = Array.from({ length: 70 }, () => {
      return record(history, { request: { ...createExchange().request, body: large } }).id
    })
    expect(history.status().count).toBeLessThan(70)
    expect(history.get(ids[0]!)).toBeNull()
    expect(history.get(ids.at(-1)!)).not.toBeNull()
  })
})

describe('the workbench', () => {
  it('shows after a restart what was there', async () => {
    const dataDir = createTemporaryFolder()
    const first = await startWorkbench({ dataDir })
    const { id: account, token } = await first.account()
    await first.call('message.send', { account, type: 'text' })
    const sent = await first.latest()
    await first.close()
    const second = await startWorkbench({ dataDir })
    expect(await second.latest()).toEqual(sent)
    expect((await second.account()).token).toBe(token)
  })

  it('says when history is lost to memory while it runs', async () => {
    const dataDir = createTemporaryFolder()
    const workbench = await startWorkbench({ dataDir })
    const { id: account } = await workbench.account()
    const told: unknown[] = []
    workbench.subscribe((event) => event.type === 'history.changed' && told.push(event.history))
    fillDisk(dataDir)
    const answer = await workbench.call('message.send', { account, type: 'text' })
    expect(answer).toMatchObject({ status: 200, body: 'success' })
    expect(told).toEqual([{ kept: 'memory', reason: 'failed', count: 1 }])
  })
})
