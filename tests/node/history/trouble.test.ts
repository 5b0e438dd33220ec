import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, renameSync, rmSync, symlinkSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { HistoryStatus } from '../../../src-core/contract/workbench.ts'
import { summarize } from '../../../src-core/exchange/record.ts'
import { createTemporaryFolder, startWorkbench } from '../running-workbench.ts'
import { mountDisk, noMount } from '../small-disk.ts'
import {
  breakDisk,
  createExchange,
  fileOf,
  idsOf,
  open,
  openBeside,
  record,
  recordMany,
  untilStatus,
  withBody,
  clear,
} from './recording.ts'

describe('a history that another program holds', () => {
  it('lets the reply wait for it a moment, and the process not at all', async () => {
    const folder = createTemporaryFolder()
    const history = await open(folder)
    const beside = openBeside(folder)
    beside.exec('BEGIN IMMEDIATE')
    const recorded = record(history)
    // If the process blocked while it waits, the lock could not go away.
    await new Promise((resolve) => setImmediate(resolve))
    expect(beside.prepare('SELECT count(*) AS n FROM exchanges').get()).toEqual({ n: 0 })
    beside.exec('COMMIT')
    const { id } = await recorded
    expect(beside.prepare('SELECT id FROM exchanges').all()).toEqual([{ id }])
    expect(history.status()).toMatchObject({ kept: 'disk', reason: null, waiting: 0 })
    expect(history.reported).toEqual([])
  })

  it.each(['BEGIN IMMEDIATE', 'BEGIN EXCLUSIVE'])(
    'for long (%s) gets everything afterwards, in order',
    async (lock) => {
      const folder = createTemporaryFolder()
      const history = await open(folder)
      const first = await record(history)
      const beside = openBeside(folder)
      beside.exec(lock)
      const ids = await recordMany(history, 50)
      expect(history.status()).toMatchObject({ kept: 'memory', reason: 'locked', count: 51, waiting: 50 })
      expect(idsOf(history)).toEqual([first.id, ...ids])
      expect(history.get(ids[7]!)?.id).toBe(ids[7])
      const found = history.deliveries({ account: 'default', messageKey: 'msg:1', since: 0, limit: 60 })
      expect(found.map(({ id }) => id)).toEqual([first.id, ...ids].toReversed())
      const draft = { type: 'text', content: '草稿' } as const
      const amended = { ...first, draft }
      history.amend(amended, { ...summarize(amended), excerpt: 'amended' })
      expect(history.get(first.id)).toEqual(amended)
      expect(history.list({ before: ids[0]!, limit: 5 }).items).toMatchObject([{ excerpt: 'amended' }])

      beside.exec('COMMIT')
      const status = await untilStatus(history, ({ reason }) => reason === null)
      expect(status).toMatchObject({ kept: 'disk', waiting: 0, count: 51 })
      expect(history.reported).toHaveLength(1)
      await history.close()
      const again = await open(folder)
      expect(idsOf(again)).toEqual([first.id, ...ids])
      expect(again.get(first.id)).toEqual(amended)
    },
  )

  it('at the end gets what waits as soon as it is free', async () => {
    const folder = createTemporaryFolder()
    const history = await open(folder)
    const beside = openBeside(folder)
    beside.exec('BEGIN IMMEDIATE')
    const ids = await recordMany(history, 3)
    const closed = history.close()
    beside.exec('COMMIT')
    await closed
    expect(idsOf(await open(folder))).toEqual(ids)
  })

  it('when it starts is read when it is free, and gets what came meanwhile', async () => {
    const folder = createTemporaryFolder()
    const before = await open(folder)
    const first = await record(before)
    await before.close()
    const beside = openBeside(folder)
    beside.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; INSERT INTO horizons VALUES (1, 0)')
    const history = await open(folder)
    const second = await record(history)
    expect(history.status()).toMatchObject({ kept: 'memory', reason: 'locked', waiting: 1 })
    beside.close()
    await untilStatus(history, ({ reason }) => reason === null)
    expect(idsOf(history)).toEqual([first.id, second.id])
  })
})

describe('a disk that gives out', () => {
  it('is tried again, and gets everything in order', async () => {
    const folder = createTemporaryFolder()
    const history = await open(folder)
    const first = await record(history)
    const mend = breakDisk(folder)
    const ids = await recordMany(history, 2)
    expect(history.status()).toMatchObject({ kept: 'memory', reason: 'failed', count: 3, waiting: 2 })
    expect(history.list({ limit: 1 })).toMatchObject({ items: [{ id: ids[1] }], more: true })
    expect(history.list({ before: ids[0]!, limit: 9 }).items.map(({ id }) => id)).toEqual([first.id])
    mend()
    ids.push((await record(history)).id)
    await untilStatus(history, ({ reason }) => reason === null)
    await history.close()
    expect(idsOf(await open(folder))).toEqual([first.id, ...ids])
    expect(history.reported).toHaveLength(1)
  })

  it('leaves in memory what it has room for: what was refused goes first, then the oldest, and that is said', async () => {
    const folder = createTemporaryFolder()
    const history = await open(folder)
    history.limitRefused({ rows: 200, bytes: 16 * 1024 * 1024 })
    breakDisk(folder)
    await recordMany(history, 300, () => ({ standing: 'stranger' }))
    expect(history.status()).toMatchObject({ waiting: 200, dropped: 0 })
    const ids = await recordMany(history, 5100)
    expect(history.status()).toMatchObject({ waiting: 5000, dropped: 300 })
    expect(idsOf(history)).toEqual(ids.slice(-5000))
  })

  it('is said on the channel, and that it is well again', async () => {
    const dataDir = createTemporaryFolder()
    const workbench = await startWorkbench({ dataDir })
    const { id: account } = await workbench.account()
    const until = (kept: 'disk' | 'memory') =>
      new Promise<HistoryStatus>((resolve) => {
        workbench.subscribe((event) => {
          if (event.type === 'history.changed' && event.history.kept === kept) resolve(event.history)
        })
      })
    const ill = until('memory')
    const mend = breakDisk(dataDir)
    const answer = await workbench.call('message.send', { account, type: 'text' })
    expect(answer).toMatchObject({ status: 200, body: 'success' })
    expect(await ill).toMatchObject({ reason: 'failed', count: 1, waiting: 1 })
    const well = until('disk')
    mend()
    expect(await well).toMatchObject({ reason: null, count: 1, waiting: 0 })
  })

  it.skipIf(noMount)('since it is full loses nothing (needs root: a disk of its own)', async () => {
    const disk = mountDisk(3 * 1024)
    const history = await open(disk.folder)
    const early = await recordMany(history, 20, () => withBody('x'.repeat(2000)))
    disk.fillUpTo(0)
    const late = await recordMany(history, 280, () => withBody('x'.repeat(2000)))
    expect(history.status()).toMatchObject({ kept: 'memory', reason: 'full', count: 300 })
    expect(history.status().waiting).toBeGreaterThan(0)
    disk.empty()
    const last = await recordMany(history, 50, () => withBody('x'.repeat(2000)))
    await untilStatus(history, ({ reason }) => reason === null)
    await history.close()
    const again = await open(disk.folder)
    expect(idsOf(again)).toEqual([...early, ...late, ...last])
  })

  it.skipIf(noMount)('since it is full when it starts begins when there is space (needs root)', async () => {
    const disk = mountDisk(1024)
    disk.fillUpTo(0)
    const history = await open(disk.folder)
    const { id } = await record(history)
    expect(history.status()).toMatchObject({ kept: 'memory', reason: 'full', waiting: 1 })
    disk.empty()
    await untilStatus(history, ({ reason }) => reason === null)
    await history.close()
    expect(idsOf(await open(disk.folder))).toEqual([id])
  })

  it.skipIf(noMount)('since it is read-only shows what was there, and says so (needs root)', async () => {
    const disk = mountDisk(3 * 1024)
    const before = await open(disk.folder)
    const ids = await recordMany(before, 30)
    await before.close()
    disk.setReadOnly(true)
    const history = await open(disk.folder)
    expect(history.status()).toMatchObject({ kept: 'memory', reason: 'read-only', count: 30, waiting: 0 })
    ids.push((await record(history)).id)
    expect(idsOf(history)).toEqual(ids)
    expect(history.get(ids[3]!)?.id).toBe(ids[3])
    await expect(clear(history, 'all')).rejects.toMatchObject({ code: 'HISTORY_NOT_CLEARED' })
    expect(history.status()).toMatchObject({ count: 31, waiting: 1, damaged: null })
    disk.setReadOnly(false)
    await untilStatus(history, ({ reason }) => reason === null)
    await history.close()
    expect(idsOf(await open(disk.folder))).toEqual(ids)
  })

  it.skipIf(noMount)('since it became read-only goes on when it is writable again (needs root)', async () => {
    const disk = mountDisk(3 * 1024)
    const history = await open(disk.folder)
    const first = await record(history)
    // A disk with a file open for writing cannot become read-only, so that the next start meets it.
    await history.close()
    disk.setReadOnly(true)
    const again = await open(disk.folder)
    expect(idsOf(again)).toEqual([first.id])
  })
})

describe('a folder', () => {
  it.each([
    ['the folder', (folder: string) => rmSync(folder, { recursive: true })],
    ['the folder, under another name', (folder: string) => renameSync(folder, `${folder}-moved`)],
    [
      'the file',
      (folder: string) => ['', '-wal', '-shm'].forEach((suffix) => rmSync(fileOf(folder) + suffix)),
    ],
  ])('of which %s is taken away while it runs is made anew, and that is said', async (_name, take) => {
    const folder = createTemporaryFolder()
    const history = await open(folder)
    await recordMany(history, 5)
    take(folder)
    const ids = await recordMany(history, 3)
    expect(history.status()).toMatchObject({ kept: 'disk', reason: null, deleted: true, count: 3 })
    rmSync(`${folder}-moved`, { recursive: true, force: true })
    // Neither closing the old file nor a sudden end removes the new one.
    expect(readdirSync(folder)).toContain('history.sqlite-wal')
    await history.close()
    expect(idsOf(await open(folder))).toEqual(ids)
  })

  it('is looked after while nothing comes as well', async () => {
    const folder = createTemporaryFolder()
    const history = await open(folder)
    await record(history)
    rmSync(folder, { recursive: true })
    expect(await untilStatus(history, ({ deleted }) => deleted)).toMatchObject({ kept: 'disk', count: 0 })
    expect(readdirSync(folder)).toContain('history.sqlite')
  })

  it('on the way to which something is in the way is said, and is no defect of ours', async () => {
    const parent = createTemporaryFolder()
    const [way, elsewhere] = [join(parent, 'way'), join(parent, 'elsewhere')]
    const history = await open(join(way, 'data'))
    const first = await record(history)
    renameSync(way, elsewhere)
    symlinkSync('way', way)
    await untilStatus(history, ({ reason }) => reason !== null)
    const second = await record(history)
    unlinkSync(way)
    renameSync(elsewhere, way)
    await untilStatus(history, ({ reason }) => reason === null)
    await history.close()
    expect(idsOf(await open(join(way, 'data')))).toEqual([first.id, second.id])
  })

  it('whose WAL alone is deleted loses nothing', async () => {
    const folder = createTemporaryFolder()
    const history = await open(folder)
    const ids = await recordMany(history, 5)
    unlinkSync(`${fileOf(folder)}-wal`)
    ids.push(...(await recordMany(history, 3)))
    expect(history.status()).toMatchObject({ kept: 'disk', deleted: false, count: 8 })
    await history.close()
    expect(idsOf(await open(folder))).toEqual(ids)
  })

  it('where another history is put in the place of the file goes on with that one', async () => {
    const [folder, other] = [createTemporaryFolder(), createTemporaryFolder()]
    const backup = await open(other)
    const old = await recordMany(backup, 4)
    await backup.close()
    const history = await open(folder)
    await recordMany(history, 2)
    renameSync(fileOf(other), fileOf(folder))
    for (const suffix of ['-wal', '-shm']) rmSync(fileOf(folder) + suffix)
    const { id } = await record(history)
    expect(idsOf(history)).toEqual([...old, id])
    expect(history.status()).toMatchObject({ kept: 'disk', deleted: false, count: 5 })
  })

  it('that cannot be made is no reason not to answer', async () => {
    const history = await open('/dev/null/nowhere')
    const { id } = await record(history)
    expect(history.status()).toMatchObject({ kept: 'memory', reason: 'failed', count: 1, waiting: 1 })
    expect(history.get(id)).toEqual(createExchange({ id }))
    expect(await clear(history, 'all')).toBe(1)
    expect(history.status().count).toBe(0)
  })
})

/** Opens it as user nobody: returns the history's status, and the ids that it finds. */
function openAsNobody(folder: string): unknown {
  const script = `
    import { openHistory } from ${JSON.stringify(join(import.meta.dirname, '../../../src-main/node/history/open-history.ts'))}
    const history = await openHistory(${JSON.stringify(folder)}, { report() {} })
    const { kept, reason, count } = history.status()
    const ids = history.list({ limit: 9 }).items.map(({ id }) => id)
    process.stdout.write(JSON.stringify({ kept, reason, count, ids }))
    process.exit()`
  const nobody = ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath]
  const args = [...nobody, '--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script]
  return JSON.parse(execFileSync('setpriv', args, { encoding: 'utf8' }))
}

const canBeNobody = process.getuid?.() === 0 && existsSync('/usr/bin/setpriv')

describe.skipIf(!canBeNobody)('the folder of another user (needs root and setpriv)', () => {
  it('is read where it may be, and the reason is said', async () => {
    const folder = createTemporaryFolder()
    const history = await open(folder)
    const ids = await recordMany(history, 3)
    await history.close()
    chmodSync(folder, 0o755)
    expect(openAsNobody(folder)).toEqual({ kept: 'memory', reason: 'read-only', count: 0, ids: [] })
    chmodSync(fileOf(folder), 0o644)
    expect(openAsNobody(folder)).toEqual({
      kept: 'memory',
      reason: 'read-only',
      count: 3,
      ids: ids.toReversed(),
    })
    expect(readdirSync(folder)).toEqual(['history.sqlite'])
  })

  it('that nothing may be made in is no reason not to answer', () => {
    const folder = createTemporaryFolder()
    chmodSync(folder, 0o755)
    const nothing = { kept: 'memory', reason: 'read-only', count: 0, ids: [] }
    expect(openAsNobody(folder)).toEqual(nothing)
    expect(openAsNobody(join(folder, 'below'))).toEqual(nothing)
    chmodSync(folder, 0o700)
    expect(openAsNobody(folder)).toEqual(nothing)
  })
})
