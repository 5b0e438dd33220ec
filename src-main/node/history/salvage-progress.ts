import type { DatabaseSync } from 'node:sqlite'
import { isRunning } from '../processes.ts'
import type { ProcessName } from '../processes.ts'
import { inTransaction, readNumber } from './sqlite.ts'

/**
 * How far the reading of a damaged file has come, kept in the file that is filled from it. In a file that never needed
 * it there is no such table.
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
  /** The order up to which rows are read, and then the number of pages that are. */
  last: number
  page: number
  salvaged: number
  /** Rows that could not be read by their order, and how many of them the pages had. */
  unread: number
  found: number
}

export interface SalvageProgress {
  readonly now: Progress
  /** One commit of what `step` writes and how far it came. Throws where that cannot be; then nothing has changed. */
  advance(step: (now: Progress) => Partial<Progress>): void
  /** One commit of what `last` writes, and the end of the salvage. */
  end(last?: () => void): void
}

/** The name of a damaged file of which more may be to come, and which no running process reads but we. */
export function findUnfinished(database: DatabaseSync, own: ProcessName): string | null {
  if (readNumber(database, `SELECT count(*) FROM sqlite_schema WHERE name = 'salvages'`) === 0) return null
  const rows = database
    .prepare('SELECT file, pid, process FROM salvages')
    .all() as unknown as (ProcessName & { file: string })[]
  return rows.find((row) => row.pid === own.pid || !isRunning(row))?.file ?? null
}

/** Begins a salvage with `begin`, or goes on with one that ended too early. Throws where the file cannot be written now. */
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
