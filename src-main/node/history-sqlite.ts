import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { Exchange, ExchangeSummary } from '../../src-core/contract/exchange.ts'
import type { History } from '../../src-core/ports.ts'

/** `order` is the order of arrival, which a clock that is set back does not change. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS exchanges (
    "order"     INTEGER PRIMARY KEY AUTOINCREMENT,
    id          TEXT NOT NULL UNIQUE,
    received_at INTEGER NOT NULL,
    account     TEXT,
    message_key TEXT,
    summary     TEXT NOT NULL,
    exchange    TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS exchanges_by_message ON exchanges (message_key, account, received_at) WHERE message_key IS NOT NULL;
`
/** Raised with every change of SCHEMA; a file of a newer workbench is left alone. */
const SCHEMA_VERSION = 1

/** How long one shell waits for another that writes to the same file. */
const BUSY_MS = 2000
const SQLITE_BUSY = 5

const MAX_BYTES = 2 * 1024 ** 3
const PAGE_BYTES = 4096
/** How often, counted in exchanges, the size is looked at, and how many of the oldest go when it is too large. */
const PRUNE_EVERY = 500

/** Null where this runtime brings no SQLite: Node before 22.13, and the Electrons built on it. */
export function findSqlite(): typeof import('node:sqlite') | null {
  return process.getBuiltinModule?.('node:sqlite') ?? null
}

/**
 * History in one SQLite file. Every exchange is a transaction of its own, committed before the reply leaves: WAL
 * with `synchronous = NORMAL` keeps it through the death of the process (a power cut may cost the last ones, and
 * never the file). Throws where the file cannot be opened or written.
 *
 * Source: https://www.sqlite.org/pragma.html#pragma_synchronous
 */
export function openSqliteHistory(sqlite: typeof import('node:sqlite'), file: string): History {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const database = new sqlite.DatabaseSync(file)
  try {
    prepareSchema(database)
    return createHistory(database)
  } catch (error) {
    database.close()
    throw error
  }
}

function prepareSchema(database: DatabaseSync): void {
  database.exec(`PRAGMA busy_timeout = ${BUSY_MS}`)
  turnToWal(database)
  database.exec('PRAGMA synchronous = NORMAL')
  const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number }
  if (version > SCHEMA_VERSION)
    throw new Error(`the history was written by a newer mpscope (schema ${version})`)
  database.exec(`${SCHEMA} PRAGMA user_version = ${SCHEMA_VERSION};`)
}

/**
 * Two shells may open a new folder at the same time. The one that comes second is told at once that the file is
 * locked, for SQLite does not wait where waiting could be for ever; by then the other one is done in no time.
 *
 * Source: https://www.sqlite.org/c3ref/busy_handler.html
 */
function turnToWal(database: DatabaseSync): void {
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (const deadline = performance.now() + BUSY_MS; ; Atomics.wait(pause, 0, 0, 10)) {
    try {
      database.exec('PRAGMA journal_mode = WAL')
      return
    } catch (error) {
      const { errcode } = error as { errcode?: number }
      if (errcode !== SQLITE_BUSY || performance.now() > deadline) throw error
    }
  }
}

function createHistory(database: DatabaseSync): History {
  const insert = database.prepare(
    'INSERT INTO exchanges (id, received_at, account, message_key, summary, exchange) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const one = database.prepare('SELECT exchange FROM exchanges WHERE id = ?')
  const newest = database.prepare('SELECT summary FROM exchanges ORDER BY "order" DESC LIMIT ?')
  const older = database.prepare(
    `SELECT summary FROM exchanges WHERE "order" < (SELECT "order" FROM exchanges WHERE id = ?)
     ORDER BY "order" DESC LIMIT ?`,
  )
  const update = database.prepare('UPDATE exchanges SET summary = ?, exchange = ? WHERE id = ?')
  const deliveries = database.prepare(
    `SELECT exchange FROM exchanges WHERE message_key = ? AND account = ? AND received_at >= ?
     ORDER BY "order" DESC LIMIT ?`,
  )
  const counted = database.prepare('SELECT count(*) AS n FROM exchanges')
  const prune = database.prepare(
    'DELETE FROM exchanges WHERE "order" IN (SELECT "order" FROM exchanges ORDER BY "order" LIMIT ?)',
  )
  let count = numberOf(counted.get())
  let untilPrune = PRUNE_EVERY

  function keepWithinBounds(): void {
    if (--untilPrune > 0) return
    untilPrune = PRUNE_EVERY
    const { page_count: pages } = database.prepare('PRAGMA page_count').get() as { page_count: number }
    const { freelist_count: free } = database.prepare('PRAGMA freelist_count').get() as {
      freelist_count: number
    }
    if ((pages - free) * PAGE_BYTES > MAX_BYTES) count -= Number(prune.run(2 * PRUNE_EVERY).changes)
  }

  return {
    status: () => ({ kept: 'disk', reason: null, count }),
    async record(exchange, summary) {
      insert.run(
        exchange.id,
        exchange.receivedAt,
        exchange.account,
        exchange.messageKey,
        JSON.stringify(summary),
        JSON.stringify(exchange),
      )
      count++
      keepWithinBounds()
    },
    get(id) {
      const row = one.get(id) as { exchange: string } | undefined
      return row ? (JSON.parse(row.exchange) as Exchange) : null
    },
    list({ before, limit }) {
      const rows = (before === undefined ? newest.all(limit + 1) : older.all(before, limit + 1)) as {
        summary: string
      }[]
      const items = rows.slice(0, limit).map(({ summary }) => JSON.parse(summary) as ExchangeSummary)
      return { items, more: rows.length > limit }
    },
    amend(exchange, summary) {
      update.run(JSON.stringify(summary), JSON.stringify(exchange), exchange.id)
    },
    deliveries({ account, messageKey, since, limit }) {
      const rows = deliveries.all(messageKey, account, since, limit) as { exchange: string }[]
      return rows.map(({ exchange }) => JSON.parse(exchange) as Exchange)
    },
    async clear() {
      const removed = count
      database.exec('DELETE FROM exchanges; PRAGMA wal_checkpoint(TRUNCATE); VACUUM;')
      count = 0
      return removed
    },
    close: async () => database.close(),
  }
}

function numberOf(row: unknown): number {
  return (row as { n: number }).n
}
