import type { Exchange, ExchangeSummary, Standing } from '../../../src-core/contract/exchange.ts'
import type { RemovalTarget } from '../../../src-core/contract/removal.ts'
import type { RefusedLimit } from '../../../src-core/ports/history.ts'
import type { DatabaseFile } from './database-file.ts'
import { decodeExchange } from './encoding.ts'
import type { EncodedExchange } from './encoding.ts'
import { readHidings } from './read-hidings.ts'
import type { Hiding } from './read-hidings.ts'
import { isRunning } from '../processes.ts'
import type { ProcessName } from '../processes.ts'
import { prepareWriting } from './prepare-writing.ts'
import { openFacts } from './facts-table.ts'
import type { FactsTable } from './facts-table.ts'
import { createReading } from './reading.ts'
import type { Reading } from './reading.ts'
import { countRefused, enforceRefusedLimit } from './refused-quota.ts'
import type { Refused } from './refused-quota.ts'
import { EVICTABLE, PRESENT, presentIn, SCHEMA_VERSION, sourceOf } from './schema.ts'
import { inTransaction, prepareNumber, readNumber } from './sqlite.ts'

export interface Recorded {
  exchange: Exchange
  summary: ExchangeSummary
}

/** The rows that one commit writes. */
export interface Batch {
  /** In the order in which they came; they are no longer held then. */
  recorded: readonly Recorded[]
  amended: readonly Recorded[]
  held: readonly Exchange[]
}

/** The changes that another shell made to the same file since the last check. */
export interface Followed {
  changed: boolean
  /** What it hid, and is about to erase. */
  hidden: readonly RemovalTarget[]
  /** It shows again what was hidden. */
  restored: boolean
}

/** A row that was deleted, as the counts knew it. */
export interface DeletedRow {
  order: number
  standing: Standing
  bytes: number
}

/** Rows that are others than before, by their numbers. `gone`: they are not there any more. */
export interface ChangedRows {
  gone?: readonly number[]
  amended?: readonly number[]
}

/** The exchanges in one open file. Every method throws SQLite's errors, at once. */
export interface Store extends Reading {
  readonly file: DatabaseFile
  readonly facts: FactsTable
  /** Calls the listener with rows that this workbench changed; null if they may be any. Returns what ends that. */
  watch(listener: (rows: ChangedRows | null) => void): () => void
  /** Tells the listeners that an exchange is another one now, which may not be written yet. */
  tellAmended(id: string): void
  count(): number
  /** Returns the number of genuine exchanges that are not pinned. */
  countGenuine(): number
  /** Returns the bytes of the file, and the number of free ones. */
  space(): { bytes: number; free: number }
  /** Writes the whole batch or nothing. */
  write(batch: Batch, limit: RefusedLimit): void
  /** Takes over the exchanges that dead processes held, oldest first; unreadable ones stay where they are. */
  takeInterrupted(): Exchange[]
  follow(): Followed
  /** Reads the counts and removals anew, after rows were changed by other means than `write`. */
  recount(): void
  /**
   * Corrects the counts after so many more rows are hidden, or fewer, without reading all rows; `rows` tells which they
   * are, null if they are many.
   */
  changeHidden(by: number, rows: ChangedRows | null): void
  /**
   * Corrects the counts after these rows, neither hidden nor pinned, were deleted: reading them anew takes a fifth of a
   * second for 100,000 rows.
   */
  uncount(deleted: readonly DeletedRow[]): void
  close(): void
}

export function createStore(file: DatabaseFile, own: ProcessName): Store {
  const { database, version, readOnly } = file
  const source = sourceOf(version)
  const facts = openFacts(database, source, { hasTable: version === SCHEMA_VERSION, readOnly })
  const listeners = new Set<(rows: ChangedRows | null) => void>()
  const tell = (rows: ChangedRows | null) => listeners.forEach((listener) => listener(rows))
  const present = presentIn(version)
  let hidings: readonly Hiding[] = []
  let count = 0
  let pinned = 0
  let refused: Refused = { rows: 0, bytes: 0 }
  let dataVersion = 0
  /** The ids that may be held: most exchanges never are. */
  const everHeld = new Set<string>()

  const pageBytes = readNumber(database, 'PRAGMA page_size')
  // Prepared, since each commit runs them.
  const readPages = prepareNumber(database, 'PRAGMA page_count')
  const readFreePages = prepareNumber(database, 'PRAGMA freelist_count')
  const readDataVersion = prepareNumber(database, 'PRAGMA data_version')
  const reading = createReading(database, source, facts, version)
  const statements = readOnly ? null : prepareWriting(file)

  function recount(): void {
    tell(null)
    if (version < 4) count = readNumber(database, `SELECT count(*) FROM ${source} WHERE ${present}`)
    if (version < 4) return
    hidings = readHidings(database)
    count =
      readNumber(database, 'SELECT count(*) FROM exchanges') -
      readNumber(database, 'SELECT count(*) FROM hidden')
    countMarked()
    for (const { id } of database.prepare('SELECT id FROM held').all()) everHeld.add(String(id))
  }

  function countMarked(): void {
    pinned = readNumber(database, `SELECT count(*) FROM pinned WHERE ${PRESENT}`)
    refused = countRefused(database, EVICTABLE)
  }

  recount()
  dataVersion = readDataVersion()

  return {
    ...reading,
    file,
    tellAmended(id) {
      if (listeners.size > 0) tell({ amended: [reading.orderOf(id)] })
    },
    count: () => count,
    countGenuine: () => count - refused.rows - pinned,
    space() {
      return { bytes: readPages() * pageBytes, free: readFreePages() * pageBytes }
    },
    facts,
    watch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    write({ recorded, amended, held }, limit) {
      const { insert, release, update, hold } = statements!
      const { left, removed } = inTransaction(database, () => {
        // If another shell has made room since the last count, the old count would delete the rows that it left as
        // well.
        const isOld = readDataVersion() !== dataVersion
        const now = isOld ? countRefused(database, EVICTABLE) : { ...refused }
        for (const { exchange, summary } of recorded) {
          const size = insert(exchange, summary)
          if (everHeld.has(exchange.id)) release.run(exchange.id)
          if ((exchange.standing ?? 'genuine') === 'genuine' || exchange.pinned) continue
          now.rows++
          now.bytes += size
        }
        for (const { exchange, summary } of amended) update(exchange, summary)
        for (const exchange of held) {
          hold(exchange, own)
          everHeld.add(exchange.id)
        }
        return enforceRefusedLimit(database, now, limit, EVICTABLE)
      })
      refused = left
      for (const { exchange } of recorded) everHeld.delete(exchange.id)
      count += recorded.length - removed.length
      if (removed.length > 0) tell({ gone: removed })
      if (amended.length > 0) tell({ amended: amended.map(({ exchange }) => reading.orderOf(exchange.id)) })
      // One of them may have been pinned, or unpinned.
      if (amended.length > 0 || recorded.some(({ exchange }) => exchange.pinned)) countMarked()
    },
    takeInterrupted() {
      return inTransaction(database, () => {
        // These were answered while the file was being filled from a damaged one. Not by IN, which reads all ids first.
        database.exec('DELETE FROM held WHERE EXISTS (SELECT 1 FROM exchanges WHERE exchanges.id = held.id)')
        const rows = database
          .prepare('SELECT * FROM held ORDER BY "order"')
          .all() as unknown as (ProcessName & EncodedExchange & { id: string })[]
        const claim = database.prepare('UPDATE held SET pid = ?, process = ? WHERE id = ?')
        return rows
          .filter((row) => !isRunning(row))
          .flatMap((row) => {
            try {
              const exchange = decodeExchange(row)
              claim.run(own.pid, own.process, row.id)
              everHeld.add(row.id)
              return [exchange]
            } catch {
              return []
            }
          })
      })
    },
    follow() {
      const before = dataVersion
      dataVersion = readDataVersion()
      if (dataVersion === before) return { changed: false, hidden: [], restored: false }
      const known = new Map(hidings.map((hiding) => [hiding.name, hiding]))
      recount()
      const hidden = hidings.filter(({ name }) => !known.delete(name)).map(({ target }) => target)
      // What was erased is gone, and what is shown again is there.
      const isThere = database.prepare('SELECT 1 FROM exchanges WHERE "order" = ?')
      const restored = [...known.values()].some(({ sample }) => sample !== null && isThere.get(sample))
      return { changed: true, hidden, restored }
    },
    recount,
    changeHidden(by, rows) {
      tell(rows)
      hidings = readHidings(database)
      count -= by
      if (by !== 0) countMarked()
    },
    uncount(deleted) {
      tell({ gone: deleted.map(({ order }) => order) })
      count -= deleted.length
      for (const { standing, bytes } of deleted) {
        if (standing !== 'genuine') refused = { rows: refused.rows - 1, bytes: refused.bytes - bytes }
      }
    },
    close: () => database.close(),
  }
}
