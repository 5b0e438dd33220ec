import type { Exchange, ExchangeSummary, Standing } from '../../../src-core/contract/exchange.ts'
import type { RefusedLimit } from '../../../src-core/ports/history.ts'
import type { DatabaseFile } from './database-file.ts'
import { decodeExchange } from './encoding.ts'
import type { EncodedExchange } from './encoding.ts'
import { isRunning } from '../processes.ts'
import type { ProcessName } from '../processes.ts'
import { prepareWriting } from './prepare-writing.ts'
import { openFacts } from './facts-table.ts'
import type { FactsTable } from './facts-table.ts'
import { createReading } from './reading.ts'
import type { Reading } from './reading.ts'
import { countRefused, enforceRefusedLimit } from './refused-quota.ts'
import type { Refused } from './refused-quota.ts'
import { SCHEMA_VERSION, sourceOf } from './schema.ts'
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
  clearedAll: boolean
  clearedStrangers: boolean
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
  /** Returns the number of genuine exchanges, or less while cleared ones are being erased. */
  countGenuine(): number
  /** Returns the bytes of the file, and the number of free ones. */
  space(): { bytes: number; free: number }
  /** Writes the whole batch or nothing. */
  write(batch: Batch, limit: RefusedLimit): void
  /** Takes over the exchanges that dead processes held, oldest first; unreadable ones stay where they are. */
  takeInterrupted(): Exchange[]
  follow(): Followed
  /** Reads the counts and horizons anew, after rows were changed by other means than `write`. */
  recount(): void
  /** Corrects the counts after these rows were deleted: reading them anew takes a fifth of a second for 100,000 rows. */
  uncount(deleted: readonly DeletedRow[]): void
  /**
   * Clears the exchanges of `name` up to `order`, unless more are cleared already. Takes effect when `recount` is
   * called.
   */
  setHorizon(name: 'all' | 'strangers', order: number): void
  close(): void
}

export function createStore(file: DatabaseFile, own: ProcessName): Store {
  const { database, version, readOnly } = file
  const source = sourceOf(version)
  const facts = openFacts(database, source, { hasTable: version === SCHEMA_VERSION, readOnly })
  const listeners = new Set<(rows: ChangedRows | null) => void>()
  const tell = (rows: ChangedRows | null) => listeners.forEach((listener) => listener(rows))
  const horizons = { all: 0, strangers: 0 }
  let count = 0
  let refused: Refused = { rows: 0, bytes: 0 }
  let dataVersion = 0
  /** The ids that may be held: most exchanges never are. */
  const everHeld = new Set<string>()

  const pageBytes = readNumber(database, 'PRAGMA page_size')
  // Prepared, since each commit runs them.
  const readPages = prepareNumber(database, 'PRAGMA page_count')
  const readFreePages = prepareNumber(database, 'PRAGMA freelist_count')
  const readDataVersion = prepareNumber(database, 'PRAGMA data_version')
  const shown = () => [horizons.all, horizons.strangers] as const
  const reading = createReading(database, source, facts, shown)
  const statements = readOnly ? null : prepareWriting(file)

  function recount(): void {
    if (version > 1) {
      for (const name of ['all', 'strangers'] as const) {
        horizons[name] = readNumber(database, `SELECT "order" FROM horizons WHERE name = '${name}'`)
      }
    }
    const [all, strangers] = shown()
    count =
      readNumber(database, `SELECT count(*) FROM exchanges WHERE "order" > ${all}`) -
      readNumber(
        database,
        `SELECT count(*) FROM ${source} WHERE standing <> 'genuine' AND standing = 'stranger'
         AND "order" > ${all} AND "order" <= ${strangers}`,
      )
    if (version === 1) return
    refused = countRefused(database, `"order" > ${all}`)
    for (const { id } of database.prepare('SELECT id FROM held').all()) everHeld.add(String(id))
    tell(null)
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
    countGenuine: () => count - refused.rows,
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
        const now = isOld ? countRefused(database, `"order" > ${horizons.all}`) : { ...refused }
        for (const { exchange, summary } of recorded) {
          const size = insert(exchange, summary)
          if (everHeld.has(exchange.id)) release.run(exchange.id)
          if ((exchange.standing ?? 'genuine') === 'genuine') continue
          now.rows++
          now.bytes += size
        }
        for (const { exchange, summary } of amended) update(exchange, summary)
        for (const exchange of held) {
          hold(exchange, own)
          everHeld.add(exchange.id)
        }
        return enforceRefusedLimit(database, now, limit)
      })
      refused = left
      for (const { exchange } of recorded) everHeld.delete(exchange.id)
      count += recorded.length - removed.length
      if (removed.length > 0) tell({ gone: removed })
      if (amended.length > 0) tell({ amended: amended.map(({ exchange }) => reading.orderOf(exchange.id)) })
    },
    takeInterrupted() {
      return inTransaction(database, () => {
        // These were answered while the file was being filled from a damaged one.
        database.exec('DELETE FROM held WHERE id IN (SELECT id FROM exchanges)')
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
      if (dataVersion === before) return { changed: false, clearedAll: false, clearedStrangers: false }
      const { all, strangers } = horizons
      recount()
      return {
        changed: true,
        clearedAll: horizons.all > all,
        clearedStrangers: horizons.strangers > strangers,
      }
    },
    recount,
    uncount(deleted) {
      tell({ gone: deleted.map(({ order }) => order) })
      for (const { order, standing, bytes } of deleted) {
        // Cleared rows are counted no more.
        if (order <= horizons.all) continue
        if (standing !== 'genuine') {
          refused = { rows: refused.rows - 1, bytes: refused.bytes - bytes }
        }
        if (standing !== 'stranger' || order > horizons.strangers) count--
      }
    },
    setHorizon(name, order) {
      database.prepare('UPDATE horizons SET "order" = max("order", ?) WHERE name = ?').run(order, name)
    },
    close: () => database.close(),
  }
}
