import type { ClearedHistory } from '../../../src-core/ports.ts'
import { HistoryFault } from './faults.ts'
import { deleteUpTo, findOldest } from './refused-quota.ts'
import { inTransaction, readNumber } from './sqlite.ts'
import type { Store } from './store.ts'

/** Each step is short, so that what comes in between is answered at once. */
const STEP_BYTES = 512 * 1024
const STEP_PAGES = 128
/** What goes to make room has to keep up with what comes. */
const TRIM_BYTES = 2 * 1024 * 1024
/** A file of version 1 can be given its free pages back only by writing the rest anew, which is done if that is little. */
const REWRITTEN_PAGES = 4096

const STRANGERS = `standing <> 'genuine' AND standing = 'stranger'`

/** Marks what is there as cleared: nobody finds it from now on. Returns how many there were. */
export function beginErasing(store: Store, which: ClearedHistory): number {
  const { database } = store.file
  const before = store.count()
  inTransaction(database, () => {
    // The highest number ever given, as a damaged file may still be read: what comes from it is cleared as well.
    const latest = readNumber(database, 'SELECT coalesce(max(seq), 0) FROM sqlite_sequence')
    if (which === 'all') store.setHorizon('all', latest)
    store.setHorizon('strangers', latest)
  })
  store.recount()
  return before - store.count()
}

/** Whether something was cleared and is still in the file, as after a sudden end. */
export function isErasing({ file: { database } }: Store): boolean {
  return findCleared(database).length > 0
}

/**
 * Takes one step on the way to nothing being left in any file of what was cleared: rows go (with `secure_delete`, their
 * bytes are overwritten), then free pages, then what the WAL still has. False when nothing is left to do. Throws where
 * another process is in the way; then the same step is due again.
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

/** Moves all from the WAL to the file and empties it. Throws `locked` where somebody still reads what it had. */
export function emptyWal({ file: { database } }: Store): void {
  if (readNumber(database, 'PRAGMA wal_checkpoint(TRUNCATE)') !== 0) {
    throw new HistoryFault('locked', 'another program is still reading the history')
  }
}

/**
 * Of each horizon, the condition and the order up to which a step goes. The horizon is no part of the condition: of two
 * upper ends SQLite takes the first, and each step would go through all that is cleared.
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
 * Deletes some of the oldest where more than `maxBytes` are in use: what was refused goes first, strangers before
 * lookalikes. Where the file is larger all the same, it gives pages back. True where it is to be called again.
 */
export function trim(store: Store, maxBytes: number): boolean {
  const { database } = store.file
  const { bytes: size, free } = store.space()
  const over = size - free - maxBytes
  if (over <= 0) {
    // Not at once: what is free now is needed for what comes next.
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
