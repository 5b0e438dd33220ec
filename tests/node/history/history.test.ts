import { describe, expect, it } from 'vitest'
import type { RemovalTarget } from '../../../src-core/contract/removal.ts'
import type { Standing } from '../../../src-core/contract/exchange.ts'
import { summarize } from '../../../src-core/exchange/record.ts'
import { createMemoryHistory } from '../../../src-main/node/history/memory-history.ts'
import { createTemporaryFolder, startWorkbench } from '../running-workbench.ts'
import { createExchange, idsOf, open, record, recordMany, withBody, clear } from './recording.ts'

describe.each([
  ['in memory', () => open(null)],
  ['on disk', () => open(createTemporaryFolder())],
])('history %s', (_name, create) => {
  it('lists the newest first, page by page', async () => {
    const history = await create()
    const ids = (await recordMany(history, 5)).toReversed()
    const first = history.list({ limit: 2 })
    expect([first.items.map(({ id }) => id), first.more]).toEqual([ids.slice(0, 2), true])
    const rest = history.list({ before: ids[1]!, limit: 3 })
    expect([rest.items.map(({ id }) => id), rest.more]).toEqual([ids.slice(2), false])
  })

  it('finds what is recorded from the very call on', async () => {
    const history = await create()
    const exchange = createExchange()
    const committed = history.record(exchange, summarize(exchange))
    const found = () => [
      history.get(exchange.id)?.id,
      history.list({ limit: 9 }).items[0]?.id,
      history.deliveries({ account: 'default', messageKey: 'msg:1', since: 0, limit: 9 })[0]?.id,
      history.status().count,
    ]
    expect(found()).toEqual([exchange.id, exchange.id, exchange.id, 1])
    await committed
    expect(found()).toEqual([exchange.id, exchange.id, exchange.id, 1])
  })

  it('gives back what was recorded', async () => {
    const history = await create()
    const exchange = await record(history, withBody('\u0000 你好 😊'))
    expect(history.get(exchange.id)).toEqual(exchange)
    expect(history.get('another')).toBeNull()
  })

  it('finds the genuine deliveries of one message to one account within a time, the newest first', async () => {
    const history = await create()
    const ids: string[] = []
    for (const receivedAt of [1000, 5000, 5500]) ids.push((await record(history, { receivedAt })).id)
    await record(history, { receivedAt: 6000, messageKey: 'msg:2' })
    await record(history, { receivedAt: 7000, account: 'another' })
    await record(history, { receivedAt: 8000, standing: 'lookalike' })
    await record(history, { receivedAt: 8000, standing: 'stranger' })
    await record(history, { receivedAt: 8000, direction: 'out' })
    const find = (since: number, limit: number) =>
      history.deliveries({ account: 'default', messageKey: 'msg:1', since, limit }).map(({ id }) => id)
    expect(find(0, 9)).toEqual(ids.toReversed())
    expect(find(0, 2)).toEqual([ids[2], ids[1]])
    expect([find(5200, 9), find(6000, 9)]).toEqual([[ids[2]], []])
  })

  it('amends an exchange where it stands', async () => {
    const history = await create()
    const first = await record(history)
    await record(history)
    const amended = { ...first, draft: { type: 'text', content: '草稿' } as const }
    history.amend(amended, { ...summarize(amended), excerpt: 'amended' })
    expect(history.get(first.id)).toEqual(amended)
    expect(history.list({ limit: 9 }).items.map(({ excerpt }) => excerpt)[1]).toBe('amended')
    history.amend({ ...amended, id: 'gone' }, summarize(amended))
    expect([history.get('gone'), history.status().count]).toEqual([null, 2])
  })

  it('forgets everything when it is cleared, and tells', async () => {
    const history = await create()
    const told: RemovalTarget[] = []
    history.watch({ changed() {}, hidden: (target) => told.push(target), restored() {}, removed() {} })
    await recordMany(history, 2)
    expect(await clear(history, 'all')).toBe(2)
    expect(history.list({ limit: 10 })).toEqual({ items: [], more: false })
    expect([history.status().count, told]).toEqual([0, [{ which: 'all' }]])
    const { id } = await record(history)
    expect([idsOf(history), history.status().count]).toEqual([[id], 1])
  })

  it('forgets only strangers when those are cleared', async () => {
    const history = await create()
    const standings: Standing[] = ['stranger', 'genuine', 'lookalike', 'stranger', 'genuine']
    const ids = await recordMany(history, 5, (n) => ({ standing: standings[n]! }))
    expect(await clear(history, 'strangers')).toBe(2)
    expect(idsOf(history)).toEqual([ids[1], ids[2], ids[4]])
    expect(history.status().count).toBe(3)
    expect(history.get(ids[0]!)).toBeNull()
    const { id } = await record(history, { standing: 'stranger' })
    expect(idsOf(history).at(-1)).toBe(id)
  })

  it('keeps what was refused within its own limit: strangers go before lookalikes, nothing genuine', async () => {
    const history = await create()
    history.limitRefused({ rows: 10, bytes: 16 * 1024 * 1024 })
    const genuine = await recordMany(history, 30)
    const lookalikes = await recordMany(history, 6, () => ({ standing: 'lookalike' }))
    const strangers = await recordMany(history, 40, () => ({ standing: 'stranger' }))
    expect(idsOf(history)).toEqual([...genuine, ...lookalikes, ...strangers.slice(-4)])
    const more = await recordMany(history, 12, () => ({ standing: 'lookalike' }))
    expect(idsOf(history)).toEqual([...genuine, ...more.slice(-10)])
    expect(history.status().count).toBe(40)
  })

  it('limits what was refused by its bytes as well, at once where the limit is lowered', async () => {
    const history = await create()
    const { id } = await record(history)
    const strangers = await recordMany(history, 20, () => withBody('x'.repeat(60_000), 'stranger'))
    expect(history.status().count).toBe(21)
    history.limitRefused({ rows: 1000, bytes: 1024 * 1024 })
    const [first, ...rest] = idsOf(history)
    expect(first).toBe(id)
    expect(rest.length).toBeGreaterThan(3)
    expect(rest.length).toBeLessThan(18)
    expect(rest).toEqual(strangers.slice(-rest.length))
    expect(history.status().count).toBe(1 + rest.length)
  })
})

describe('history in memory', () => {
  it('is bounded by what it holds: what was refused goes first, then the oldest', async () => {
    const history = createMemoryHistory('ephemeral', { rows: 1000, bytes: 4 * 1024 * 1024 })
    const large = 'x'.repeat(100_000)
    await recordMany(history, 5, () => withBody(large, 'stranger'))
    const ids = await recordMany(history, 70, () => withBody(large))
    expect(idsOf(history)).toEqual(ids.slice(-history.status().count))
    expect(history.status().count).toBeGreaterThan(10)
    expect(history.status().count).toBeLessThan(30)
  })
})

describe('two shells on one folder', () => {
  it('make room for what was refused once, and not each', async () => {
    const folder = createTemporaryFolder()
    const one = await open(folder)
    const ids = await recordMany(one, 50, () => withBody('x', 'stranger'))
    const other = await open(folder)
    for (const history of [one, other]) history.limitRefused({ rows: 10, bytes: 2 ** 20 })
    expect(idsOf(other)).toEqual(ids.slice(-10))
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

  it.each([
    ['in memory', () => null],
    ['on disk', createTemporaryFolder],
  ])('keeps genuine messages %s whatever strangers send', async (_name, folder) => {
    const workbench = await startWorkbench({ dataDir: folder() })
    await workbench.call('preferences.update', { refusedRows: 20 })
    const { id: account } = await workbench.account()
    for (let n = 0; n < 3; n++) await workbench.call('message.send', { account, type: 'text' })
    const url = `${workbench.responder().origin}/wp-login.php`
    await Promise.all(
      Array.from({ length: 60 }, async () => {
        await (await fetch(url, { method: 'POST', body: '\u0000'.repeat(60_000) })).text()
      }),
    )
    const { items } = await workbench.call('exchange.list', { limit: 100 })
    expect(Map.groupBy(items, ({ standing }) => standing).get('genuine')).toHaveLength(3)
    expect(items).toHaveLength(23)
    expect((await workbench.call('workbench.snapshot', {})).history.count).toBe(23)
  })
})
