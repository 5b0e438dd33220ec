import type { KeptBounds } from '../../../src-core/ports/history.ts'
import type { OrderRange } from './reading.ts'
import { ROW_BYTES } from './refused-quota.ts'
import { EVICTABLE } from './schema.ts'
import { inTransaction } from './sqlite.ts'
import type { DeletedRow, Store } from './store.ts'

/**
 * Each step is short, so that requests that come in between are answered at once: it looks at so many rows, and removes
 * fewer.
 */
const STEP = { looked: 5000, rows: 200, bytes: 512 * 1024 }

interface Found {
  order: number
  id: string
  bytes: number
}

/** Removes the rows of these ids, neither hidden nor pinned, and returns the ids of those that were there. */
function removeRows(store: Store, ids: readonly string[]): string[] {
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

/** Returns the number of genuine rows of these accounts that are more than `rows`. */
export function countSurplus(store: Store, { of, rows }: KeptBounds): number {
  if (rows === null) return 0
  if (isOfAll(of)) return Math.max(0, store.countGenuine() - rows)
  const { table, sql, values } = whose(store, of, 0)
  const found = store.file.database
    .prepare(`SELECT count(*) AS n FROM ${table} WHERE standing = 'genuine' AND ${EVICTABLE} AND ${sql}`)
    .get(...values)
  return Math.max(0, Number(found!['n']) - rows)
}

/** Removes the oldest genuine rows of these accounts: as many as one step takes, `most` at most. Returns their ids. */
export function removeOldest(store: Store, { of }: KeptBounds, most: number): string[] {
  const { table, sql, values } = whose(store, of, 0)
  const oldest = store.file.database
    .prepare(
      `SELECT id, ${ROW_BYTES} AS bytes
       FROM (SELECT "order" AS number FROM ${table} WHERE standing = 'genuine' AND ${EVICTABLE} AND ${sql}
             ORDER BY "order" LIMIT ?)
       CROSS JOIN exchanges ON "order" = number ORDER BY number`,
    )
    .all(...values, Math.min(most, STEP.rows)) as unknown as Pick<Found, 'id' | 'bytes'>[]
  return removeRows(
    store,
    oldest.slice(0, countInStep(oldest)).map(({ id }) => id),
  )
}

function isOfAll(of: KeptBounds['of']): boolean {
  return !of || ('except' in of && of.except.length === 0)
}

/**
 * Returns where rows above `after` are looked for, and the condition that they are of these accounts. Once all have facts,
 * those are looked at: reading the exchanges themselves, with every text in them, takes 20 times as long if an account
 * has few of many rows.
 */
function whose({ facts }: Store, of: KeptBounds['of'], after: number) {
  const hasFacts = after >= facts.missing()
  const [sql, values]: [string, string[]] =
    !of || isOfAll(of)
      ? ['TRUE', []]
      : 'account' in of
        ? ['account = ?', [of.account]]
        : [
            '(account IS NULL OR account NOT IN (SELECT value FROM json_each(?)))',
            [JSON.stringify(of.except)],
          ]
  return {
    table: hasFacts ? 'facts' : 'exchanges',
    time: hasFacts ? '"receivedAt"' : 'received_at',
    sql,
    values,
  }
}

/**
 * Removes the oldest rows in this range that came before the time in the bounds: as many as one step takes. Returns their ids, and
 * the order up to which no more of them are there; null if the range is empty. Rows are there until their step, and
 * stay if the process ends before it: the next sweep removes them.
 */
export function removeNext(
  store: Store,
  bounds: KeptBounds & { since: number },
  { after, upTo }: OrderRange,
): { ids: string[]; last: number } | null {
  if (after >= upTo) return null
  const looked = { after, upTo: Math.min(upTo, after + STEP.looked) }
  const found = findNext(store, bounds, looked)
  const rows = found.slice(0, countInStep(found))
  const isAll = rows.length === found.length && found.length < STEP.rows
  return {
    ids: removeRows(
      store,
      rows.map(({ id }) => id),
    ),
    last: isAll ? looked.upTo : rows.at(-1)!.order,
  }
}

/** Returns the number of rows that one step removes: those before its bytes are full, and the one that fills them. */
function countInStep(rows: readonly Pick<Found, 'bytes'>[]): number {
  let bytes = 0
  const last = rows.findIndex((row) => (bytes += row.bytes) >= STEP.bytes)
  return last === -1 ? rows.length : last + 1
}

/**
 * Returns the condition that is true of an exchange that happened long ago, and was imported at a time or later. SQLite
 * looks each old one up by its number; a damaged summary tells nothing.
 */
function importedSince(table: string): string {
  return `EXISTS (SELECT 1 FROM exchanges AS one WHERE one."order" = ${table}."order"
    AND CASE WHEN json_valid(one.summary) THEN json_extract(one.summary, '$.session.importedAt') >= ? END)`
}

function findNext(
  store: Store,
  { of, since }: KeptBounds & { since: number },
  { after, upTo }: OrderRange,
): Found[] {
  const { table, time, sql, values } = whose(store, of, after)
  return store.file.database
    .prepare(
      `SELECT "order", id, ${ROW_BYTES} AS bytes
       FROM (SELECT "order" AS number FROM ${table}
             WHERE "order" > ? AND "order" <= ? AND ${time} < ? AND ${sql} AND ${EVICTABLE} AND NOT ${importedSince(table)}
             ORDER BY "order" LIMIT ${STEP.rows})
       CROSS JOIN exchanges ON "order" = number ORDER BY number`,
    )
    .all(after, upTo, since, ...values, since) as unknown as Found[]
}
