import type { ExchangeSummary } from '../../../../src-core/contract/exchange.ts'
import type { Line } from '../listing/listing.ts'
import type { MessageRow } from '../listing/message-row.ts'

/** What somebody does to select more rows than one. */
export type Picking =
  /** Adds a row, or takes it out. */
  | { kind: 'toggle'; row: MessageRow }
  /** Selects all rows from the one that was selected last up to this place. */
  | { kind: 'range'; place: number }
  | { kind: 'all' }
  /** Goes on with one row. */
  | { kind: 'none' }

/** The rows that are selected together, by their newest exchanges. */
export type Several = ReadonlyMap<string, readonly ExchangeSummary[]>

/** The most rows that are selected together: so many are deleted in one go. */
export const SEVERAL_MAX = 1000

export const NONE: Several = new Map()

/** Adds a row to those selected, or takes it out; `single` is the row that is selected alone before that. */
export function toggleRow(several: Several, row: MessageRow, single: MessageRow | null): Several {
  const now = new Map(several.size === 0 && single ? [entryOf(single)] : several)
  const [id, attempts] = entryOf(row)
  if (!now.delete(id) && now.size < SEVERAL_MAX) now.set(id, attempts)
  return now
}

/** Returns the rows of these lines: those of closed groups are not among them. */
export function rowsIn(lines: readonly Line[]): Several {
  const rows = lines.flatMap((line) => (line.kind === 'row' ? [entryOf(line.row)] : []))
  return new Map(rows.slice(0, SEVERAL_MAX))
}

/** Returns the ids of all exchanges in these rows. */
export function idsOf(several: Several): string[] {
  return [...several.values()].flat().map(({ id }) => id)
}

function entryOf({ newest, attempts }: MessageRow): [string, readonly ExchangeSummary[]] {
  return [newest.id, attempts]
}
