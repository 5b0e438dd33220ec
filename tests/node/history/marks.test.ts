import { describe, expect, it } from 'vitest'
import type { CommandInput } from '../../../src-core/contract/commands.ts'
import type { Exchange, ExchangeSummary } from '../../../src-core/contract/exchange.ts'
import { NOTE_MAX } from '../../../src-core/contract/limits.ts'
import { summarize } from '../../../src-core/exchange/record.ts'
import { createTemporaryFolder, startWorkbench } from '../running-workbench.ts'
import { mountDisk, noMount } from '../small-disk.ts'
import type { SmallDisk } from '../small-disk.ts'
import { breakDisk, open, openBeside, record, untilStatus, withBody, remove } from './recording.ts'

type Started = Awaited<ReturnType<typeof startWorkbench>>

interface WithOne extends Started {
  id: string
  rowOf(): Promise<ExchangeSummary>
  get(): Promise<Exchange>
}

async function startWithOne(dataDir: string | null): Promise<WithOne> {
  const workbench: Started = await startWorkbench({ dataDir })
  await workbench.call('message.send', { account: (await workbench.account()).id, type: 'text' })
  const { id }: Exchange = await workbench.latest()
  const rowOf = async (): Promise<ExchangeSummary> =>
    (await workbench.call('exchange.list', { limit: 1 })).items[0]!
  const get = (): Promise<Exchange> => workbench.call('exchange.get', { id })
  return { ...workbench, id, rowOf, get }
}

/** Reads the orders that retention leaves out. */
const pinnedIn = (folder: string) => openBeside(folder).prepare('SELECT * FROM pinned').all()

const places: [name: string, folder: () => string | null][] = [
  ['on the disk', createTemporaryFolder],
  ['in memory', () => null],
]

describe.each(places)('a mark %s', (_, folder) => {
  it('is on the exchange and on its row, is told, and goes again', async () => {
    const { call, next, id, get, rowOf } = await startWithOne(folder())
    const told = next('exchange.amended')
    await call('exchange.mark', { ids: [id], pinned: true, note: '  退款失败的那次\n第二行 ' })
    const marks = { pinned: true, note: '退款失败的那次\n第二行' }
    expect(await told).toMatchObject({ exchange: { id, ...marks } })
    expect(await get()).toMatchObject(marks)
    expect(await rowOf()).toMatchObject(marks)
    await call('exchange.mark', { ids: [id], note: '' })
    expect(await get()).toMatchObject({ pinned: true })
    expect(await get()).not.toHaveProperty('note')
    await call('exchange.mark', { ids: [id], pinned: false })
    expect(await get()).not.toHaveProperty('pinned')
    expect(await rowOf()).not.toHaveProperty('pinned')
  })

  it('that says nothing new tells nothing', async () => {
    const { call, id, subscribe } = await startWithOne(folder())
    await call('exchange.mark', { ids: [id], note: 'a' })
    const told: string[] = []
    subscribe(({ type }) => void told.push(type))
    await call('exchange.mark', { ids: [id, id], note: 'a', pinned: false })
    await call('exchange.mark', { ids: [id, id], pinned: true })
    expect(told).toEqual(['exchange.amended'])
  })

  it.each<[string, Partial<CommandInput<'exchange.mark'>>, string]>([
    ['too long a note', { note: 'x'.repeat(NOTE_MAX + 1) }, 'INVALID_INPUT'],
    ['nothing to do', {}, 'INVALID_INPUT'],
    ['an unknown exchange among others', { ids: ['none'], pinned: true }, 'NOT_FOUND'],
  ])('is refused with %s, and then nothing is changed', async (_what, { ids = [], ...marks }, code) => {
    const { call, id, get } = await startWithOne(folder())
    const marking = call('exchange.mark', { ids: [id, ...ids], ...marks })
    await expect(marking).rejects.toMatchObject({ code })
    expect(await get()).not.toHaveProperty('pinned')
  })
})

it('a mark outlives the workbench, and so does the pin that retention sees', async () => {
  const dataDir = createTemporaryFolder()
  const { call, id, close } = await startWithOne(dataDir)
  await call('exchange.mark', { ids: [id], pinned: true, note: '留着' })
  await close()
  const again = await startWorkbench({ dataDir })
  expect((await again.call('exchange.list', { limit: 1 })).items).toMatchObject([
    { pinned: true, note: '留着' },
  ])
  expect(pinnedIn(dataDir)).toHaveLength(1)
  await again.call('exchange.mark', { ids: [id], pinned: false })
  expect(pinnedIn(dataDir)).toEqual([])
})

it('what waits for the disk can be pinned, and is pinned when it is written', async () => {
  const folder = createTemporaryFolder()
  const mend = breakDisk((await (await open(folder)).close(), folder))
  const history = await open(folder)
  const exchange = await record(history)
  const pinned = { ...exchange, pinned: true as const, note: 'a' }
  history.amend(pinned, { ...history.list({ limit: 1 }).items[0]!, pinned: true, note: 'a' })
  expect(history.list({ limit: 1 }).items).toMatchObject([{ pinned: true }])
  mend()
  await history.close()
  expect(pinnedIn(folder)).toHaveLength(1)
  expect((await open(folder)).get(exchange.id)).toMatchObject({ pinned: true, note: 'a' })
})

it('a mark that another workbench on the same file made is there at once', async () => {
  const dataDir = createTemporaryFolder()
  const one = await startWithOne(dataDir)
  const other = await startWorkbench({ dataDir })
  await one.call('exchange.mark', { ids: [one.id], note: '同一个文件' })
  expect(await other.call('exchange.get', { id: one.id })).toMatchObject({ note: '同一个文件' })
  // The mark of one does not undo that of the other.
  await other.call('exchange.mark', { ids: [one.id], pinned: true })
  expect(await one.get()).toMatchObject({ note: '同一个文件', pinned: true })
})

it('the pin of an exchange that is deleted goes with it', async () => {
  const folder = createTemporaryFolder()
  const history = await open(folder)
  const exchange = await record(history, { pinned: true })
  expect(pinnedIn(folder)).toHaveLength(1)
  await remove(history, [exchange.id])
  expect(pinnedIn(folder)).toEqual([])
})

it.skipIf(noMount).each([
  ['read-only', (disk: SmallDisk) => disk.setReadOnly(true), (disk: SmallDisk) => disk.setReadOnly(false)],
  ['full', (disk: SmallDisk) => disk.fillUpTo(0), (disk: SmallDisk) => disk.empty()],
] as const)(
  'a disk that is %s takes the mark later, and the status says so (needs root)',
  async (reason, break_, mend) => {
    const disk = mountDisk(3 * 1024)
    const before = await open(disk.folder)
    const exchange = await record(before, withBody('x'.repeat(50_000)))
    await before.close()
    break_(disk)
    const history = await open(disk.folder)
    const marked = { ...exchange, pinned: true as const, note: 'x'.repeat(NOTE_MAX) }
    history.amend(marked, summarize(marked))
    expect(history.status()).toMatchObject({ kept: 'memory', reason })
    expect(history.get(exchange.id)).toEqual(marked)
    mend(disk)
    await untilStatus(history, (status) => status.reason === null)
    await history.close()
    expect((await open(disk.folder)).get(exchange.id)).toEqual(marked)
  },
)
