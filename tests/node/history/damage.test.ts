import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import type { Query } from '../../../src-core/contract/query.ts'
import { createTemporaryFolder, startWorkbench } from '../running-workbench.ts'
import { mountDisk, noMount } from '../small-disk.ts'
import {
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

const ROWS = 50

/** Creates a closed history of 50, with bodies that have pages of their own. */
async function createHistory(): Promise<{ folder: string; ids: string[] }> {
  const folder = createTemporaryFolder()
  const history = await open(folder)
  const ids = await recordMany(history, ROWS, (n) => ({
    ...withBody(`body ${n} `.repeat(400)),
    messageKey: `msg:${n}`,
  }))
  await history.close()
  return { folder, ids }
}

/** Returns the page where a table or an index begins. */
function rootOf(folder: string, name: string): number {
  const beside = openBeside(folder)
  const { rootpage } = beside.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(name) as {
    rootpage: number
  }
  beside.close()
  return rootpage
}

function overwrite(folder: string, offset: number, bytes: Uint8Array): void {
  const file = readFileSync(fileOf(folder))
  file.set(bytes, offset)
  writeFileSync(fileOf(folder), file)
}

const overwritePage = (folder: string, page: number) =>
  overwrite(folder, (page - 1) * 4096, Buffer.alloc(4096, 0xa5))

function run(folder: string, sql: string): void {
  const beside = openBeside(folder)
  beside.exec(sql)
  beside.close()
}

interface Damage {
  name: string
  harm(folder: string): void
  /** The least number of the 50 that must be there again. */
  salvaged: number
  /** True if the file is put aside. */
  aside: boolean
  lost?: number
}

const damages: Damage[] = [
  { name: 'of zero length', harm: (f) => truncateSync(fileOf(f), 0), salvaged: 0, aside: false },
  {
    name: 'cut in half',
    harm: (f) => truncateSync(fileOf(f), Math.floor(statSync(fileOf(f)).size / 2)),
    salvaged: 15,
    aside: true,
  },
  {
    name: 'of which the first bytes are left, as if a newer workbench had written it',
    harm(f) {
      overwrite(f, 60, Buffer.from([0x55]))
      truncateSync(fileOf(f), 62)
    },
    salvaged: 0,
    aside: true,
  },
  {
    name: 'of which 100 bytes are left',
    harm: (f) => truncateSync(fileOf(f), 100),
    salvaged: 0,
    aside: true,
  },
  {
    name: 'with a header of something else',
    harm: (f) => overwrite(f, 0, Buffer.from('PNG or the like, ')),
    salvaged: ROWS,
    aside: true,
  },
  {
    name: 'that is text',
    harm: (f) => writeFileSync(fileOf(f), 'my holiday\n'.repeat(900)),
    salvaged: 0,
    aside: true,
  },
  {
    name: 'whose schema is gone',
    harm: (f) => overwrite(f, 100, Buffer.alloc(3996, 0xa5)),
    salvaged: ROWS,
    aside: true,
  },
  {
    name: 'whose table has lost its root',
    harm: (f) => overwritePage(f, rootOf(f, 'exchanges')),
    salvaged: ROWS,
    aside: true,
  },
  {
    name: 'whose index has lost its root',
    harm: (f) => overwritePage(f, rootOf(f, 'exchanges_by_message')),
    salvaged: ROWS,
    aside: true,
    lost: 0,
  },
  {
    name: 'whose facts have lost their root',
    harm: (f) => overwritePage(f, rootOf(f, 'facts')),
    salvaged: ROWS,
    aside: true,
    lost: 0,
  },
  {
    name: 'whose facts are gone',
    harm: (f) => run(f, 'DROP TABLE facts'),
    salvaged: ROWS,
    aside: true,
  },
  {
    name: 'whose ids have lost their index',
    harm: (f) => overwritePage(f, rootOf(f, 'sqlite_autoindex_exchanges_1')),
    salvaged: ROWS,
    aside: true,
    lost: 0,
  },
  {
    name: 'with 200 bytes turned over in the middle',
    harm(f) {
      const middle = Math.floor(statSync(fileOf(f)).size / 8192) * 4096
      overwrite(
        f,
        middle,
        readFileSync(fileOf(f))
          .subarray(middle, middle + 200)
          .map((byte) => byte ^ 0xff),
      )
    },
    salvaged: ROWS - 2,
    aside: true,
  },
  {
    name: 'that is a folder',
    harm(f) {
      execFileSync('rm', [fileOf(f)])
      mkdirSync(fileOf(f))
      writeFileSync(join(fileOf(f), 'x'), '')
    },
    salvaged: 0,
    aside: true,
  },
  {
    name: 'that is another program’s',
    harm(f) {
      execFileSync('rm', [fileOf(f)])
      run(f, 'CREATE TABLE photos (name TEXT); INSERT INTO photos VALUES (1)')
    },
    salvaged: 0,
    aside: true,
  },
  {
    name: 'that another program has a table in of the same name',
    harm(f) {
      execFileSync('rm', [fileOf(f)])
      run(f, 'CREATE TABLE exchanges (rate REAL); PRAGMA user_version = 2')
    },
    salvaged: 0,
    aside: true,
  },
  {
    name: 'with garbage beside it',
    harm(f) {
      writeFileSync(`${fileOf(f)}-wal`, 'garbage '.repeat(5000))
      writeFileSync(`${fileOf(f)}-shm`, 'garbage '.repeat(4096))
    },
    salvaged: ROWS,
    aside: false,
  },
]

describe('a history', () => {
  it.each(damages)('$name is put aside, salvaged and begun anew', async ({ harm, salvaged, aside, lost }) => {
    const { folder, ids } = await createHistory()
    harm(folder)
    const history = await open(folder)
    const { damaged, ...status } = history.status()
    expect(status).toMatchObject({ kept: 'disk', reason: null, waiting: 0 })
    const there = idsOf(history)
    expect(there.length).toBeGreaterThanOrEqual(salvaged)
    expect(ids.filter((id) => there.includes(id))).toEqual(there)
    const where: Query = { key: 'verdict', is: ['ignored'] }
    expect(history.list({ where, limit: 2 * ROWS }).items).toHaveLength(there.length)
    if (aside) {
      expect(damaged).toMatchObject({ salvaged: there.length })
      expect(damaged!.file).toMatch(/^history\.sqlite\.damaged-/)
      expect(readdirSync(folder)).toContain(damaged!.file)
      expect(history.reported).toHaveLength(1)
    } else {
      expect(damaged).toBeNull()
    }
    if (lost !== undefined) expect(damaged?.lost).toBe(lost)

    const { id } = await record(history)
    await history.close()
    const again = await open(folder)
    expect(idsOf(again)).toEqual([...there, id])
    expect(again.status().damaged).toBeNull()
  })

  it('with a row that cannot be read loses that row, and not the list', async () => {
    const { folder, ids } = await createHistory()
    run(folder, `UPDATE exchanges SET summary = '{broken' WHERE "order" = 25`)
    run(folder, `UPDATE exchanges SET head = '{broken' WHERE "order" = 26`)
    run(folder, `UPDATE exchanges SET texts = x'00ff' WHERE "order" = 27`)
    run(folder, `UPDATE exchanges SET summary = 'null', head = '' WHERE "order" = 28`)
    const history = await open(folder)
    expect(idsOf(history)).toEqual(ids.filter((id) => id !== ids[27]))
    expect(history.get(ids[24]!)).not.toBeNull()
    expect([25, 26, 27].map((n) => history.get(ids[n]!))).toEqual([null, null, null])
    expect([25, 26, 27].map((n) => history.has(ids[n]!))).toEqual([true, true, true])
    expect(history.has('nowhere')).toBe(false)
    const query = { account: 'default', messageKey: 'msg:25', since: 0, limit: 9 }
    expect(history.deliveries(query)).toEqual([])
    expect(history.status()).toMatchObject({ kept: 'disk', damaged: null })
  })

  it.each([
    ['a part of its texts is of no known kind', `texts = CAST(replace(texts, 'utf8', 'utf9') AS BLOB)`],
    ['its texts are cut off', 'texts = substr(texts, 1, length(texts) - 1)'],
    ['it is another exchange', `head = replace(head, '"id":"', '"id":"x')`],
    ['it is nothing', `head = 'null', texts = x''`],
  ])('says that a listed row is damaged, and reports no defect, where %s', async (_name, change) => {
    const { folder, ids } = await createHistory()
    run(folder, `UPDATE exchanges SET ${change} WHERE "order" = 25`)
    const { dispatch, reported } = await startWorkbench({ dataDir: folder })
    const read = (id: string) => dispatch('exchange.get', { id })
    expect(await read(ids[24]!)).toMatchObject({ ok: false, error: { code: 'NOT_READABLE' } })
    expect(await read(ids[25]!)).toMatchObject({ ok: true })
    expect(await read('nowhere')).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } })
    expect(reported).toEqual([])
  })

  it('of a newer workbench is left alone on purpose, and that is its reason', async () => {
    const { folder } = await createHistory()
    run(folder, 'PRAGMA user_version = 99')
    const before = readFileSync(fileOf(folder))
    const history = await open(folder)
    expect(history.status()).toMatchObject({ kept: 'memory', reason: 'newer', damaged: null })
    const { id } = await record(history)
    expect(idsOf(history)).toEqual([id])
    await history.close()
    expect(readFileSync(fileOf(folder))).toEqual(before)
    expect(String(history.reported[0])).toMatch(/newer mpscope \(schema 99\)/)
  })

  it.each([
    ['an index page', 'exchanges_by_message'],
    ['the index of ids', 'sqlite_autoindex_exchanges_1'],
    ['the list of refused ones', 'exchanges_refused'],
    ['the facts', 'facts'],
  ])('that loses %s while it runs loses nothing', async (_name, index) => {
    const { folder, ids } = await createHistory()
    const history = await open(folder)
    overwritePage(folder, rootOf(folder, index))
    // SQLite looks at the file again once somebody else has changed it.
    const beside = new DatabaseSync(fileOf(folder))
    beside.exec(`INSERT INTO horizons VALUES ('another', 0)`)
    beside.close()
    const more = await recordMany(history, 20, (n) => ({ standing: n % 2 ? 'genuine' : 'lookalike' }))
    await record(history, { messageKey: 'msg:3' })
    const found = history.deliveries({ account: 'default', messageKey: 'msg:3', since: 0, limit: 9 })
    expect(found).toHaveLength(2)
    expect(history.status()).toMatchObject({
      kept: 'disk',
      waiting: 0,
      count: ROWS + 21,
      damaged: { lost: 0 },
    })
    await history.close()
    const again = await open(folder)
    expect(idsOf(again).slice(0, -1)).toEqual([...ids, ...more])
  })

  it('keeps what waits to be answered by hand, until it is answered', async () => {
    const { folder } = await createHistory()
    const history = await open(folder)
    const [one, other] = [createExchange(), createExchange()]
    history.hold(one)
    history.hold(other)
    overwritePage(folder, rootOf(folder, 'exchanges_by_message'))
    const beside = openBeside(folder)
    beside.exec(`INSERT INTO horizons VALUES ('another', 0)`)
    beside.close()
    await record(history, one)
    expect(history.status()).toMatchObject({ kept: 'disk', count: ROWS + 1, damaged: { lost: 0 } })
    const after = openBeside(folder)
    expect(after.prepare('SELECT id FROM held').all()).toEqual([{ id: other.id }])
    // It is ours, and we are running.
    expect(await history.takeInterrupted()).toEqual([])
    after.exec('UPDATE held SET pid = 0x7ffffff0')
    expect(await history.takeInterrupted()).toEqual([other])
    expect(await history.takeInterrupted()).toEqual([])
  })

  it('that was cleared does not come back when it is damaged', async () => {
    const { folder } = await createHistory()
    const beside = openBeside(folder)
    // As after a kill in the middle of clearing.
    beside.exec(`INSERT INTO hidden SELECT "order", 'killed' FROM exchanges WHERE "order" <= 40`)
    beside.close()
    overwritePage(folder, rootOf(folder, 'exchanges_by_message'))
    const history = await open(folder)
    expect(idsOf(history)).toHaveLength(10)
  })

  it('of many exchanges is salvaged while it is used already', async () => {
    const folder = createTemporaryFolder()
    const first = await open(folder)
    const ids = await recordMany(first, 4000)
    await first.close()
    overwritePage(folder, rootOf(folder, 'exchanges_by_message'))
    const history = await open(folder)
    const latest = await record(history)
    await new Promise<void>((resolve) => {
      history.watch({
        changed: ({ damaged }) => damaged?.salvaged === 4000 && resolve(),
        hidden() {},
        restored() {},
        removed() {},
      })
    })
    expect(idsOf(history)).toEqual([...ids, latest.id])
    expect(history.status()).toMatchObject({ count: 4001, damaged: { salvaged: 4000, lost: 0 } })
  })

  describe('of many exchanges, closed or cleared before all is salvaged,', () => {
    const MANY = 4000

    async function openDamaged() {
      const folder = createTemporaryFolder()
      const first = await open(folder)
      const ids = await recordMany(first, MANY)
      await first.close()
      overwritePage(folder, rootOf(folder, 'exchanges_by_message'))
      const history = await open(folder)
      expect(history.status().damaged!.salvaged).toBeLessThan(MANY)
      return { folder, ids, history }
    }

    it('goes on at the next start', async () => {
      const { folder, ids, history } = await openDamaged()
      const latest = await record(history)
      await history.close()
      const again = await open(folder)
      const { file } = history.status().damaged!
      await untilStatus(again, ({ damaged }) => damaged?.salvaged === MANY)
      expect(again.status()).toMatchObject({ count: MANY + 1, damaged: { file, lost: 0 } })
      expect(idsOf(again)).toEqual([...ids, latest.id])
      await again.close()
      expect((await open(folder)).status().damaged).toBeNull()
    })

    it('leaves nothing behind that was cleared', async () => {
      const { folder, history } = await openDamaged()
      await clear(history, 'all')
      await clear(history, 'all')
      const later = await record(history)
      await history.close()
      const again = await open(folder)
      expect(idsOf(again)).toEqual([later.id])
      await again.close()
      const beside = openBeside(folder)
      expect(beside.prepare('SELECT id FROM exchanges').all()).toEqual([{ id: later.id }])
    })
  })

  it.skipIf(noMount)('on a full disk is salvaged when there is space (needs root and mount)', async () => {
    const disk = mountDisk(4096)
    const { folder, ids } = await createHistory()
    overwrite(folder, 0, Buffer.from('PNG or the like, '))
    cpSync(folder, disk.folder, { recursive: true })
    disk.fillUpTo(0)
    const history = await open(disk.folder)
    const { id } = await record(history)
    expect(history.status()).toMatchObject({ kept: 'memory', reason: 'full' })
    disk.empty()
    await untilStatus(history, ({ kept, damaged }) => kept === 'disk' && damaged?.salvaged === ROWS)
    expect(idsOf(history)).toEqual([...ids, id])
  })
})
