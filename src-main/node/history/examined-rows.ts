import type { DatabaseSync } from 'node:sqlite'
import type { ExchangeMessage } from '../../../src-core/contract/exchange.ts'
import type { Needs } from '../../../src-core/query/matches.ts'
import type { Examined } from './examining.ts'
import { readFacts } from './facts-table.ts'
import type { FactsRow } from './facts-table.ts'

type Row = FactsRow & { order: number; message: string | null }

/**
 * What SQLite takes out of the JSON of an exchange is parsed in half the time that the whole would take. It fails for all
 * rows if one is damaged.
 */
const MESSAGE = `CASE WHEN json_valid(head) THEN json_extract(head, '$.message.json', '$.message.format') END`

/**
 * Reads what a question needs of these rows, by their numbers; other facts are missing. Left out are rows that are gone,
 * and damaged ones if their message is needed. The facts stand in their table: to make them again of the exchange would
 * take ten times as long.
 */
export type ReadExamined = (orders: readonly number[], needs: Needs) => ReadonlyMap<number, Examined>

export function createReadExamined(database: DatabaseSync, source: string, present: string): ReadExamined {
  return (orders, { keys, message }) => {
    const columns = ['"order"', 'id', 'text', ...keys.map((key) => `"${key}"`)]
    const read = `(SELECT ${MESSAGE} FROM ${source} AS one WHERE one."order" = facts."order")`
    const rows = database
      .prepare(
        `SELECT ${columns.join(', ')}, ${message ? read : 'NULL'} AS message FROM facts
         WHERE "order" IN (SELECT value FROM json_each(?)) AND ${present}`,
      )
      .all(JSON.stringify(orders)) as unknown as Row[]
    return new Map(
      rows
        .filter((row) => !message || row.message !== null)
        .map((row) => [row.order, { facts: readFacts(row, keys), message: () => readMessage(row) }]),
    )
  }
}

function readMessage({ message }: Row): Pick<ExchangeMessage, 'json' | 'format'> | null {
  const [json, format] = JSON.parse(message!) as [unknown, 'json' | null]
  return json === null ? null : { json, ...(format && { format }) }
}
