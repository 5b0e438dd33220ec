import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, describe, it } from 'vitest'
import { createTemporaryFolder, startWorkbench } from '../running-workbench.ts'
import { idsOf, open, openBeside, record, recordMany, withBody } from './recording.ts'

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

  it('keeps the newest genuine ones; what strangers send pushes none of them out', async () => {
    const history = await open(folder())
    const strangers = await recordMany(history, 30, () => withBody('<xml/>', 'stranger'))
    const genuine = await recordMany(history, 700)
    expect(await history.removeBeyond({ since: null, rows: 450 })).toBe(250)
    expect(idsOf(history)).toEqual([...strangers, ...genuine.slice(250)])
    expect(history.status().count).toBe(480)
    expect(await history.removeBeyond({ since: null, rows: 450 })).toBe(0)
  })
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
