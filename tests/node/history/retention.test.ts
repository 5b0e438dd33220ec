import { closeSync, ftruncateSync, openSync, readdirSync, readFileSync, readSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, describe, it } from 'vitest'
import type { Exchange } from '../../../src-core/contract/exchange.ts'
import { createTemporaryFolder, startWorkbench } from '../running-workbench.ts'
import { fileOf, idsOf, open, openBeside, record, recordMany, withBody } from './recording.ts'

const SECRET = 'the-secret-of-last-month'
const places: [name: string, folder: () => string | null][] = [
  ['on the disk', createTemporaryFolder],
  ['in memory', () => null],
]

describe.each(places)('a history with bounds, %s', (_, folder) => {
  it('removes what came before a time, refused or not, and tells it', async () => {
    const history = await open(folder())
    const told: string[] = []
    history.watch({ changed() {}, hidden() {}, restored() {}, removed: (ids) => void told.push(...ids) })
    const old = await recordMany(history, 3, (n) => ({ receivedAt: 100 + n }))
    const stranger = await record(history, { receivedAt: 150, ...withBody('<xml/>', 'stranger') })
    const recent = await recordMany(history, 2, () => ({ receivedAt: 200 }))
    // Its clock was wrong when it came.
    const early = await record(history, { receivedAt: 1 })
    expect(await history.removeBeyond({ since: 200, rows: null })).toBe(5)
    expect(idsOf(history)).toEqual(recent)
    expect(told.toSorted()).toEqual([...old, stranger.id, early.id].toSorted())
  })

  it('counts the age of what was imported from the import', async () => {
    const history = await open(folder())
    const session = { name: 'last-year.json', importedAt: 200 }
    const [imported] = await recordMany(history, 2, (n) => ({ receivedAt: 1, ...(n === 0 && { session }) }))
    expect(await history.removeBeyond({ since: 200, rows: null })).toBe(1)
    expect(idsOf(history)).toEqual([imported])
    expect(await history.removeBeyond({ since: 201, rows: null })).toBe(1)
  })

  it('keeps the newest genuine ones; what strangers send pushes none of them out', async () => {
    const history = await open(folder())
    const strangers = await recordMany(history, 30, () => withBody('<xml/>', 'stranger'))
    const genuine = await recordMany(history, 700)
    expect(await history.removeBeyond({ since: null, rows: 450 })).toBe(250)
    expect(idsOf(history)).toEqual([...strangers, ...genuine.slice(250)])
    expect(history.status().count).toBe(480)
    expect(await history.removeBeyond({ since: null, rows: 450 })).toBe(0)
  })

  it('keeps the bounds of one account apart from those of the others, and pinned ones always', async () => {
    const history = await open(folder())
    const add = (account: string | null, receivedAt: number, more: Partial<Exchange> = {}) =>
      record(history, { account, receivedAt, ...more })
    const pinned = await add('b', 1, { pinned: true })
    const stray = await add(null, 1)
    const [a1, a2, b1, b2] = [await add('a', 1), await add('a', 2), await add('b', 1), await add('b', 2)]
    expect(await history.removeBeyond({ of: { account: 'b' }, since: 2, rows: null })).toBe(1)
    expect(idsOf(history)).toEqual([pinned, stray, a1, a2, b2].map(({ id }) => id))
    expect(await history.removeBeyond({ of: { except: ['b'] }, since: null, rows: 1 })).toBe(2)
    expect(idsOf(history)).toEqual([pinned, a2, b2].map(({ id }) => id))
    expect(await history.removeBeyond({ of: { account: 'b' }, since: null, rows: 0 })).toBe(1)
    expect(await history.removeBeyond({ since: 100, rows: 0 })).toBe(1)
    expect([idsOf(history), history.status().count, history.has(b1.id)]).toEqual([[pinned.id], 1, false])
  })
})

/** Makes the file as large as a history of so many bytes, which takes no room on the disk. */
function inflate(folder: string, bytes: number): void {
  const file = openSync(fileOf(folder), 'r+')
  const header = Buffer.alloc(100)
  readSync(file, header, 0, header.length, 0)
  header.writeUInt32BE(bytes / header.readUInt16BE(16), 28)
  writeSync(file, header, 0, header.length, 0)
  ftruncateSync(file, bytes)
  closeSync(file)
}

it('loses nothing of a large history before the settings have said how large it may be', async () => {
  const folder = createTemporaryFolder()
  const first = await open(folder)
  const ids = await recordMany(first, 20)
  await first.close()
  inflate(folder, 3 * 1024 ** 3)
  const history = await open(folder)
  await record(history)
  expect(idsOf(history).slice(0, 20)).toEqual(ids)
  expect(history.reported).toEqual([])
})

it('is bounded by bytes as the settings say, and pinned ones stay', async () => {
  const folder = createTemporaryFolder()
  const history = await open(folder)
  const pinned = await record(history, { pinned: true, ...withBody('x'.repeat(300_000)) })
  await recordMany(history, 60, () => withBody('x'.repeat(100_000)))
  history.limitBytes(2_000_000)
  const { id } = await record(history, withBody('x'))
  while (history.status().count > 25) await new Promise(setImmediate)
  const ids = idsOf(history)
  expect([ids[0], ids.at(-1)]).toEqual([pinned.id, id])
})

it('an account’s own bounds are set, and hold at the next start', async () => {
  const dataDir = createTemporaryFolder()
  const one = await startWorkbench({ dataDir })
  const { id: account } = await one.account()
  for (let n = 0; n < 3; n++) await one.call('message.send', { account, type: 'text' })
  const keep = { days: 0, rows: 1 }
  const wrong = { id: account, change: { keep: { days: -1, rows: 0 } } }
  await expect(one.call('account.update', wrong)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  await one.call('account.update', { id: account, change: { keep } })
  const newest = await one.latest()
  await one.close()
  const again = await startWorkbench({ dataDir })
  while ((await again.call('history.count', {})).count > 1) await again.next('exchange.removed')
  expect((await again.call('exchange.list', { limit: 9 })).items).toMatchObject([{ id: newest.id }])
  expect((await again.account()).keep).toEqual(keep)
})

it('what lies beyond the bounds is in no file any more', async () => {
  const folder = createTemporaryFolder()
  const history = await open(folder)
  await record(history, { receivedAt: 1, ...withBody(SECRET.repeat(100)) })
  const { id } = await record(history, { receivedAt: 2, ...withBody(SECRET.repeat(100)) })
  await record(history, { receivedAt: 3 })
  const isInFiles = () =>
    readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes(SECRET))
  await history.removeBeyond({ since: 2, rows: null })
  expect([history.has(id), isInFiles()]).toEqual([true, true])
  await history.removeBeyond({ since: null, rows: 1 })
  expect([history.has(id), isInFiles()]).toEqual([false, false])
})

it('old rows far apart are found, whatever lies between them', async () => {
  const folder = createTemporaryFolder()
  const history = await open(folder)
  await recordMany(history, 3, (n) => ({ receivedAt: n }))
  const beside = openBeside(folder)
  // As after a year of sweeping: the numbers are high, and have gaps.
  for (const table of ['exchanges', 'facts']) beside.exec(`UPDATE ${table} SET "order" = "order" * 40000`)
  beside.close()
  expect(await history.removeBeyond({ since: 2, rows: null })).toBe(2)
  expect(history.status().count).toBe(1)
})

it('a start removes what came too long ago before it is asked for anything', async () => {
  const dataDir = createTemporaryFolder()
  const before = await open(dataDir)
  const now = Date.now()
  await record(before, { receivedAt: now - 3_700_000 })
  const { id } = await record(before, { receivedAt: now - 3_500_000 })
  await before.close()
  const workbench = await startWorkbench({ dataDir, retention: { ageMs: 3_600_000, rows: null } })
  while ((await workbench.call('history.count', {})).count > 1) {
    await workbench.next('exchange.removed')
  }
  const { items } = await workbench.call('exchange.list', { limit: 10 })
  expect(items.map((one) => one.id)).toEqual([id])
})
