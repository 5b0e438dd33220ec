import type { DatabaseSync } from 'node:sqlite'
import { isRunning } from '../processes.ts'
import type { ProcessName } from '../processes.ts'
import { inTransaction, readNumber } from './sqlite.ts'

/**
 * The progress in reading a damaged file, kept in the file that is filled from it. A file that never needed it has no
 * such table.
 */
const SALVAGES = `
  CREATE TABLE IF NOT EXISTS salvages (
    file     TEXT PRIMARY KEY,
    pid      INTEGER NOT NULL,
    process  TEXT NOT NULL,
    last     INTEGER NOT NULL DEFAULT 0,
    page     INTEGER NOT NULL DEFAULT 0,
    salvaged INTEGER NOT NULL DEFAULT 0,
    unread   INTEGER NOT NULL DEFAULT 0,
    found    INTEGER NOT NULL DEFAULT 0
  ) STRICT;
`

export interface Progress {
  /** The order up to which rows have been read, and the number of pages that have been read after that. */
  last: number
  page: number
  salvaged: number
  /** The number of rows that could not be read by their order, and the number of those that were found on the pages. */
  unread: number
  found: number
}

export interface SalvageProgress {
  readonly now: Progress
  /** Commits the writes of `step` together with its progress. Throws if that fails; then nothing has changed. */
  advance(step: (now: Progress) => Partial<Progress>): void
  /** Commits the writes of `last` together with the end of the salvage. */
  end(last?: () => void): void
}

/** Returns the name of a damaged file that may have more rows, and that no other running process reads. */
export function findUnfinished(database: DatabaseSync, own: ProcessName): string | null {
  if (readNumber(database, `SELECT count(*) FROM sqlite_schema WHERE name = 'salvages'`) === 0) return null
  const rows = database
    .prepare('SELECT file, pid, process FROM salvages')
    .all() as unknown as (ProcessName & { file: string })[]
  return rows.find((row) => row.pid === own.pid || !isRunning(row))?.file ?? null
}

/**
 * Begins a salvage with `begin`, or goes on with one that ended too early. Throws if the file cannot be written now.
 */
export function keepProgress(
  database: DatabaseSync,
  file: string,
  own: ProcessName,
  begin: () => void,
): SalvageProgress {
  let now = inTransaction(database, () => {
    database.exec(SALVAGES)
    const { changes } = database
      .prepare('INSERT OR IGNORE INTO salvages (file, pid, process) VALUES (?, ?, ?)')
      .run(file, own.pid, own.process)
    if (changes === 1) begin()
    else
      database
        .prepare('UPDATE salvages SET pid = ?, process = ? WHERE file = ?')
        .run(own.pid, own.process, file)
    const { last, page, salvaged, unread, found } = database
      .prepare('SELECT * FROM salvages WHERE file = ?')
      .get(file) as unknown as Progress
    return { last, page, salvaged, unread, found }
  })
  const save = database.prepare(
    'UPDATE salvages SET last = ?, page = ?, salvaged = ?, unread = ?, found = ? WHERE file = ?',
  )
  return {
    get now() {
      return now
    },
    advance(step) {
      now = inTransaction(database, () => {
        const next = { ...now, ...step(now) }
        save.run(next.last, next.page, next.salvaged, next.unread, next.found, file)
        return next
      })
    },
    end(last) {
      inTransaction(database, () => {
        last?.()
        database.prepare('DELETE FROM salvages WHERE file = ?').run(file)
      })
    },
  }
}
