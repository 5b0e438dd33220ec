import type { DatabaseSync } from 'node:sqlite'
import type { Exchange } from '../../../src-core/contract/exchange.ts'
import { deriveStanding } from '../../../src-core/exchange/standing.ts'
import { HistoryFault } from './faults.ts'
import { FACTS } from './facts-table.ts'
import { inTransaction, readNumber } from './sqlite.ts'

/** Raised with every change of the schema; a file of a newer workbench is left alone. */
export const SCHEMA_VERSION = 4

/**
 * `order` is the order of arrival, which a clock that is set back does not change; it is never used twice. `head` and
 * `texts`: see encoding.ts. Small columns come first, so that they are read without the large ones.
 */
const EXCHANGES = `
  CREATE TABLE exchanges (
    "order"     INTEGER PRIMARY KEY AUTOINCREMENT,
    id          TEXT NOT NULL UNIQUE,
    received_at INTEGER NOT NULL,
    account     TEXT,
    message_key TEXT,
    standing    TEXT NOT NULL DEFAULT 'genuine',
    summary     TEXT NOT NULL,
    head        TEXT NOT NULL,
    texts       BLOB NOT NULL DEFAULT x''
  ) STRICT;
`

/**
 * `held`: the exchanges to record if their owner, a process, ends before it answers them. `horizons`: the order up to
 * which the exchanges of a name were cleared, so that none of them comes back from a damaged file.
 */
const AROUND_EXCHANGES = `
  CREATE INDEX exchanges_by_message ON exchanges (message_key, account, received_at)
    WHERE message_key IS NOT NULL AND standing = 'genuine';
  CREATE INDEX exchanges_refused ON exchanges (standing, "order") WHERE standing <> 'genuine';
  CREATE TABLE held (
    "order" INTEGER PRIMARY KEY,
    id      TEXT NOT NULL UNIQUE,
    pid     INTEGER NOT NULL,
    process TEXT NOT NULL,
    head    TEXT NOT NULL,
    texts   BLOB NOT NULL
  ) STRICT;
  CREATE TABLE horizons (name TEXT PRIMARY KEY, "order" INTEGER NOT NULL) STRICT;
  INSERT INTO horizons VALUES ('all', 0), ('strangers', 0);
`

/**
 * `pinned`: the exchanges that nothing removes by itself. `hidden`: those that a removal hides until it erases them.
 * Both are tables of their own: a column behind the texts would be read through all of them. `removals`: what each is to
 * remove of the exchanges up to an order, and the process that can still undo it.
 */
const PINNED_AND_HIDDEN = `
  CREATE TABLE pinned ("order" INTEGER PRIMARY KEY) STRICT;
  CREATE TABLE hidden ("order" INTEGER PRIMARY KEY, removal TEXT NOT NULL) STRICT;
  CREATE TABLE removals (
    name    TEXT PRIMARY KEY,
    target  TEXT NOT NULL,
    "upTo"  INTEGER NOT NULL,
    pid     INTEGER NOT NULL,
    process TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER forget_deleted AFTER DELETE ON exchanges BEGIN
    DELETE FROM pinned WHERE "order" = OLD."order";
    DELETE FROM hidden WHERE "order" = OLD."order";
  END;
`

/**
 * Reads exchanges of a file of version 1 that may not be written and so cannot be brought up to date. A request that
 * was rejected then may have been a lookalike.
 */
const VERSION_1_EXCHANGES = `(SELECT "order", id, received_at, account, message_key, summary, exchange AS head, x'' AS texts,
  CASE WHEN summary LIKE '%"verdict":"rejected"%' THEN 'lookalike' ELSE 'genuine' END AS standing FROM exchanges)`

/**
 * Returns the version of a file's schema: 0 if the file is empty, an older one, or ours. Throws if the file is not
 * ours.
 */
export function readVersion(database: DatabaseSync): number {
  const version = readNumber(database, 'PRAGMA user_version')
  // Read before the version is trusted: in a file that was cut off it may be anything.
  const tables = readNumber(database, 'SELECT count(*) FROM sqlite_schema')
  if (version > SCHEMA_VERSION && tables > 0) {
    throw new HistoryFault('newer', `the history was written by a newer mpscope (schema ${version})`)
  }
  if ((version === 0) !== (tables === 0)) {
    throw new HistoryFault('damaged', 'history.sqlite is a database of another program')
  }
  return version
}

/** Returns the SQL source to read exchanges from. */
export function sourceOf(version: number): string {
  return version === 1 ? VERSION_1_EXCHANGES : 'exchanges'
}

/** Before version 4: true of the exchanges that are there and not cleared. */
const BEYOND_HORIZONS = `"order" > (SELECT "order" FROM horizons WHERE name = 'all')
  AND (standing <> 'stranger' OR "order" > (SELECT "order" FROM horizons WHERE name = 'strangers'))`

/** A number that no system gives to a process. */
const NO_PROCESS = 2 ** 31 - 2

/**
 * Before version 4 the exchanges up to a horizon were hidden, and were erased then: what a sudden end left of them is the
 * removal of a process that is gone.
 */
const HIDE_BEHIND_HORIZONS = `
  INSERT INTO hidden SELECT "order", 'horizons' FROM exchanges WHERE NOT (${BEYOND_HORIZONS});
  INSERT INTO removals SELECT 'horizons', '{"ids":[]}', 0, ${NO_PROCESS}, '' WHERE EXISTS (SELECT 1 FROM hidden);
`

/** True of the exchanges that are not hidden. SQLite looks each up by its number. */
export const PRESENT = `"order" NOT IN (SELECT "order" FROM hidden)`

/** Returns the condition that is true of the exchanges that may be found. */
export function presentIn(version: number): string {
  if (version === 1) return 'TRUE'
  return version < 4 ? BEYOND_HORIZONS : PRESENT
}

/** True of the exchanges that nothing removes by itself. */
export const PINNED = `"order" IN (SELECT "order" FROM pinned)`

/** True of the exchanges that may be found, and may be removed to make room. */
export const EVICTABLE = `${PRESENT} AND NOT (${PINNED})`

/** Brings the file up to date, completely or not at all. */
export function migrate(database: DatabaseSync): void {
  if (readVersion(database) === SCHEMA_VERSION) return
  inTransaction(database, () => {
    // Another shell may have been quicker.
    const version = readVersion(database)
    if (version === 0) database.exec(EXCHANGES)
    if (version === 1) addStandings(database)
    if (version < 2) database.exec(AROUND_EXCHANGES)
    // Version 3 answered questions from this index.
    database.exec('DROP INDEX IF EXISTS exchanges_by_question')
    if (version < 4) database.exec(FACTS + PINNED_AND_HIDDEN + HIDE_BEHIND_HORIZONS)
    database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`)
  })
}

/**
 * Migrates from version 1, which had the whole exchange as JSON and did not say who had sent it. The rows' content
 * stays.
 */
function addStandings(database: DatabaseSync): void {
  database.exec(`
    DROP INDEX IF EXISTS exchanges_by_message;
    ALTER TABLE exchanges RENAME COLUMN exchange TO head;
    ALTER TABLE exchanges ADD COLUMN texts BLOB NOT NULL DEFAULT x'';
    ALTER TABLE exchanges ADD COLUMN standing TEXT NOT NULL DEFAULT 'genuine';
  `)
  const rejected = database.prepare(
    `SELECT "order", head FROM exchanges WHERE "order" > ? AND summary LIKE '%"verdict":"rejected"%' LIMIT 1`,
  )
  const setStanding = database.prepare('UPDATE exchanges SET standing = ? WHERE "order" = ?')
  for (let last = 0; ;) {
    const row = rejected.get(last) as { order: number; head: string } | undefined
    if (!row) return
    last = row.order
    setStanding.run(standingOf(row.head), row.order)
  }
}

function standingOf(head: string): string {
  try {
    return deriveStanding(JSON.parse(head) as Exchange)
  } catch {
    // An exchange that cannot be read counts as a stranger's, so it displaces no other.
    return 'stranger'
  }
}
