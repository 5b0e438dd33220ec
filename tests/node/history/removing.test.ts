import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { RemovalTarget } from '../../../src-core/contract/removal.ts'
import { countCalls } from '../call-counts.ts'
import { createTemporaryFolder, startWorkbench } from '../running-workbench.ts'
import {
  breakDisk,
  idsOf,
  open,
  openBeside,
  record,
  recordMany,
  withBody,
  clear,
  remove,
} from './recording.ts'

const SECRET = 'the-secret-that-is-removed'

function isInFiles(folder: string): boolean {
  return readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes(SECRET))
}

/** Opens a history and notes what it reports as hidden. */
async function openTelling(folder: string | null) {
  const history = await open(folder)
  const told: RemovalTarget[] = []
  history.watch({ changed() {}, hidden: (target) => void told.push(target), restored() {}, removed() {} })
  return { history, told }
}

const places: [name: string, folder: () => string | null][] = [
  ['on the disk', createTemporaryFolder],
  ['in memory', () => null],
]

describe.each(places)('single exchanges %s', (_, folder) => {
  it('are removed, and told', async () => {
    const { history, told } = await openTelling(folder())
    const ids = await recordMany(history, 5)
    expect(await remove(history, [ids[1]!, ids[3]!, 'unknown'])).toBe(2)
    expect(idsOf(history)).toEqual([ids[0], ids[2], ids[4]])
    expect([history.get(ids[1]!), history.has(ids[1]!), history.status().count]).toEqual([null, false, 3])
    expect(told).toEqual([{ ids: [ids[1], ids[3], 'unknown'] }])
  })

  it('are no deliveries any more', async () => {
    const { history } = await openTelling(folder())
    const { id, account, messageKey } = await record(history)
    await remove(history, [id])
    expect(history.deliveries({ account: account!, messageKey: messageKey!, since: 0, limit: 3 })).toEqual([])
  })

  it('are cleared by account, by time, and by both', async () => {
    const { history, told } = await openTelling(folder())
    const add = (account: string, receivedAt: number, standing: 'genuine' | 'stranger' = 'genuine') =>
      record(history, { account, receivedAt, ...withBody('<xml/>', standing) })
    await add('a', 1)
    const b1 = await add('b', 1)
    const a2 = await add('a', 2)
    const stranger = await add('b', 1, 'stranger')
    const b2 = await add('b', 2)
    expect(await clear(history, 'all', { account: 'a', before: 2 })).toBe(1)
    expect(idsOf(history)).toEqual([b1, a2, stranger, b2].map(({ id }) => id))
    expect(await clear(history, 'strangers', { account: 'b' })).toBe(1)
    expect(await clear(history, 'all', { before: 2 })).toBe(1)
    expect(idsOf(history)).toEqual([a2.id, b2.id])
    expect(await clear(history, 'all', { account: 'b' })).toBe(1)
    expect(idsOf(history)).toEqual([a2.id])
    expect(told).toHaveLength(4)
    expect(told[1]).toEqual({ which: 'strangers', account: 'b' })
  })
})

it('a part of thousands goes in steps; what comes meanwhile stays', async () => {
  const folder = createTemporaryFolder()
  const { history } = await openTelling(folder)
  const mine = await recordMany(history, 700, (n) => ({
    account: n % 2 ? 'b' : 'a',
    ...withBody(n % 2 ? 'kept' : SECRET),
  }))
  const { removal, count } = await history.hide({ which: 'all', account: 'a' })
  const erasing = history.erase(removal)
  const { id: late } = await record(history, { account: 'a' })
  await erasing
  expect(count).toBe(350)
  expect(idsOf(history)).toEqual([...mine.filter((_, n) => n % 2 === 1), late])
  expect(history.status().count).toBe(351)
  expect(isInFiles(folder)).toBe(false)
})

it('no step reads all rows to count them, and the counts are right all the same', async () => {
  const folder = createTemporaryFolder()
  const { history } = await openTelling(folder)
  history.limitRefused({ rows: 3, bytes: 1_000_000 })
  await recordMany(history, 900, (n) => ({ account: n % 3 ? 'a' : 'b' }))
  await recordMany(history, 3, () => ({ account: 'a', ...withBody('<xml/>', 'stranger') }))
  const { done, countOf } = await countCalls(() => clear(history, 'all', { account: 'a' }))
  expect([done, countOf('/node/history/store.ts', 'recount')]).toEqual([603, 0])
  expect(history.status().count).toBe(300)
  // The room of the refused ones that are gone is free again.
  const strangers = await recordMany(history, 3, () => withBody('<xml/>', 'stranger'))
  expect(idsOf(history).slice(300)).toEqual(strangers)
  expect(history.status().count).toBe(303)
})

it('a removed exchange is gone from every file', async () => {
  const folder = createTemporaryFolder()
  const { history } = await openTelling(folder)
  const { id } = await record(history, withBody(SECRET.repeat(100)))
  await record(history)
  expect(isInFiles(folder)).toBe(true)
  await remove(history, [id])
  expect(isInFiles(folder)).toBe(false)
})

it('an exchange that waits for the disk is removed, too', async () => {
  const folder = createTemporaryFolder()
  const { history, told } = await openTelling(folder)
  const mend = breakDisk(folder)
  const { id } = await record(history)
  expect(history.has(id)).toBe(true)
  expect(await remove(history, [id])).toBe(1)
  mend()
  expect([history.has(id), told]).toEqual([false, [{ ids: [id] }]])
  await history.close()
  expect(openBeside(folder).prepare('SELECT count(*) AS n FROM exchanges').get()).toEqual({ n: 0 })
})

it('a row of an older version tells its reply and cause, as its exchange does', async () => {
  const folder = createTemporaryFolder()
  const before = await open(folder)
  const { id } = await record(before, { guarded: true })
  const { id: damaged } = await record(before, { guarded: true })
  await before.close()
  const beside = openBeside(folder)
  beside.exec(
    `UPDATE exchanges SET summary = json_remove(summary, '$.reply', '$.guarded');
     UPDATE exchanges SET head = '{' WHERE id = '${damaged}'`,
  )
  beside.close()
  const history = await open(folder)
  const [second, first] = history.list({ limit: 2 }).items
  expect(first).toMatchObject({ id, guarded: true, reply: { kind: 'success' }, standing: 'genuine' })
  // It is still a row, which tells less.
  expect(second).toMatchObject({ id: damaged, verdict: 'ignored' })
})

it('every window hears of it', async () => {
  const workbench = await startWorkbench()
  const { id: account } = await workbench.account()
  await workbench.call('message.send', { account, type: 'text' })
  const { id } = await workbench.latest()
  const removed = workbench.next('exchange.removed')
  expect(await workbench.call('exchange.remove', { ids: [id] })).toMatchObject({ removed: 1 })
  expect(await removed).toMatchObject({ ids: [id], count: 0 })
  await workbench.call('message.send', { account, type: 'text' })
  expect(await workbench.call('history.clear', { account: 'another' })).toMatchObject({ removed: 0 })
  expect(await workbench.call('history.clear', { account })).toMatchObject({ removed: 1 })
})
