import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite'
import { HistoryFault } from './faults.ts'

export type Sqlite = typeof import('node:sqlite')

/** Returns null if this runtime has no SQLite: Node before 22.13, and the Electrons built on it. */
export function findSqlite(): Sqlite | null {
  const { emitWarning } = process
  // Node 22 warns whoever loads it that it may change; users can do nothing about that, and our tests would see it.
  process.emitWarning = () => {}
  try {
    return process.getBuiltinModule?.('node:sqlite') ?? null
  } finally {
    process.emitWarning = emitWarning
  }
}

/** Runs `run` so that all of it is written or nothing. Throws at once if another process is writing. */
export function inTransaction<Value>(database: DatabaseSync, run: () => Value): Value {
  database.exec('BEGIN IMMEDIATE')
  try {
    const value = run()
    database.exec('COMMIT')
    return value
  } catch (error) {
    rollBack(database)
    throw error
  }
}

function rollBack(database: DatabaseSync): void {
  try {
    database.exec('ROLLBACK')
  } catch {
    // SQLite has rolled back itself, as it does when the disk is full.
  }
}

/**
 * Returns all rows as their values, in the order of the columns. Node makes each row that is an object a hash table of its
 * own: many of them take three times the memory, and most of the time. An older Node knows nothing else.
 */
export function readValues(
  statement: StatementSync,
  ...parameters: readonly SQLInputValue[]
): SQLOutputValue[][] {
  const given: Partial<Pick<StatementSync, 'setReturnArrays'>> = statement
  given.setReturnArrays?.call(statement, true)
  const rows: (SQLOutputValue[] | Record<string, SQLOutputValue>)[] = statement.all(...parameters)
  return rows.map((row) => (Array.isArray(row) ? row : Object.values(row)))
}

/** Returns the first number that a statement gives. */
export function readNumber(database: DatabaseSync, sql: string): number {
  return prepareNumber(database, sql)()
}

/** Returns a function that reads the first number that a statement gives, for repeated use. */
export function prepareNumber(database: DatabaseSync, sql: string): () => number {
  const statement = database.prepare(sql)
  return () => {
    const row = statement.get()
    if (!row) throw new HistoryFault('damaged', `history.sqlite returned no row for: ${sql}`)
    return Number(Object.values(row)[0])
  }
}
