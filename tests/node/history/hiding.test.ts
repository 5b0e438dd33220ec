import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mountDisk, noMount } from '../small-disk.ts'
import { createTemporaryFolder, startWorkbench } from '../running-workbench.ts'
import { clear, idsOf, open, openBeside, record, recordMany, withBody } from './recording.ts'

const SECRET = 'the-secret-that-is-hidden'

const isInFiles = (folder: string): boolean =>
  readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes(SECRET))

const places: [name: string, folder: () => string | null][] = [
  ['on the disk', createTemporaryFolder],
  ['in memory', () => null],
]

describe.each(places)('what is hidden %s', (_, folder) => {
  it('is found by nothing, and shown again each is in its place', async () => {
    const history = await open(folder())
    const ids = await recordMany(history, 5, (n) => ({ messageKey: `msg:${n}` }))
    const delivery = { account: 'default', messageKey: 'msg:2', since: 0, limit: 3 }
    const { removal, count } = await history.hide({ ids: [ids[1]!, ids[2]!] })
    expect([count, idsOf(history)]).toEqual([2, [ids[0], ids[3], ids[4]]])
    expect([history.get(ids[2]!), history.has(ids[2]!), history.deliveries(delivery)]).toEqual([
      null,
      false,
      [],
    ])
    expect([history.status().count, history.count({})]).toEqual([3, { count: 3, pinned: 0 }])
    const late = await record(history)
    await history.restore(removal)
    expect(idsOf(history)).toEqual([...ids, late.id])
    expect([history.status().count, history.deliveries(delivery).length]).toEqual([6, 1])
  })

  it('can be shown again only once, and not once it is erased', async () => {
    const history = await open(folder())
    await recordMany(history, 3)
    const first = await history.hide({ which: 'all' })
    await history.restore(first.removal)
    await expect(history.restore(first.removal)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const second = await history.hide({ which: 'all' })
    const erasing = history.erase(second.removal)
    await expect(history.restore(second.removal)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await erasing
    expect(idsOf(history)).toEqual([])
  })

  it('leaves the pinned ones, unless they are named', async () => {
    const history = await open(folder())
    const ids = await recordMany(history, 4, (n) => (n % 2 ? { pinned: true } : {}))
    expect(history.count({})).toEqual({ count: 2, pinned: 2 })
    expect(await clear(history)).toBe(2)
    expect(idsOf(history)).toEqual([ids[1], ids[3]])
    expect((await history.hide({ ids: [ids[1]!] })).count).toBe(1)
    expect((await history.hide({ which: 'all', pinned: true })).count).toBe(1)
    expect(idsOf(history)).toEqual([])
  })

  it('leaves one that is unpinned later', async () => {
    const history = await open(folder())
    const { pinned: _pinned, ...exchange } = await record(history, { pinned: true })
    await history.hide({ which: 'all' })
    history.amend(exchange, history.list({ limit: 1 }).items[0]!)
    expect(idsOf(history)).toEqual([exchange.id])
  })
})

it('is erased when the history is closed', async () => {
  const folder = createTemporaryFolder()
  const history = await open(folder)
  await recordMany(history, 30, () => withBody(SECRET.repeat(100)))
  await history.hide({ which: 'all' })
  expect(isInFiles(folder)).toBe(true)
  await history.close()
  expect(isInFiles(folder)).toBe(false)
})

/** Hides what matches, says so, and waits to be killed. */
const HIDING = `
  const { openHistory } = await import(process.argv[1])
  const history = await openHistory(process.argv[2], { report: console.error })
  const { count } = await history.hide({ which: 'all' })
  console.log(count)
  setInterval(() => {}, 1000)
`

it('is hidden still, and then erased, at the next start after a kill', async () => {
  const folder = createTemporaryFolder()
  const before = await open(folder)
  await recordMany(before, 30, (n) => ({ ...withBody(SECRET.repeat(100)), ...(n === 7 && { pinned: true }) }))
  await before.close()
  const file = new URL('../../../src-main/node/history/open-history.ts', import.meta.url).href
  const child = spawn(process.execPath, ['--input-type=module', '--eval', HIDING, file, folder])
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(String(said).trim()).toBe('29')
  const history = await open(folder)
  expect(idsOf(history)).toHaveLength(1)
  expect(history.status().count).toBe(1)
  await history.close()
  const beside = openBeside(folder)
  const rowsOf = (table: string) => beside.prepare(`SELECT count(*) AS n FROM ${table}`).get()
  expect(['exchanges', 'hidden', 'removals', 'pinned'].map(rowsOf)).toEqual([1, 0, 0, 1].map((n) => ({ n })))
})

it('a removal that came while another program reads the file is erased when that is over', async () => {
  const folder = createTemporaryFolder()
  const history = await open(folder)
  await recordMany(history, 3, () => withBody(SECRET))
  const reader = openBeside(folder)
  reader.exec('BEGIN')
  reader.prepare('SELECT count(*) FROM exchanges').get()
  const { removal } = await history.hide({ which: 'all' })
  const erasing = history.erase(removal)
  expect(idsOf(history)).toEqual([])
  reader.exec('COMMIT')
  await erasing
  expect(isInFiles(folder)).toBe(false)
})

it.skipIf(noMount).each(['read-only', 'full'])(
  'on a disk that is %s nothing is hidden, and the failure says so (needs root)',
  async (reason) => {
    const disk = mountDisk(3 * 1024)
    const before = await open(disk.folder)
    const ids = await recordMany(before, 300, () => withBody('x'.repeat(500)))
    await before.close()
    if (reason === 'read-only') disk.setReadOnly(true)
    const history = await open(disk.folder)
    if (reason === 'full') disk.fillUpTo(0)
    const code = 'HISTORY_NOT_CLEARED'
    await expect(history.hide({ which: 'all' })).rejects.toMatchObject({ code })
    expect(idsOf(history)).toEqual(ids)
    expect(history.status().count).toBe(300)
  },
)

describe('two workbenches on one file', () => {
  it('hide it in both, and both show it again', async () => {
    const dataDir = createTemporaryFolder()
    const [one, other] = [await startWorkbench({ dataDir }), await startWorkbench({ dataDir })]
    const { id: account } = await one.account()
    await one.call('message.send', { account, type: 'text' })
    const rowsOf = async () => (await other.call('exchange.list', { limit: 9 })).items.length
    const gone = other.next('history.cleared')
    const { removed, undo } = await one.call('history.clear', { account })
    expect(await gone).toMatchObject({ which: 'all', account, count: 0 })
    expect([removed, await rowsOf()]).toEqual([1, 0])
    const back = other.next('history.restored')
    await one.call('undo.apply', { id: undo })
    expect(await back).toMatchObject({ count: 1 })
    expect(await rowsOf()).toBe(1)
  })

  it('say nothing of a return where it was erased', async () => {
    const folder = createTemporaryFolder()
    const [one, other] = [await open(folder), await open(folder)]
    const told: string[] = []
    const [heard, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    other.watch({
      changed: ({ count }) => count === 1 && over.resolve(),
      hidden: () => heard.resolve(),
      restored: () => void told.push('restored'),
      removed() {},
    })
    await recordMany(one, 2)
    const { removal } = await one.hide({ which: 'all' })
    await heard.promise
    await one.erase(removal)
    await record(one)
    await over.promise
    expect(told).toEqual([])
  })
})
