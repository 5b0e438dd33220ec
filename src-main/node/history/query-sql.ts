import type { Query, QueryKey } from '../../../src-core/contract/query.ts'
import { QUERY_KEYS } from '../../../src-core/query/keys.ts'

/** SQL, and the values for its question marks. */
export interface Sql {
  sql: string
  values: readonly (string | number)[]
}

/**
 * Reads a key from the summary. The JSON functions throw if the JSON is damaged; one such row must not spoil all
 * others.
 */
function inSummary(key: QueryKey): string {
  return `CASE WHEN json_valid(summary) THEN summary ->> '$.${QUERY_KEYS[key].property}' END`
}

/**
 * The keys that single out few rows of many. Each adds 0.3 µs to the recording of every exchange. If a question has
 * none of them, each row is read for the predicate: 10 µs, which is a second for 100,000.
 */
const INDEXED: Partial<Record<QueryKey, string>> = {
  account: 'account',
  standing: 'standing',
  receivedAt: 'received_at',
  type: inSummary('type'),
  from: inSummary('from'),
  by: inSummary('by'),
}

/**
 * A small copy of the rows in their order, which a question reads from its end to its beginning. New rows go to its
 * end, which costs the recording little; a tree by each key would have to be changed all over. SQLite uses it only for
 * exactly the expressions that it was made of, so if they change, the version of the schema changes too.
 */
export const QUESTION_INDEX = `CREATE INDEX exchanges_by_question
  ON exchanges ("order", ${Object.values(INDEXED)
    .map((expression) => `(${expression})`)
    .join(', ')})`

/**
 * Selects the rows that are `present`, answer `where` and came before the exchange `before`, newest first. If there is
 * a question, the index gives their numbers; if there is none, the rows are listed without the index, in case it is not
 * whole.
 */
export function selectRows(source: string, present: Sql, where: Query | undefined, before?: string): Sql {
  const { sql, values } = join(
    [
      present,
      ...(before === undefined
        ? []
        : [{ sql: '"order" < (SELECT "order" FROM exchanges WHERE id = ?)', values: [before] }]),
      ...(where ? [toSql(where)] : []),
    ],
    'AND',
    'TRUE',
  )
  const rows = where
    ? `(SELECT "order" AS number FROM ${source} WHERE ${sql}) CROSS JOIN ${source} ON "order" = number ORDER BY number`
    : `${source} WHERE ${sql} ORDER BY "order"`
  return { sql: `SELECT id, standing, summary FROM ${rows} DESC`, values }
}

/**
 * Returns a condition that is true of every row that answers the query, and of as few others as the index allows: the
 * predicate has the last word. It is true of damaged summaries too, since the exchange itself may be whole.
 */
function toSql(query: Query): Sql {
  const { sql, values } = write(query, 'TRUE')
  return { sql: `(${INDEXED.by} IS NULL OR ${sql})`, values }
}

/**
 * Writes the condition. Facts that the index does not hold become `unknown`, which `not` inverts; they never become
 * NULL, or `NOT` would find neither.
 */
function write(query: Query, unknown: 'TRUE' | 'FALSE'): Sql {
  if ('all' in query)
    return join(
      query.all.map((one) => write(one, unknown)),
      'AND',
      'TRUE',
    )
  if ('any' in query)
    return join(
      query.any.map((one) => write(one, unknown)),
      'OR',
      'FALSE',
    )
  if ('not' in query) {
    const { sql, values } = write(query.not, unknown === 'TRUE' ? 'FALSE' : 'TRUE')
    return { sql: `NOT ${sql}`, values }
  }
  const expression = INDEXED[query.key]
  if (expression === undefined) return { sql: unknown, values: [] }
  if ('is' in query) {
    const is: readonly (string | number | null)[] = query.is
    const sql = `(${expression} IN (SELECT value FROM json_each(?))) IS TRUE`
    return {
      sql: is.includes(null) ? `(${expression} IS NULL OR ${sql})` : `(${sql})`,
      values: [JSON.stringify(is)],
    }
  }
  const { atLeast, atMost } = query
  const ends = [
    ...(atLeast === undefined ? [] : [{ sql: `${expression} >= ?`, values: [atLeast] }]),
    ...(atMost === undefined ? [] : [{ sql: `${expression} <= ?`, values: [atMost] }]),
  ]
  return join(ends, 'AND', 'TRUE')
}

function join(conditions: readonly Sql[], by: 'AND' | 'OR', ofNone: string): Sql {
  if (conditions.length === 0) return { sql: ofNone, values: [] }
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(` ${by} `)})`,
    values: conditions.flatMap(({ values }) => values),
  }
}
