import type { DatabaseSync } from 'node:sqlite'
import type { RefusedLimit } from '../../../src-core/ports.ts'

/** Bytes of a row, from the row's own head: its texts are not read for it. */
export const ROW_BYTES = 'octet_length(summary) + octet_length(head) + octet_length(texts)'

/** So many rows are looked at in one step when the oldest are to go. */
const STEP_ROWS = 200

/** How much there is of what was refused. */
export type Refused = RefusedLimit

/** Counts what was refused, `condition` aside. */
export function countRefused(database: DatabaseSync, condition: string): Refused {
  return database
    .prepare(
      `SELECT count(*) AS rows, coalesce(sum(${ROW_BYTES}), 0) AS bytes FROM exchanges
       WHERE standing <> 'genuine' AND ${condition}`,
    )
    .get() as unknown as Refused
}

/**
 * Deletes the oldest of what was refused until `refused` is within `limit`, strangers before lookalikes, and gives back
 * what is left and how many went. Threat model: whoever knows the address can send as much as they like; so they must
 * only ever push out their own.
 */
export function enforceRefusedLimit(
  database: DatabaseSync,
  refused: Refused,
  limit: RefusedLimit,
): { left: Refused; removed: number } {
  const left = { ...refused }
  let removed = 0
  const isOver = () => left.rows > limit.rows || left.bytes > limit.bytes
  for (const standing of ['stranger', 'lookalike']) {
    while (isOver()) {
      const oldest = findOldest(database, `standing <> 'genuine' AND standing = '${standing}'`)
      const going = []
      for (const row of oldest) {
        if (!isOver()) break
        left.rows--
        left.bytes -= row.bytes
        going.push(row)
      }
      if (going.length === 0) break
      removed += deleteUpTo(
        database,
        `standing <> 'genuine' AND standing = '${standing}'`,
        going.at(-1)!.order,
      )
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

export function deleteUpTo(database: DatabaseSync, condition: string, order: number): number {
  return Number(
    database.prepare(`DELETE FROM exchanges WHERE ${condition} AND "order" <= ?`).run(order).changes,
  )
}
