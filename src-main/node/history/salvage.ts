import { basename } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { deriveStanding } from '../../../src-core/exchange/standing.ts'
import { summarize } from '../../../src-core/exchange/record.ts'
import { decodeExchange } from './encoding.ts'
import { prepareFacts } from './facts-table.ts'
import { openPages } from './page-reader.ts'
import type { PageReader, Value } from './page-reader.ts'
import type { ProcessName } from '../processes.ts'
import { keepProgress } from './salvage-progress.ts'
import type { Progress } from './salvage-progress.ts'
import { readNumber } from './sqlite.ts'
import type { Sqlite } from './sqlite.ts'
import type { Store } from './store.ts'

/** The most that is read in one step. */
const STEP_ROWS = 50
const STEP_PAGES = 256

/** An exchange as in the file; in version 1, `standing` is null and `texts` is empty. */
interface Row {
  order: number
  id: string
  received_at: number
  account: string | null
  message_key: string | null
  standing: string | null
  summary: string
  head: string
  texts: Uint8Array
}

export interface Salvage {
  readonly salvaged: number
  /** Null if nobody can know how many there were. */
  readonly lost: number | null
  /**
   * Brings some rows over. Returns false when all is done. Throws if the new file cannot be written now; the same step
   * is then due again.
   */
  step(): boolean
  close(): void
}

/**
 * Reads what can be read of a damaged file into a new one: row by row through SQLite, and from the pages themselves if
 * SQLite does not give all. Exchanges that arrive meanwhile come after these in the order; exchanges that are cleared
 * meanwhile are not brought over. Goes on from the point at which an ended process stopped. Throws if the new file
 * cannot be written now.
 */
export function beginSalvage(
  sqlite: Sqlite,
  damagedFile: string,
  { file: { database: to } }: Store,
  own: ProcessName,
): Salvage {
  const from = openSource(sqlite, damagedFile)
  const latest = from?.latest ?? 0
  let pages: PageReader | null = null
  /** Exchanges cleared in either file are not brought over; more may be cleared between two steps. */
  let cleared = { all: 0, strangers: 0 }
  /** Nor are those that were about to be erased in the damaged file. */
  const hidden = from?.hidden() ?? new Set<number>()

  // This is one commit, or exchanges that arrive meanwhile would get the numbers of rows that are still to come.
  const progress = keepProgress(to, basename(damagedFile), own, () =>
    to
      .prepare(`INSERT INTO sqlite_sequence (name, seq) VALUES ('exchanges', ?)`)
      .run(latest || LATEST_UNKNOWN),
  )
  const insert = to.prepare(
    `INSERT OR IGNORE INTO exchanges ("order", id, received_at, account, message_key, standing, summary, head, texts)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const writeFacts = prepareFacts(to)
  const pin = to.prepare('INSERT OR IGNORE INTO pinned VALUES (?)')
  const insertHeld = to.prepare(
    'INSERT OR IGNORE INTO held (id, pid, process, head, texts) VALUES (?, ?, ?, ?, ?)',
  )

  function lookWhatIsCleared(): void {
    const horizon = (name: 'all' | 'strangers') =>
      Math.max(
        from?.horizon(name) ?? 0,
        readNumber(to, `SELECT "order" FROM horizons WHERE name = '${name}'`),
      )
    cleared = { all: horizon('all'), strangers: horizon('strangers') }
  }

  function isCleared(order: number, standing: string | null): boolean {
    return (
      order <= cleared.all || (standing === 'stranger' && order <= cleared.strangers) || hidden.has(order)
    )
  }

  /** Adds the row. Returns true if it is a whole exchange and was not there yet. */
  function add(row: Row): boolean {
    const exchange = attempt(() => decodeExchange(row))
    if (!exchange || exchange.id !== row.id) return false
    const standing = row.standing ?? deriveStanding(exchange)
    if (isCleared(row.order, standing) && !exchange.pinned) return false
    const { order, id, received_at: at, account, message_key: key, head, texts } = row
    const summary = attempt(() => JSON.parse(row.summary) as unknown)
      ? row.summary
      : JSON.stringify(summarize(exchange))
    const inserted = attempt(() => insert.run(order, id, at, account, key, standing, summary, head, texts))
    if (inserted?.changes !== 1) return false
    attempt(() => writeFacts(exchange))
    if (exchange.pinned) pin.run(order)
    return true
  }

  function stepThroughRows({ last, salvaged, unread }: Progress) {
    const { rows, skipped, reached } = from!.read(last, latest)
    const left = rows.filter((row) => !add(row))
    const lost = left.filter(({ order, standing }) => !isCleared(order, standing)).length
    return { last: reached, salvaged: salvaged + rows.length - left.length, unread: unread + skipped + lost }
  }

  function stepThroughPages(reader: PageReader, { page, salvaged, found }: Progress) {
    const upTo = Math.min(reader.pages, page + STEP_PAGES)
    const rows = Array.from(
      { length: upTo - page },
      (_, n) => attempt(() => reader.rowsOn(page + n + 1)) ?? [],
    ).flat()
    for (const values of rows) {
      const [, , id, pid, process, head, texts] = values
      if (isHeld(values)) attempt(() => insertHeld.run(id!, pid!, process!, head!, texts!))
    }
    const added = rows.flatMap((values) => toRow(values) ?? []).filter(add).length
    return { page: upTo, salvaged: salvaged + added, found: found + added }
  }

  function addHeld(): void {
    for (const { id, pid, process, head, texts } of from!.held()) {
      attempt(() => insertHeld.run(id!, pid!, process!, head!, texts!))
    }
  }

  return {
    get salvaged() {
      return progress.now.salvaged
    },
    get lost() {
      return latest === 0 ? null : Math.max(0, progress.now.unread - progress.now.found)
    },
    step() {
      const { last, page, unread } = progress.now
      if (from && last < latest) {
        progress.advance((now) => {
          lookWhatIsCleared()
          return stepThroughRows(now)
        })
        return true
      }
      if (from && latest > 0 && unread === 0 && page === 0) {
        progress.end(addHeld)
        return false
      }
      pages ??= attempt(() => openPages(damagedFile))
      if (pages && page < pages.pages) {
        const reader = pages
        progress.advance((now) => {
          lookWhatIsCleared()
          return stepThroughPages(reader, now)
        })
        return true
      }
      progress.end()
      return false
    },
    close() {
      from?.close()
      pages?.close()
    },
  }
}

/** Far more than there ever was. */
const LATEST_UNKNOWN = 2 ** 40

const VERSION_2 = 'standing, summary, head, texts'
const VERSION_1 = `NULL AS standing, summary, exchange AS head, x'' AS texts`

/** Opens the file with SQLite; returns null if SQLite does not read it at all. */
function openSource(sqlite: Sqlite, file: string) {
  const database = attempt(() => new sqlite.DatabaseSync(file, { readOnly: true }))
  if (!database) return null
  for (const version of [VERSION_2, VERSION_1]) {
    const select = `SELECT "order", id, received_at, account, message_key, ${version} FROM exchanges`
    const statements = attempt(() => ({
      range: database.prepare(`${select} WHERE "order" > ? ORDER BY "order" LIMIT ${STEP_ROWS}`),
      one: database.prepare(`${select} WHERE "order" = ?`),
    }))
    if (!statements) continue
    return {
      latest: findLatest(database),
      horizon: (name: string) =>
        attempt(() => readNumber(database, `SELECT "order" FROM horizons WHERE name = '${name}'`)),
      hidden: () =>
        new Set(
          attempt(() => database.prepare('SELECT "order" FROM hidden').all())?.map((row) =>
            Number(row['order']),
          ),
        ),
      held: () => attempt(() => database.prepare('SELECT * FROM held ORDER BY "order"').all()) ?? [],
      read: createRowReader(statements.range, statements.one),
      close: () => database.close(),
    }
  }
  database.close()
  return null
}

type Statement = ReturnType<DatabaseSync['prepare']>

/** Reads rows by ranges; if a range cannot be read, reads each number in it by itself. */
function createRowReader(range: Statement, one: Statement) {
  return (after: number, latest: number): { rows: Row[]; skipped: number; reached: number } => {
    const rows = attempt(() => range.all(after) as unknown as Row[])
    if (rows) return { rows, skipped: 0, reached: rows.at(-1)?.order ?? latest }
    const reached = Math.min(latest, after + STEP_ROWS)
    const found: Row[] = []
    let skipped = 0
    for (let order = after + 1; order <= reached; order++) {
      try {
        const row = one.get(order) as unknown as Row | undefined
        if (row) found.push(row)
      } catch {
        skipped++
      }
    }
    return { rows: found, skipped, reached }
  }
}

/** Returns the highest number that was given out; 0 if it cannot be known. */
function findLatest(database: DatabaseSync): number {
  return Math.max(
    attempt(() => readNumber(database, `SELECT seq FROM sqlite_sequence WHERE name = 'exchanges'`)) ?? 0,
    attempt(() => readNumber(database, 'SELECT max("order") FROM exchanges')) ?? 0,
  )
}

/**
 * Reads an exchange from its row, whose columns may be those of version 2, of version 1, or of version 1 with the added
 * ones.
 */
function toRow(values: readonly Value[]): Row | null {
  const [order, , id, at, account, key, a, b, c, d] = values
  const [standing, summary, head, texts] =
    values.length === 10 && typeof d === 'object' ? [a, b, c, d] : [d ?? null, a, b, c ?? new Uint8Array(0)]
  if (typeof id !== 'string' || typeof summary !== 'string' || typeof head !== 'string') return null
  if (values.length < 8 || values.length > 10 || !(texts instanceof Uint8Array)) return null
  return {
    order: Number(order),
    id,
    received_at: Number(at),
    account: account as string | null,
    message_key: key as string | null,
    standing: standing as string | null,
    summary,
    head,
    texts,
  }
}

function isHeld(values: readonly Value[]): boolean {
  return values.length === 7 && typeof values[3] === 'number' && values[6] instanceof Uint8Array
}

function attempt<Result>(run: () => Result): Result | null {
  try {
    return run()
  } catch {
    return null
  }
}
