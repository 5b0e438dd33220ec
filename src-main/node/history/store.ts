import type { Exchange, ExchangeSummary, Standing } from '../../../src-core/contract/exchange.ts'
import { summarize } from '../../../src-core/exchange/record.ts'
import { matches } from '../../../src-core/query/matches.ts'
import type { ClearedPart, History, RefusedLimit } from '../../../src-core/ports/history.ts'
import type { DatabaseFile } from './database-file.ts'
import { decodeExchange } from './encoding.ts'
import type { EncodedExchange } from './encoding.ts'
import { isRunning } from '../processes.ts'
import type { ProcessName } from '../processes.ts'
import { prepareWriting } from './prepare-writing.ts'
import { selectRows } from './query-sql.ts'
import { countRefused, enforceRefusedLimit } from './refused-quota.ts'
import type { Refused } from './refused-quota.ts'
import { sourceOf } from './schema.ts'
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

/** The exchanges in one open file. Every method throws SQLite's errors, at once. */
export interface Store extends Pick<History, 'list' | 'deliveries'> {
  readonly file: DatabaseFile
  find(id: string): EncodedExchange | null
  count(): number
  countPart(part: ClearedPart): number
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

interface SummaryRow {
  id: string
  standing: Standing
  summary: string
}

export function createStore(file: DatabaseFile, own: ProcessName): Store {
  const { database, version, readOnly } = file
  const source = sourceOf(version)
  const horizons = { all: 0, strangers: 0 }
  let count = 0
  let refused: Refused = { rows: 0, bytes: 0 }
  let dataVersion = 0
  /** The ids that may be held: most exchanges never are. */
  const everHeld = new Set<string>()

  // The two numbers are the horizons, first of all and then of strangers: cleared rows are about to be deleted.
  const present = `"order" > ? AND ("order" > ? OR standing <> 'stranger')`
  const one = database.prepare(`SELECT head, texts FROM ${source} WHERE id = ? AND ${present}`)
  const deliveries = database.prepare(
    `SELECT head, texts FROM ${source} WHERE ${present}
     AND message_key = ? AND account = ? AND received_at >= ? AND standing = 'genuine' ORDER BY "order" DESC LIMIT ?`,
  )
  const part = database.prepare(
    `SELECT count(*) AS rows FROM ${source} WHERE ${present}
     AND (? IS NULL OR account = ?) AND (? IS NULL OR received_at < ?)`,
  )
  const pageBytes = readNumber(database, 'PRAGMA page_size')
  // Prepared, since each commit runs them.
  const readPages = prepareNumber(database, 'PRAGMA page_count')
  const readFreePages = prepareNumber(database, 'PRAGMA freelist_count')
  const readDataVersion = prepareNumber(database, 'PRAGMA data_version')
  const shown = () => [horizons.all, horizons.strangers] as const
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
  }

  function find(id: string): EncodedExchange | null {
    return (one.get(id, ...shown()) as unknown as EncodedExchange | undefined) ?? null
  }

  /** Returns null if the row is damaged: one such row must not fail the whole list. */
  function readSummary({ id, standing, summary: text }: SummaryRow): ExchangeSummary | null {
    const read = [() => JSON.parse(text) as ExchangeSummary, () => summarize(decodeExchange(find(id)!))]
    for (const attempt of read) {
      try {
        const found = attempt()
        // Summaries from before standings existed lack one; the row has it.
        if (found.id === id) return { ...found, standing }
      } catch {
        // The next way is tried, if there is one.
      }
    }
    return null
  }
  /** A summary that an older version stored says nothing of the reply; the exchange does. */
  function complete(summary: ExchangeSummary): ExchangeSummary {
    if (summary.reply) return summary
    try {
      return { ...summarize(decodeExchange(find(summary.id)!)), ...summary }
    } catch {
      return summary
    }
  }

  recount()
  dataVersion = readDataVersion()

  return {
    file,
    count: () => count,
    countPart: ({ account = null, before = null }) =>
      Number(part.get(...shown(), account, account, before, before)!['rows']),
    countGenuine: () => count - refused.rows,
    space() {
      return { bytes: readPages() * pageBytes, free: readFreePages() * pageBytes }
    },
    find,
    list({ where, before, limit }) {
      const { sql, values } = selectRows(source, { sql: present, values: shown() }, where, before)
      const items: ExchangeSummary[] = []
      // Rows are read one by one: most questions are answered long before the last row.
      for (const row of database.prepare(sql).iterate(...values) as Iterable<unknown>) {
        const summary = readSummary(row as SummaryRow)
        if (!summary || (where && !matches(where, summary))) continue
        if (items.length === limit) return { items, more: true }
        items.push(complete(summary))
      }
      return { items, more: false }
    },
    deliveries({ account, messageKey, since, limit }) {
      const rows = deliveries.all(
        ...shown(),
        messageKey,
        account,
        since,
        limit,
      ) as unknown as EncodedExchange[]
      return rows.flatMap((row) => {
        try {
          return [decodeExchange(row)]
        } catch {
          return []
        }
      })
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
      count += recorded.length - removed
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
