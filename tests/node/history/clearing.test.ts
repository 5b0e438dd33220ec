import { chmodSync, copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createTemporaryFolder, startWorkbench } from '../running-workbench.ts'
import { fileOf, idsOf, open, openBeside, record, recordMany, withBody, clear } from './recording.ts'

const SECRET = 'the-secret-that-is-cleared'

/** Counts the text in the files as they are now, and so as a kill would leave them. */
function countInFiles(folder: string, text = SECRET): number {
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name)).toString('latin1').split(text).length - 1)
    .reduce((sum, one) => sum + one, 0)
}

describe('what is cleared', () => {
  it('is gone from every file once it is erased', async () => {
    const folder = createTemporaryFolder()
    const history = await open(folder)
    await recordMany(history, 100, (n) => ({
      ...withBody(`<xml>${`${SECRET} ${n} `.repeat(n * 3)}</xml>`),
      messageKey: `msg:${SECRET}${n}`,
    }))
    expect(countInFiles(folder)).toBeGreaterThan(1000)
    expect(await clear(history, 'all')).toBe(100)
    expect(countInFiles(folder)).toBe(0)
    expect(statSync(fileOf(folder)).size).toBeLessThan(100_000)
    await history.close()
    expect(countInFiles(folder)).toBe(0)
  })

  it('is gone as well where it was amended, refused, or dropped for want of room before', async () => {
    const folder = createTemporaryFolder()
    const history = await open(folder)
    history.limitRefused({ rows: 10, bytes: 16 * 1024 * 1024 })
    const first = await record(history, withBody(SECRET.repeat(50)))
    history.amend(
      { ...first, draft: { type: 'text', content: SECRET } },
      history.list({ limit: 1 }).items[0]!,
    )
    await recordMany(history, 50, () => withBody(SECRET.repeat(1000), 'stranger'))
    const kept = await record(history, withBody('what is kept'))
    expect(await clear(history, 'strangers')).toBe(10)
    // The genuine one alone: as it came, and as it is searched.
    expect(countInFiles(folder)).toBeLessThan(150)
    expect(idsOf(history)).toEqual([first.id, kept.id])
    expect(countInFiles(folder)).toBeGreaterThan(50)
    expect(await clear(history, 'all')).toBe(2)
    expect(countInFiles(folder)).toBe(0)
  })

  it('goes in steps between which requests are answered', async () => {
    const folder = createTemporaryFolder()
    const history = await open(folder)
    await recordMany(history, 60, () => withBody(SECRET.repeat(40_000)))
    const progress = { cleared: false }
    const clearing = clear(history, 'all').then(() => (progress.cleared = true))
    const ids: string[] = []
    while (!progress.cleared) ids.push((await record(history)).id)
    await clearing
    expect(ids.length).toBeGreaterThan(20)
    expect(idsOf(history)).toEqual(ids)
    expect(history.status().count).toBe(ids.length)
    expect(countInFiles(folder)).toBe(0)
  })

  it('waits for whoever still reads it, and requests do not', async () => {
    const folder = createTemporaryFolder()
    const history = await open(folder)
    await recordMany(history, 50, () => withBody(SECRET.repeat(100)))
    const reader = openBeside(folder)
    reader.exec('BEGIN')
    expect(reader.prepare('SELECT count(*) AS n FROM exchanges').get()).toEqual({ n: 50 })
    let cleared = false
    const clearing = clear(history, 'all').then((removed) => ((cleared = true), removed))
    const ids = await recordMany(history, 20)
    expect([cleared, idsOf(history)]).toEqual([false, ids])
    expect(reader.prepare('SELECT count(*) AS n FROM exchanges').get()).toEqual({ n: 50 })
    reader.exec('COMMIT')
    expect(await clearing).toBe(50)
    expect(countInFiles(folder)).toBe(0)
  })

  it('and was not quite gone when the workbench was killed goes at the next start', async () => {
    const folder = createTemporaryFolder()
    const before = await open(folder)
    await recordMany(before, 30, () => withBody(SECRET.repeat(100)))
    await before.close()
    const beside = openBeside(folder)
    // No system gives this number to a process.
    beside.exec(`INSERT INTO removals VALUES ('killed', '{"which":"all"}', 30, 0x7ffffff0, '');
      INSERT INTO hidden SELECT "order", 'killed' FROM exchanges WHERE "order" > 12`)
    beside.close()
    const history = await open(folder)
    // It was committed as a whole: what came in from a damaged file meanwhile belongs to it.
    expect(idsOf(history)).toEqual([])
    await history.close()
    expect(countInFiles(folder)).toBe(0)
  })

  it('in one of two shells is cleared in the other, and the count follows', async () => {
    const dataDir = createTemporaryFolder()
    const [one, other] = [await startWorkbench({ dataDir }), await startWorkbench({ dataDir })]
    const { id: account } = await one.account()
    const counted = new Promise<void>((resolve) => {
      other.subscribe((event) => event.type === 'history.changed' && event.history.count === 3 && resolve())
    })
    for (let n = 0; n < 3; n++) await one.call('message.send', { account, type: 'text' })
    await counted
    const cleared = other.next('history.cleared')
    expect(await one.call('history.clear', {})).toMatchObject({ removed: 3 })
    expect(await cleared).toMatchObject({ which: 'all', count: 0 })
    const snapshot = await other.call('workbench.snapshot', {})
    expect([snapshot.history.count, snapshot.exchanges]).toEqual([0, []])
    await other.call('message.send', { account: (await other.account()).id, type: 'text' })
    expect((await one.call('exchange.list', { limit: 9 })).items).toHaveLength(1)
  })

  it('waits for another shell that writes, up to a point', async () => {
    const folder = createTemporaryFolder()
    const history = await open(folder)
    await recordMany(history, 5, () => withBody(SECRET))
    const beside = openBeside(folder)
    beside.exec('BEGIN IMMEDIATE')
    const clearing = clear(history, 'all')
    const { id } = await record(history)
    beside.exec('COMMIT')
    // A message that came during the wait is cleared too, or not: but never lost.
    const removed = await clearing
    expect(removed).toBeGreaterThanOrEqual(5)
    expect(idsOf(history)).toEqual(removed === 6 ? [] : [id])
    expect(countInFiles(folder)).toBe(0)
  })
})

describe('the size of the file', () => {
  const LIMIT = 20 * 1024 * 1024

  it('is bounded by bytes: what was refused goes first, and nothing genuine for it', async () => {
    const folder = createTemporaryFolder()
    const history = await open(folder, { maxBytes: LIMIT })
    history.limitRefused({ rows: 100_000, bytes: 1024 ** 3 })
    const genuine = await recordMany(history, 200, () => withBody('x'.repeat(5000)))
    for (let n = 0; n < 10; n++) {
      await recordMany(history, 60, () => withBody('\0'.repeat(60_000), n % 2 ? 'stranger' : 'lookalike'))
    }
    const ids = idsOf(history)
    expect(ids.slice(0, 200)).toEqual(genuine)
    expect(ids.length).toBeGreaterThan(300)
    expect(history.status().count).toBe(ids.length)
    expect(statSync(fileOf(folder)).size).toBeLessThan(LIMIT * 1.2)
  })

  it('makes the oldest go where all are genuine, however large they are', async () => {
    const folder = createTemporaryFolder()
    const history = await open(folder, { maxBytes: LIMIT })
    const ids: string[] = []
    for (let n = 0; n < 40; n++) ids.push((await record(history, withBody('x'.repeat(1_000_000)))).id)
    const left = idsOf(history)
    expect(left).toEqual(ids.slice(-left.length))
    expect(left.length).toBeGreaterThan(15)
    expect(left.length).toBeLessThan(22)
    expect(statSync(fileOf(folder)).size).toBeLessThan(LIMIT * 1.2)
  })

  it('is met again where it was lowered', async () => {
    const folder = createTemporaryFolder()
    const before = await open(folder)
    const ids = await recordMany(before, 300, () => withBody('x'.repeat(20_000)))
    await before.close()
    const history = await open(folder, { maxBytes: 2 * 1024 * 1024 })
    for (let n = 0; n < 20; n++) ids.push((await record(history)).id)
    const left = idsOf(history)
    await history.close()
    expect(statSync(fileOf(folder)).size).toBeLessThan(2.5 * 1024 * 1024)
    expect(left).toEqual(ids.slice(-left.length))
    expect(left.length).toBeLessThan(130)
  })
})

describe('the files', () => {
  const modesOf = (folder: string) =>
    Object.fromEntries(readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mode & 0o777]))

  it('are the owner’s alone from the first byte, also in a folder that others may read', async () => {
    const folder = createTemporaryFolder()
    chmodSync(folder, 0o755)
    const before = process.umask(0o022)
    try {
      const history = await open(folder)
      await record(history)
      expect(modesOf(folder)).toEqual({
        'history.sqlite': 0o600,
        'history.sqlite-wal': 0o600,
        'history.sqlite-shm': 0o600,
      })
    } finally {
      process.umask(before)
    }
  })

  it('are taken from others where they were open to them, damaged ones as well', async () => {
    const folder = createTemporaryFolder()
    const history = await open(folder)
    await recordMany(history, 3)
    // Copies what a sudden end leaves: all three are there.
    const copy = createTemporaryFolder()

    for (const suffix of ['', '-wal', '-shm']) {
      copyFileSync(fileOf(folder) + suffix, fileOf(copy) + suffix)
      chmodSync(fileOf(copy) + suffix, 0o644)
    }
    const again = await open(copy)
    expect(new Set(Object.values(modesOf(copy)))).toEqual(new Set([0o600]))
    await again.close()
    const bytes = readFileSync(fileOf(copy))
    bytes.fill(0xa5, 0, 4096)

    writeFileSync(fileOf(copy), bytes)
    chmodSync(fileOf(copy), 0o666)
    const damaged = await open(copy)
    expect(damaged.status().damaged).not.toBeNull()
    expect(new Set(Object.values(modesOf(copy)))).toEqual(new Set([0o600]))
  })
})
