import { statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../../src-core/contract/exchange.ts'
import { summarize } from '../../../src-core/exchange/record.ts'
import { createTemporaryFolder } from '../running-workbench.ts'
import {
  createExchange,
  createVersion1,
  fileOf,
  idsOf,
  open,
  openBeside,
  record,
  untilStatus,
  withBody,
  clear,
} from './recording.ts'

function withoutStanding(change: Partial<Exchange>): Exchange {
  const { standing: _, ...exchange } = createExchange(change)
  return exchange
}

const wrong = { ok: false, received: 'x', expected: 'y' }
const request = createExchange().request

describe('a history of version 2', () => {
  /** Creates version 2, which had neither facts nor pins. */
  async function createVersion2(changes: readonly Partial<Exchange>[]) {
    const folder = createTemporaryFolder()
    const history = await open(folder)
    const exchanges: Exchange[] = []
    for (const change of changes) exchanges.push(await record(history, change))
    await history.close()
    const old = openBeside(folder)
    old.exec("DROP TRIGGER facts_of_deleted; DROP TABLE facts; DELETE FROM horizons WHERE name = 'facts'")
    old.exec('DROP TRIGGER forget_deleted')
    old.exec('DROP TABLE pinned; DROP TABLE hidden; DROP TABLE removals')
    old.exec('PRAGMA user_version = 2')
    return { folder, exchanges, old }
  }
  const versionOf = (folder: string) => openBeside(folder).prepare('PRAGMA user_version').get()

  it('keeps its rows, goes on, and answers questions from then on', async () => {
    const { folder, exchanges, old } = await createVersion2([
      {},
      { verdict: 'fault' },
      withBody('x'.repeat(9000)),
    ])
    old.close()
    const history = await open(folder)
    expect(history.status()).toMatchObject({ kept: 'disk', count: 3, damaged: null })
    expect(exchanges.map(({ id }) => history.get(id))).toEqual(exchanges)
    const latest = await record(history, { verdict: 'fault' })
    const found = history.list({ where: { key: 'verdict', is: ['fault'] }, limit: 9 }).items
    expect(found.map(({ id }) => id)).toEqual([latest.id, exchanges[1]!.id])
    expect([versionOf(folder), history.reported]).toEqual([{ user_version: 4 }, []])
  })

  it('with a summary that cannot be read comes through as well', async () => {
    const { folder, exchanges, old } = await createVersion2([{}, { verdict: 'fault' }, {}])
    old.exec(`UPDATE exchanges SET summary = '{broken' WHERE "order" = 2`)
    old.close()
    const history = await open(folder)
    expect(history.status()).toMatchObject({ kept: 'disk', count: 3, damaged: null })
    const found = history.list({ where: { key: 'verdict', is: ['fault'] }, limit: 9 }).items
    expect(found.map(({ id }) => id)).toEqual([exchanges[1]!.id])
  })

  it('that another program writes just then gets its facts when that is over', async () => {
    const { folder, exchanges, old } = await createVersion2([{}, {}])
    old.exec('BEGIN IMMEDIATE')
    const history = await open(folder)
    const { id } = await record(history)
    expect(history.status()).toMatchObject({ kept: 'memory', reason: 'locked' })
    old.exec('COMMIT')
    await untilStatus(history, ({ reason }) => reason === null)
    expect(idsOf(history)).toEqual([...exchanges.map((one) => one.id), id])
    expect(versionOf(folder)).toEqual({ user_version: 4 })
  })
})

describe('a history of version 1', () => {
  it('is read whole, goes on, and is there after a restart', async () => {
    const folder = createTemporaryFolder()
    const old = [withBody('\0'.repeat(1000)), withBody('<xml>你好</xml>'), {}].map(withoutStanding)
    createVersion1(folder, old)
    const history = await open(folder)
    expect(history.reported).toEqual([])
    expect(history.status()).toMatchObject({ kept: 'disk', reason: null, count: 3, damaged: null })
    expect(old.map(({ id }) => history.get(id))).toEqual(old)
    const latest = await record(history, { receivedAt: 1_700_000_001_000 })
    const draft = { type: 'text', content: '草稿' } as const
    history.amend({ ...old[1]!, draft }, summarize({ ...old[1]!, draft }))
    await history.close()

    const again = await open(folder)
    expect(idsOf(again)).toEqual([...old, latest].map(({ id }) => id))
    expect(again.get(old[1]!.id)).toEqual({ ...old[1]!, draft })
    const asked = again.list({ where: { key: 'receivedAt', atLeast: 1_700_000_001_000 }, limit: 9 }).items
    expect(asked.map(({ id }) => id)).toEqual([latest.id])
    const found = again.deliveries({ account: 'default', messageKey: 'msg:1', since: 0, limit: 9 })
    expect(found.map(({ id }) => id)).toEqual([latest, ...old.toReversed()].map(({ id }) => id))
  })

  it('gets the standing of each exchange from what there is of it', async () => {
    const folder = createTemporaryFolder()
    const rejected = { verdict: 'rejected', signature: wrong } as const
    const query = { signature: '1', timestamp: '2', nonce: '3' }
    const headers: [string, string][] = [['user-agent', 'Mozilla/4.0']]
    const old: [string | undefined, Partial<Exchange>][] = [
      ['genuine', {}],
      ['genuine', { verdict: 'rejected' }],
      ['lookalike', { ...rejected, request: { ...request, query } }],
      ['lookalike', { ...rejected, request: { ...request, query: { msg_signature: '' } } }],
      ['lookalike', { ...rejected, account: null, request: { ...request, headers } }],
      ['lookalike', { ...rejected, request: { ...request, body: '  <xml/>' } }],
      ['lookalike', { verdict: 'rejected', signature: { ...wrong, ok: true, msgSignature: wrong } }],
      ['stranger', { ...rejected, account: null }],
      ['stranger', { ...rejected, request: { ...request, method: 'GET', body: '' } }],
      ['stranger', { ...rejected, request: { ...request, body: 'x' } }],
    ]
    createVersion1(
      folder,
      old.map(([, change]) => withoutStanding(change)),
    )
    const { items } = (await open(folder)).list({ limit: 20 })
    expect(items.toReversed().map(({ standing }) => standing)).toEqual(old.map(([standing]) => standing))
  })

  it('with rows that cannot be read comes through as well', async () => {
    const folder = createTemporaryFolder()
    const old = Array.from({ length: 5 }, () => withoutStanding({ verdict: 'rejected', signature: wrong }))
    createVersion1(folder, old)
    const beside = openBeside(folder)
    beside.exec(`UPDATE exchanges SET summary = '{broken' WHERE "order" = 2`)
    beside.exec(`UPDATE exchanges SET exchange = '{broken' WHERE "order" = 3`)
    beside.exec(`UPDATE exchanges SET summary = '{broken', exchange = '{broken' WHERE "order" = 4`)
    beside.close()
    const history = await open(folder)
    expect(idsOf(history)).toEqual([0, 1, 2, 4].map((n) => old[n]!.id))
    expect(history.get(old[2]!.id)).toBeNull()
  })

  it('is left alone where the other half of migrating fails', async () => {
    const folder = createTemporaryFolder()
    createVersion1(folder, [withoutStanding({})])
    const beside = openBeside(folder)
    beside.exec('CREATE TABLE held (something TEXT)')
    beside.close()
    const history = await open(folder)
    // The file is put aside as somebody else's, and our exchanges in it are brought over.
    expect(history.status()).toMatchObject({ kept: 'disk', count: 1, damaged: { salvaged: 1, lost: 0 } })
  })

  it('gives its pages back when it is cleared', async () => {
    const folder = createTemporaryFolder()
    createVersion1(
      folder,
      Array.from({ length: 50 }, () => withoutStanding(withBody('a secret '.repeat(5000)))),
    )
    const history = await open(folder)
    expect(await clear(history, 'all')).toBe(50)
    await history.close()
    expect(statSync(fileOf(folder)).size).toBeLessThan(100_000)
  })
})
