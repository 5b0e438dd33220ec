import type { DatabaseSync } from 'node:sqlite'
import type { RefusedLimit } from '../../../src-core/ports/history.ts'

/** The bytes of a row; SQLite knows them from the row's own head, without reading its texts. */
export const ROW_BYTES = 'octet_length(summary) + octet_length(head) + octet_length(texts)'

/** So many rows are read in one step when the oldest are to be deleted. */
const STEP_ROWS = 200

/** The amount of refused exchanges. */
export type Refused = RefusedLimit

/** Counts the refused exchanges to which `condition` applies. */
export function countRefused(database: DatabaseSync, condition: string): Refused {
  return database
    .prepare(
      `SELECT count(*) AS rows, coalesce(sum(${ROW_BYTES}), 0) AS bytes FROM exchanges
       WHERE standing <> 'genuine' AND ${condition}`,
    )
    .get() as unknown as Refused
}

/**
 * Deletes the oldest refused exchanges of which `evictable` is true until `refused` is within `limit`, strangers before
 * lookalikes; returns the amount that is left and the numbers of the deleted rows. Threat model: anyone who knows the
 * address can send as much as they like,
 * so they must only ever push out their own requests.
 */
export function enforceRefusedLimit(
  database: DatabaseSync,
  refused: Refused,
  limit: RefusedLimit,
  evictable: string,
): { left: Refused; removed: number[] } {
  const left = { ...refused }
  const removed: number[] = []
  const isOver = () => left.rows > limit.rows || left.bytes > limit.bytes
  for (const standing of ['stranger', 'lookalike']) {
    const condition = `standing <> 'genuine' AND standing = '${standing}' AND ${evictable}`
    while (isOver()) {
      const oldest = findOldest(database, condition)
      const going = []
      for (const row of oldest) {
        if (!isOver()) break
        left.rows--
        left.bytes -= row.bytes
        going.push(row)
      }
      if (going.length === 0) break
      removed.push(...deleteUpTo(database, condition, going.at(-1)!.order))
    }
  }
  return { left, removed }
}

interface SizedRow {
  order: number
  bytes: number
}

export function findOldest(database: DatabaseSync, condition: string): SizedRow[] {
  return database
    .prepare(
      `SELECT "order", ${ROW_BYTES} AS bytes FROM exchanges WHERE ${condition} ORDER BY "order" LIMIT ${STEP_ROWS}`,
    )
    .all() as unknown as SizedRow[]
}

/** Returns the numbers of the rows that it deleted. */
export function deleteUpTo(database: DatabaseSync, condition: string, order: number): number[] {
  return database
    .prepare(`DELETE FROM exchanges WHERE ${condition} AND "order" <= ? RETURNING "order"`)
    .all(order)
    .map((row) => Number(row['order']))
}
