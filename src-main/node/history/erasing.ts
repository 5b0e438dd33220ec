import type { ClearedHistory } from '../../../src-core/ports/history.ts'
import { HistoryFault } from './faults.ts'
import { deleteUpTo, findOldest } from './refused-quota.ts'
import { inTransaction, readNumber } from './sqlite.ts'
import type { Store } from './store.ts'

/** Each step is short, so that requests that come in between are answered at once. */
const STEP_BYTES = 512 * 1024
const STEP_PAGES = 128
/** Bytes deleted in one step to make room, which must keep up with new exchanges. */
const TRIM_BYTES = 2 * 1024 * 1024
/**
 * A file of version 1 can give back its free pages only if the rest is written anew, which is done if at most so many
 * pages remain.
 */
const REWRITTEN_PAGES = 4096

const STRANGERS = `standing <> 'genuine' AND standing = 'stranger'`

/** Marks the present exchanges as cleared, so that nobody finds them from now on. Returns their number. */
export function beginErasing(store: Store, which: ClearedHistory): number {
  const { database } = store.file
  const before = store.count()
  inTransaction(database, () => {
    // Takes the highest number ever given out: a damaged file may still be read, and exchanges from it are cleared as
    // well.
    const latest = readNumber(database, 'SELECT coalesce(max(seq), 0) FROM sqlite_sequence')
    if (which === 'all') store.setHorizon('all', latest)
    store.setHorizon('strangers', latest)
  })
  store.recount()
  return before - store.count()
}

/** Tells whether cleared exchanges are still in the file, as after a sudden end. */
export function isErasing({ file: { database } }: Store): boolean {
  return findCleared(database).length > 0
}

/**
 * Takes one step in removing the cleared exchanges from the file: first the rows (`secure_delete` overwrites their
 * bytes), then the free pages. Returns false when nothing is left to do but `emptyWal`. Throws if another process is in
 * the way; the same step is then due again.
 */
export function erase({ file: { database } }: Store): boolean {
  const [cleared] = findCleared(database)
  if (cleared) {
    inTransaction(database, () => deleteUpTo(database, cleared.condition, cleared.order))
    return true
  }
  if (readNumber(database, 'PRAGMA freelist_count') > 0) {
    if (readNumber(database, 'PRAGMA auto_vacuum') === 0) return rewrite(database)
    database.exec(`PRAGMA incremental_vacuum(${STEP_PAGES})`)
    return true
  }
  return false
}

/** Moves everything from the WAL to the file and empties it. Throws `locked` if somebody still reads from it. */
export function emptyWal({ file: { database } }: Store): void {
  if (readNumber(database, 'PRAGMA wal_checkpoint(TRUNCATE)') !== 0) {
    throw new HistoryFault('locked', 'another program is still reading the history')
  }
}

/**
 * Returns, for each horizon, the condition and the order up to which a step goes. The horizon is not part of the
 * condition: of two upper bounds SQLite uses the first, and each step would read all cleared rows.
 */
function findCleared(database: Store['file']['database']): { condition: string; order: number }[] {
  const conditions = { all: 'TRUE', strangers: STRANGERS }
  return Object.entries(conditions).flatMap(([name, condition]) => {
    const horizon = readNumber(database, `SELECT "order" FROM horizons WHERE name = '${name}'`)
    let bytes = 0
    const rows = findOldest(database, `${condition} AND "order" <= ${horizon}`)
    const last = rows.find((row) => (bytes += row.bytes) >= STEP_BYTES) ?? rows.at(-1)
    return last ? [{ condition, order: last.order }] : []
  })
}

function rewrite(database: Store['file']['database']): boolean {
  const used = readNumber(database, 'PRAGMA page_count') - readNumber(database, 'PRAGMA freelist_count')
  if (used > REWRITTEN_PAGES) return false
  database.exec('PRAGMA auto_vacuum = INCREMENTAL; VACUUM')
  return true
}

/**
 * Deletes some of the oldest exchanges if more than `maxBytes` are in use: refused ones first, strangers before
 * lookalikes. If only the file is larger than that, gives back free pages. Returns true if it must be called again.
 */
export function trim(store: Store, maxBytes: number): boolean {
  const { database } = store.file
  const { bytes: size, free } = store.space()
  const over = size - free - maxBytes
  if (over <= 0) {
    // Some slack is kept: pages that are free now are needed for the next exchanges.
    if (size < maxBytes * 1.1 || free === 0) return false
    database.exec(`PRAGMA incremental_vacuum(${STEP_PAGES})`)
    return store.space().free < free
  }
  const conditions = [STRANGERS, `standing <> 'genuine' AND standing = 'lookalike'`, 'TRUE']
  for (const condition of conditions) {
    const rows = findOldest(database, condition)
    let bytes = 0
    const last = rows.find((row) => (bytes += row.bytes) >= Math.min(over, TRIM_BYTES)) ?? rows.at(-1)
    if (!last) continue
    inTransaction(database, () => deleteUpTo(database, condition, last.order))
    store.recount()
    return true
  }
  return false
}
