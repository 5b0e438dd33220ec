import type { DatabaseSync } from 'node:sqlite'
import type { ExchangeSummary, Standing } from '../../../src-core/contract/exchange.ts'
import type { Grouping } from '../../../src-core/contract/listing.ts'
import type { Query } from '../../../src-core/contract/query.ts'
import type { ClearedPart } from '../../../src-core/contract/removal.ts'
import { summarize } from '../../../src-core/exchange/record.ts'
import type { History, TextKey } from '../../../src-core/ports/history.ts'
import { QUERY_KEYS } from '../../../src-core/query/facts.ts'
import type { RowFacts } from '../../../src-core/query/listing/row-facts.ts'
import { isDeep } from '../../../src-core/query/matches.ts'
import { VALUES_LOOKED_AT } from './counting-values.ts'
import { decodeExchange } from './encoding.ts'
import type { EncodedExchange } from './encoding.ts'
import { createReadExamined } from './examined-rows.ts'
import type { ReadExamined } from './examined-rows.ts'
import type { FactsTable } from './facts-table.ts'
import { readRowFacts, ROW_FACTS } from './row-facts-sql.ts'
import { writeCondition } from './query-sql.ts'
import type { Sql } from './query-sql.ts'
import { PINNED, presentIn } from './schema.ts'
import { prepareNumber, readValues } from './sqlite.ts'

/** A part of the order of arrival: above `after`, and up to `upTo`. */
export interface OrderRange {
  after: number
  upTo: number
}

/** What is read of the exchanges in one open file. Every method throws SQLite's errors, at once. */
export interface Reading extends Pick<History, 'list' | 'deliveries'> {
  /** Returns the range in which rows are there now. */
  bounds(): OrderRange
  /** Returns the rows in this range to which the condition on `facts` applies, those with the highest numbers first. */
  select(where: Sql, range: OrderRange, grouping: Grouping): RowFacts[]
  /** Returns the summaries of these rows by their numbers, but for rows that are gone or damaged. */
  summaries(orders: readonly number[]): ReadonlyMap<number, ExchangeSummary>
  examined: ReadExamined
  find(id: string): EncodedExchange | null
  /** As `History.count`. */
  countPart(part: ClearedPart): { count: number; pinned: number }
  /** Returns the values of a key of the newest exchanges that have their facts. */
  values(key: TextKey): string[]
  /** Returns a number below every row if there is none of this id. */
  orderOf(id: string): number
}

interface SummaryRow {
  order: number
  id: string
  standing: Standing
  summary: string
}

/**
 * `source` is where exchanges are read from. What is hidden, since it is about to be erased, is not read.
 */
export function createReading(
  database: DatabaseSync,
  source: string,
  facts: FactsTable,
  version: number,
): Reading {
  const present = presentIn(version)
  const one = database.prepare(`SELECT head, texts FROM ${source} WHERE id = ? AND ${present}`)
  const deliveries = database.prepare(
    `SELECT head, texts FROM ${source} WHERE ${present}
     AND message_key = ? AND account = ? AND received_at >= ? AND standing = 'genuine' ORDER BY "order" DESC LIMIT ?`,
  )
  const part = database.prepare(
    `SELECT count(*) AS rows, ${version < 4 ? '0' : `count(*) FILTER (WHERE ${PINNED})`} AS pinned
     FROM ${source} WHERE ${present}
     AND (? IS NULL OR account = ?) AND (? IS NULL OR received_at < ?)`,
  )
  const findOrder = database.prepare(`SELECT "order" FROM ${source} WHERE id = ?`)
  const summariesOf = database.prepare(
    `SELECT "order", id, standing, summary FROM ${source}
     WHERE "order" IN (SELECT value FROM json_each(?)) AND ${present}`,
  )
  const readEarliest = prepareNumber(database, `SELECT coalesce(min("order"), 1) - 1 FROM ${source}`)
  const readLatest = prepareNumber(database, `SELECT coalesce(max("order"), 0) FROM ${source}`)

  function find(id: string): EncodedExchange | null {
    return (one.get(id) as unknown as EncodedExchange | undefined) ?? null
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

  /**
   * Yields the rows that answer `where` and came before the exchange `before`, newest first. They are read one by one:
   * most questions are answered long before the last row. Without a question the facts are not needed.
   */
  function* readRows(where: Query | undefined, before: string | undefined): Generator<SummaryRow> {
    const start = before === undefined ? Infinity : orderOf(before)
    const columns = '"order", id, standing, summary'
    if (!where) {
      const sql = `SELECT ${columns} FROM ${source} WHERE ${present} AND "order" < ? ORDER BY "order" DESC`
      yield* database.prepare(sql).iterate(start) as Iterable<unknown> as Iterable<SummaryRow>
      return
    }
    const { sql, values } = writeCondition(where)
    const statement = database.prepare(
      `SELECT ${columns} FROM (SELECT "order" AS number FROM facts
         WHERE "order" > ? AND "order" < ? AND ${present} AND ${sql})
       CROSS JOIN ${source} ON "order" = number ORDER BY number DESC`,
    )
    for (let end = start; ;) {
      const known = facts.missing()
      yield* statement.iterate(known, end, ...values) as Iterable<unknown> as Iterable<SummaryRow>
      if (known === 0) return
      end = Math.min(end, known + 1)
      facts.fill()
    }
  }

  function orderOf(id: string): number {
    return Number(findOrder.get(id)?.['order'] ?? 0)
  }

  return {
    find,
    orderOf,
    countPart({ account = null, before = null }) {
      const { rows, pinned } = part.get(account, account, before, before) as { rows: number; pinned: number }
      return { count: rows - pinned, pinned }
    },
    bounds: () => ({ after: readEarliest(), upTo: readLatest() }),
    values(key) {
      const rows = database
        .prepare(
          `SELECT "${key}" AS value FROM facts WHERE ${present} ORDER BY "order" DESC LIMIT ${VALUES_LOOKED_AT}`,
        )
        .all() as { value: string | null }[]
      return rows.flatMap(({ value }) => (QUERY_KEYS[key] === 'list' ? value!.split(',') : (value ?? [])))
    },
    select({ sql, values }, { after, upTo }, grouping) {
      const statement = database.prepare(
        `SELECT "order", ${ROW_FACTS[grouping]} FROM facts
         WHERE "order" > ? AND "order" <= ? AND ${present} AND ${sql} ORDER BY "order" DESC`,
      )
      return readValues(statement, after, upTo, ...values).map(readRowFacts)
    },
    summaries(orders) {
      const rows = summariesOf.all(JSON.stringify(orders)) as unknown as SummaryRow[]
      return new Map(
        rows.flatMap((row) => {
          const summary = readSummary(row)
          return summary ? [[row.order, complete(summary)] as const] : []
        }),
      )
    },
    examined: createReadExamined(database, source, present),
    list({ where, before, limit }) {
      if (where && isDeep(where)) throw new TypeError('only a search looks into the exchanges')
      const items: ExchangeSummary[] = []
      for (const row of readRows(where, before)) {
        const summary = readSummary(row)
        if (!summary) continue
        if (items.length === limit) return { items, more: true }
        items.push(complete(summary))
      }
      return { items, more: false }
    },
    deliveries({ account, messageKey, since, limit }) {
      const rows = deliveries.all(messageKey, account, since, limit) as unknown as EncodedExchange[]
      return rows.flatMap((row) => {
        try {
          return [decodeExchange(row)]
        } catch {
          return []
        }
      })
    },
  }
}
