import type { FieldCondition, Query } from '../../../src-core/contract/query.ts'
import { QUERY_KEYS } from '../../../src-core/query/facts.ts'
import { WHOLE_TEXT } from '../../../src-core/query/search-text.ts'
import { fold, foldKey } from '../../../src-core/query/matches.ts'

/** SQL, and the values for its question marks. */
export interface Sql {
  sql: string
  values: readonly (string | number)[]
}

/**
 * Returns a condition on the rows of `facts`. It is true of exactly those that answer the query; where the facts alone
 * cannot tell (see `isDeep`) it is true of some others as well, and the predicate has the last word.
 */
export function writeCondition(query: Query): Sql {
  return write(query, 'TRUE')
}

/**
 * What the facts cannot tell becomes `unknown`, which `not` inverts; nothing ever becomes NULL, or `NOT` would find
 * neither.
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
  if ('text' in query) return holds(fold(query.text))
  if ('pattern' in query) return { sql: unknown, values: [] }
  if ('field' in query) return unknown === 'TRUE' ? holdsField(query) : { sql: unknown, values: [] }
  const column = `"${query.key}"`
  const isList = QUERY_KEYS[query.key] === 'list'
  if ('is' in query) {
    const is: readonly (string | number | null)[] = query.is
    if (isList) {
      const some = is.map((one): Sql => ({ sql: `instr(${column}, ?) > 0`, values: [`,${one},`] }))
      return join(some, 'OR', 'FALSE')
    }
    const sql = `(${column} IN (SELECT value FROM json_each(?))) IS TRUE`
    return {
      sql: is.includes(null) ? `(${column} IS NULL OR ${sql})` : `(${sql})`,
      values: [JSON.stringify(is)],
    }
  }
  if ('begins' in query) {
    const begins = foldKey(query.begins)
    if (isList) return { sql: `instr(lower(${column}), ?) > 0`, values: [`,${begins}`] }
    // Not by `substr`, which ends at a NUL.
    return { sql: `(instr(lower(${column}), ?) = 1) IS TRUE`, values: [begins] }
  }
  const { atLeast, atMost } = query
  const ends = [
    ...(atLeast === undefined ? [] : [{ sql: `${column} >= ?`, values: [atLeast] }]),
    ...(atMost === undefined ? [] : [{ sql: `${column} <= ?`, values: [atMost] }]),
  ]
  return join(ends, 'AND', 'TRUE')
}

function holds(text: string): Sql {
  return { sql: '(instr(text, ?) > 0)', values: [text] }
}

/** A value of the message is part of the text, but for what `writeSearchText` leaves out. */
function holdsField({ field, comparison, value }: FieldCondition): Sql {
  const isInText = (comparison === 'is' || comparison === 'holds') && !/encrypt/i.test(field)
  if (!isInText) return { sql: 'TRUE', values: [] }
  return { sql: `(instr(text, ?) > 0 OR length(text) >= ${WHOLE_TEXT})`, values: [fold(value)] }
}

export function join(conditions: readonly Sql[], by: 'AND' | 'OR', ofNone: string): Sql {
  if (conditions.length === 0) return { sql: ofNone, values: [] }
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(` ${by} `)})`,
    values: conditions.flatMap(({ values }) => values),
  }
}
