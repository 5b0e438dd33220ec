import type { DatabaseSync } from 'node:sqlite'
import type { ClearedHistory, ClearedPart } from '../../../src-core/ports.ts'
import { ROW_BYTES } from './refused-quota.ts'
import { inTransaction, readNumber } from './sqlite.ts'
import type { DeletedRow, Store } from './store.ts'

/** Each step is short, so that requests that come in between are answered at once. */
const STEP = { rows: 200, bytes: 512 * 1024 }

interface Found {
  order: number
  id: string
  bytes: number
}

/** Removes the rows of these ids, and returns the ids of those that were there. */
export function removeRows(store: Store, ids: readonly string[]): string[] {
  const { database } = store.file
  const gone = inTransaction(database, () =>
    database
      .prepare(
        `DELETE FROM exchanges WHERE id IN (SELECT value FROM json_each(?))
         RETURNING id, "order", standing, ${ROW_BYTES} AS bytes`,
      )
      .all(JSON.stringify(ids)),
  ) as unknown as (DeletedRow & { id: string })[]
  store.uncount(gone)
  return gone.map(({ id }) => id)
}

/** Returns the order up to which rows are there now, as a bound for `removeNext`. */
export function latestOrder({ file: { database } }: Store): number {
  return readNumber(database, 'SELECT coalesce(max("order"), 0) FROM exchanges')
}

/**
 * Removes the oldest rows of a part of the history, with an order above `after` and up to `upTo`: as many as one step
 * takes. Returns null if there is none. Unlike clearing everything it leaves no mark first: rows are there until their
 * step, and stay if the process ends before it.
 */
export function removeNext(
  store: Store,
  which: ClearedHistory,
  only: ClearedPart,
  { after, upTo }: { after: number; upTo: number },
): { ids: string[]; last: number } | null {
  const found = findNext(store.file.database, which, only, { after, upTo })
  let bytes = 0
  const end = found.findIndex((row) => (bytes += row.bytes) >= STEP.bytes)
  const rows = end === -1 ? found : found.slice(0, end + 1)
  if (rows.length === 0) return null
  return {
    ids: removeRows(
      store,
      rows.map(({ id }) => id),
    ),
    last: rows.at(-1)!.order,
  }
}

/**
 * Finds the same part as `isInPart` names. The index of questions gives the numbers of the rows: reading the table
 * itself, with every text in it, takes 20 times as long if an account has few of many rows.
 */
function findNext(
  database: DatabaseSync,
  which: ClearedHistory,
  { account, before }: ClearedPart,
  { after, upTo }: { after: number; upTo: number },
): Found[] {
  const conditions: [sql: string, value: string | number | undefined][] = [
    ['"order" > ?', after],
    ['"order" <= ?', upTo],
    ['account = ?', account],
    ['received_at < ?', before],
    ['standing = ?', which === 'strangers' ? 'stranger' : undefined],
  ]
  const given = conditions.filter(([, value]) => value !== undefined)
  return database
    .prepare(
      `SELECT "order", id, ${ROW_BYTES} AS bytes
       FROM (SELECT "order" AS number FROM exchanges
             WHERE ${given.map(([sql]) => sql).join(' AND ')} ORDER BY "order" LIMIT ${STEP.rows})
       CROSS JOIN exchanges ON "order" = number ORDER BY number`,
    )
    .all(...given.map(([, value]) => value!)) as unknown as Found[]
}
