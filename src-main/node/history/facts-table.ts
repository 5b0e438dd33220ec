import type { DatabaseSync } from 'node:sqlite'
import type { Exchange } from '../../../src-core/contract/exchange.ts'
import type { QueryKey } from '../../../src-core/contract/query.ts'
import { findFacts, QUERY_KEYS, queryKeys } from '../../../src-core/query/facts.ts'
import type { Facts } from '../../../src-core/query/facts.ts'
import { decodeExchange } from './encoding.ts'
import type { EncodedExchange } from './encoding.ts'
import { inTransaction, readNumber } from './sqlite.ts'

const COLUMNS = queryKeys.map((key) => `"${key}" ${QUERY_KEYS[key] === 'number' ? 'REAL' : 'TEXT'}`)

/**
 * What is asked of exchanges, one row for each under the same number: a tenth of its bytes, so that every row is looked
 * at in a tenth of the time. The text comes last, since SQLite reads no further than it has to. A list is written
 * `,a,b,`, or `''` if it is empty.
 */
const TABLE = `facts ("order" INTEGER PRIMARY KEY, ${COLUMNS.join(', ')}, text TEXT NOT NULL) STRICT`

/** Goes with a file that may be written. The number under which rows may have no facts yet is kept as a horizon. */
export const FACTS = `
  CREATE TABLE ${TABLE};
  CREATE TRIGGER facts_of_deleted AFTER DELETE ON exchanges BEGIN
    DELETE FROM facts WHERE "order" = OLD."order";
  END;
  INSERT INTO horizons VALUES ('facts', (SELECT coalesce(max("order"), 0) FROM exchanges));
`

/** The rows that get their facts in one step. */
const STEP_ROWS = 200

/** The facts of the exchanges in one file: beside them, or in memory if the file is only read and has none. */
export interface FactsTable {
  /** Rows up to this number may have no facts yet; 0 if all have them. */
  missing(): number
  /** Adds the facts of some more of those rows, the newest of them first. */
  fill(): void
}

/** Returns a function that writes the facts of an exchange, which is in the table already. */
export function prepareFacts(database: DatabaseSync): (exchange: Exchange) => void {
  const write = database.prepare(
    `INSERT OR REPLACE INTO facts SELECT "order", ${COLUMNS.map(() => '?').join(', ')}, ? FROM exchanges WHERE id = ?`,
  )
  return (exchange) => void write.run(...valuesOf(findFacts(exchange)), exchange.id)
}

function valuesOf(facts: Facts): SqlValue[] {
  return [
    ...queryKeys.map((key) => {
      const value: string | number | null | readonly string[] = facts[key]
      if (!Array.isArray(value)) return value as string | number | null
      return value.length === 0 ? '' : `,${value.join(',')},`
    }),
    facts.text,
  ]
}

/** A row of the table, or a part of it. */
export type FactsRow = Readonly<Partial<Record<QueryKey, SqlValue>>> & { id: string; text: string }

/** Reads these facts back, the id and the text; the others are missing. */
export function readFacts(row: FactsRow, keys: readonly QueryKey[]): Facts {
  const facts: Record<string, SqlValue | undefined | string[]> = { id: row.id, text: row.text }
  for (const key of keys)
    facts[key] = QUERY_KEYS[key] === 'list' ? String(row[key]).split(',').slice(1, -1) : row[key]
  return facts as unknown as Facts
}

/**
 * `source` is where exchanges are read from. If the file is only read and lacks facts, they are kept in memory, in a
 * table that hides the one of the file.
 */
export function openFacts(
  database: DatabaseSync,
  source: string,
  { hasTable, readOnly }: { hasTable: boolean; readOnly: boolean },
): FactsTable {
  let missing = hasTable
    ? readNumber(database, `SELECT "order" FROM horizons WHERE name = 'facts'`)
    : readNumber(database, `SELECT coalesce(max("order"), 0) FROM ${source}`)
  const inMemory = readOnly && (missing > 0 || !hasTable)
  if (inMemory) database.exec(`PRAGMA temp_store = MEMORY; CREATE TEMP TABLE ${TABLE}`)
  const next = database.prepare(
    `SELECT "order", id, received_at AS receivedAt, account, standing, head, texts
     FROM ${source} WHERE "order" <= ? ORDER BY "order" DESC LIMIT ${STEP_ROWS}`,
  )
  const write = database.prepare(
    `INSERT OR REPLACE INTO facts VALUES (?, ${COLUMNS.map(() => '?').join(', ')}, ?)`,
  )

  /** Returns the number below the rows that have their facts now. */
  function fillNext(): number {
    const rows = next.all(missing) as unknown as StoredRow[]
    for (const row of rows) write.run(row.order, ...factsOf(row))
    return rows.length < STEP_ROWS ? 0 : rows.at(-1)!.order - 1
  }

  return {
    missing: () => missing,
    fill() {
      if (missing === 0) return
      if (inMemory) {
        missing = fillNext()
        return
      }
      missing = inTransaction(database, () => {
        const below = fillNext()
        database.prepare(`UPDATE horizons SET "order" = ? WHERE name = 'facts'`).run(below)
        return below
      })
    },
  }
}

type SqlValue = string | number | null

interface StoredRow extends EncodedExchange, Pick<Facts, 'id' | 'receivedAt' | 'account' | 'standing'> {
  order: number
}

/** A damaged record is known by what stands beside it, so that it can be cleared as the others. */
function factsOf(row: StoredRow): SqlValue[] {
  try {
    return valuesOf({ ...findFacts(decodeExchange(row)), standing: row.standing })
  } catch {
    const { id, receivedAt, account, standing } = row
    const known: Partial<Record<string, SqlValue>> = { id, receivedAt, account, standing, code: '', has: '' }
    return [...queryKeys.map((key) => known[key] ?? null), '']
  }
}
