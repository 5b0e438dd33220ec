import type { DatabaseSync } from 'node:sqlite'
import type { RemovalTarget } from '../../../src-core/contract/removal.ts'

/** A removal as the file has it: what it hides is still there, and may be shown again until it is erased. */
export interface Hiding {
  name: string
  target: RemovalTarget
  /** One of the exchanges that it hides; null if there is none. */
  sample: number | null
}

export function readHidings(database: DatabaseSync): Hiding[] {
  const rows = database
    .prepare(
      'SELECT name, target, (SELECT "order" FROM hidden WHERE removal = name LIMIT 1) AS sample FROM removals',
    )
    .all() as unknown as (Omit<Hiding, 'target'> & { target: string })[]
  return rows.map(({ target, ...row }) => ({ ...row, target: JSON.parse(target) as RemovalTarget }))
}
