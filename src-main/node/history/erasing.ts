import { HistoryFault } from './faults.ts'
import { deleteUpTo, findOldest, ROW_BYTES } from './refused-quota.ts'
import { PINNED } from './schema.ts'
import { inTransaction, readNumber } from './sqlite.ts'
import type { Store } from './store.ts'

/** Each step is short, so that requests that come in between are answered at once. */
const STEP_ROWS = 200
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

/**
 * Takes one step in erasing what a removal hides (`secure_delete` overwrites the bytes). Returns false when nothing of it
 * is left. Throws if another process is in the way; the same step is then due again.
 */
export function eraseHidden({ file: { database } }: Store, removal: string): boolean {
  const rows = database
    .prepare(
      `SELECT "order", ${ROW_BYTES} AS bytes
       FROM (SELECT "order" AS number FROM hidden WHERE removal = ? LIMIT ${STEP_ROWS})
       CROSS JOIN exchanges ON "order" = number`,
    )
    .all(removal) as unknown as { order: number; bytes: number }[]
  let bytes = 0
  const last = rows.findIndex((row) => (bytes += row.bytes) >= STEP_BYTES)
  const going = last === -1 ? rows : rows.slice(0, last + 1)
  if (going.length === 0) return false
  const orders = JSON.stringify(going.map(({ order }) => order))
  inTransaction(database, () =>
    database.prepare('DELETE FROM exchanges WHERE "order" IN (SELECT value FROM json_each(?))').run(orders),
  )
  return true
}

/**
 * Takes one step in giving back the free pages. Returns false when nothing is left to do but `emptyWal`. Throws as
 * `eraseHidden` does.
 */
export function giveBackPages({ file: { database } }: Store): boolean {
  if (readNumber(database, 'PRAGMA freelist_count') === 0) return false
  if (readNumber(database, 'PRAGMA auto_vacuum') === 0) return rewrite(database)
  database.exec(`PRAGMA incremental_vacuum(${STEP_PAGES})`)
  return true
}

/** Moves everything from the WAL to the file and empties it. Throws `locked` if somebody still reads from it. */
export function emptyWal({ file: { database } }: Store): void {
  if (readNumber(database, 'PRAGMA wal_checkpoint(TRUNCATE)') !== 0) {
    throw new HistoryFault('locked', 'another program is still reading the history')
  }
}

function rewrite(database: Store['file']['database']): boolean {
  const used = readNumber(database, 'PRAGMA page_count') - readNumber(database, 'PRAGMA freelist_count')
  if (used > REWRITTEN_PAGES) return false
  database.exec('PRAGMA auto_vacuum = INCREMENTAL; VACUUM')
  return true
}

/**
 * Deletes some of the oldest exchanges if more than `maxBytes` are in use: refused ones first, strangers before
 * lookalikes, and never pinned ones. If only the file is larger than that, gives back free pages. Returns true if it must be called again.
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
  // What is hidden goes first as well, by its age: it is about to be erased anyway.
  const conditions = [STRANGERS, `standing <> 'genuine' AND standing = 'lookalike'`, 'TRUE']
  for (const condition of conditions.map((one) => `${one} AND NOT (${PINNED})`)) {
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
