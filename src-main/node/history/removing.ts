import type { ClearedPart } from '../../../src-core/contract/removal.ts'
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

/** Removes the oldest genuine rows if there are more than `rows`: as many as one step takes. Returns their ids; null if there are none. */
export function removeSurplus(store: Store, rows: number): string[] | null {
  const surplus = Math.min(store.countGenuine() - rows, STEP.rows)
  if (surplus <= 0) return null
  const oldest = store.file.database
    .prepare(
      `SELECT id, ${ROW_BYTES} AS bytes FROM exchanges WHERE standing = 'genuine' AND ${EVICTABLE} ORDER BY "order" LIMIT ?`,
    )
    .all(surplus) as unknown as Pick<Found, 'id' | 'bytes'>[]
  return removeRows(
    store,
    oldest.slice(0, countInStep(oldest)).map(({ id }) => id),
  )
}

/**
 * Removes the oldest rows of a part of the history in this range: as many as one step takes. Returns their ids, and
 * the order up to which no more of them are there; null if the range is empty. Rows are there until their step, and
 * stay if the process ends before it: the next sweep removes them.
 */
export function removeNext(
  store: Store,
  part: ClearedPart,
  { after, upTo }: OrderRange,
): { ids: string[]; last: number } | null {
  if (after >= upTo) return null
  const looked = { after, upTo: Math.min(upTo, after + STEP.looked) }
  const found = findNext(store, part, looked)
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
 * Finds the same part as `isInPart` names. The facts give the numbers of the rows, once all have them: reading the table of the exchanges
 * itself, with every text in it, takes 20 times as long if an account has few of many rows.
 */
function findNext(
  { file: { database }, facts }: Store,
  { account, before }: ClearedPart,
  { after, upTo }: OrderRange,
): Found[] {
  const hasFacts = after >= facts.missing()
  const conditions: [sql: string, value: string | number | undefined][] = [
    ['"order" > ?', after],
    ['"order" <= ?', upTo],
    ['account = ?', account],
    [`${hasFacts ? '"receivedAt"' : 'received_at'} < ?`, before],
  ]
  const given = conditions.filter(([, value]) => value !== undefined)
  return database
    .prepare(
      `SELECT "order", id, ${ROW_BYTES} AS bytes
       FROM (SELECT "order" AS number FROM ${hasFacts ? 'facts' : 'exchanges'}
             WHERE ${given.map(([sql]) => sql).join(' AND ')} AND ${EVICTABLE} ORDER BY "order" LIMIT ${STEP.rows})
       CROSS JOIN exchanges ON "order" = number ORDER BY number`,
    )
    .all(...given.map(([, value]) => value!)) as unknown as Found[]
}
