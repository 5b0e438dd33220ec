import type { DatabaseSync } from 'node:sqlite'
import type { Exchange } from '../../../src-core/contract/exchange.ts'
import { deriveStanding } from '../../../src-core/exchange/standing.ts'
import { decodeExchange } from './encoding.ts'
import { inTransaction, readNumber } from './sqlite.ts'
import type { Sqlite } from './sqlite.ts'
import type { Store } from './store.ts'

/** So many rows are read in one step. */
const STEP_ROWS = 50

/** As in the file; of version 1, `standing` is null and `texts` empty. */
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

const VERSION_2 = 'standing, summary, head, texts'
const VERSION_1 = `NULL AS standing, summary, exchange AS head, x'' AS texts`

export interface Salvage {
  readonly salvaged: number
  /** Null where it cannot be told how many there were. */
  readonly lost: number | null
  /**
   * Brings some rows over. False when all is done. Throws where the new file cannot be written now; then the same step
   * is due again.
   */
  step(): boolean
  close(): void
}

/**
 * Reads what can be read of a damaged file into a new one, row by row: by ranges, and where a range cannot be read, each
 * number of it by itself. What arrives meanwhile comes after it in the order.
 */
export function beginSalvage(
  sqlite: Sqlite,
  damagedFile: string,
  { file: { database: to } }: Store,
): Salvage {
  const from = openSource(sqlite, damagedFile)
  const latest = from ? findLatest(from.database) : 0
  let salvaged = 0
  let lost: number | null = latest > 0 ? 0 : null
  let last = from ? (tryRead(() => readHorizon(from.database, 'all')) ?? 0) : 0
  let isDone = !from || latest === 0

  inTransaction(to, () => {
    to.prepare(`INSERT INTO sqlite_sequence (name, seq) VALUES ('exchanges', ?)`).run(latest)
    for (const held of (from && tryRead(() => from.database.prepare('SELECT * FROM held').all())) ?? []) {
      const { id, pid, process, head, texts } = held
      tryRead(() =>
        to
          .prepare('INSERT INTO held (id, pid, process, head, texts) VALUES (?, ?, ?, ?, ?)')
          .run(id!, pid!, process!, head!, texts!),
      )
    }
  })
  const insert = to.prepare(
    `INSERT OR IGNORE INTO exchanges ("order", id, received_at, account, message_key, standing, summary, head, texts)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )

  function add(row: Row): boolean {
    return (
      tryRead(() => {
        const exchange = decodeExchange(row)
        insert.run(...valuesOf(row, exchange))
        return true
      }) ?? false
    )
  }

  return {
    get salvaged() {
      return salvaged
    },
    get lost() {
      return lost
    },
    step() {
      if (isDone || !from) return false
      const { rows, unread, reached, ended } = from.read(last, latest)
      // A commit that fails takes all of this step back.
      const added = inTransaction(to, () => rows.filter(add).length)
      salvaged += added
      lost! += unread + rows.length - added
      last = reached
      isDone = ended
      return !isDone
    },
    close: () => from?.database.close(),
  }
}

function valuesOf(row: Row, exchange: Exchange) {
  const { order, id, received_at: at, account, message_key: key, summary, head, texts } = row
  return [
    order,
    id,
    at,
    account,
    key,
    row.standing ?? deriveStanding(exchange),
    summary,
    head,
    texts,
  ] as const
}

/** Null where nothing at all can be read. */
function openSource(sqlite: Sqlite, file: string) {
  const database = tryRead(() => new sqlite.DatabaseSync(file, { readOnly: true }))
  if (!database) return null
  for (const version of [VERSION_2, VERSION_1]) {
    const select = `SELECT "order", id, received_at, account, message_key, ${version} FROM exchanges`
    const statements = tryRead(() => ({
      range: database.prepare(`${select} WHERE "order" > ? ORDER BY "order" LIMIT ${STEP_ROWS}`),
      one: database.prepare(`${select} WHERE "order" = ?`),
    }))
    if (statements) return { database, read: createReader(statements.range, statements.one) }
  }
  database.close()
  return null
}

type Statement = ReturnType<DatabaseSync['prepare']>

function createReader(range: Statement, one: Statement) {
  return (after: number, latest: number) => {
    const rows = tryRead(() => range.all(after) as unknown as Row[])
    if (rows) {
      const reached = rows.at(-1)?.order ?? latest
      return { rows, unread: 0, reached, ended: reached >= latest }
    }
    const reached = Math.min(latest, after + STEP_ROWS)
    const found: Row[] = []
    let unread = 0
    for (let order = after + 1; order <= reached; order++) {
      try {
        const row = one.get(order) as unknown as Row | undefined
        if (row) found.push(row)
      } catch {
        unread++
      }
    }
    return { rows: found, unread, reached, ended: reached >= latest }
  }
}

/** The highest number that was given out; 0 where that cannot be told. */
function findLatest(database: DatabaseSync): number {
  return Math.max(
    tryRead(() => readNumber(database, `SELECT seq FROM sqlite_sequence WHERE name = 'exchanges'`)) ?? 0,
    tryRead(() => readNumber(database, 'SELECT max("order") FROM exchanges')) ?? 0,
  )
}

function readHorizon(database: DatabaseSync, name: string): number {
  return readNumber(database, `SELECT "order" FROM horizons WHERE name = '${name}'`)
}

function tryRead<Value>(read: () => Value): Value | null {
  try {
    return read()
  } catch {
    return null
  }
}
