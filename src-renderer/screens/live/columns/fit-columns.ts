import { GIVES_WAY } from './column-table.ts'
import type { ColumnId } from './column-table.ts'

/** Pixels between two parts of a row, and those of its icon with the edges of the row. They do not grow with the text. */
const GAP = 12
const FRAME = 48
/** A column that was made as wide as it could be still has room. */
const ROUNDED = 0.5
/** The least width of the words in em. */
const WORDS_LEAST = 16

export interface Room {
  /** The width of a row in pixels. */
  row: number
  /** The size of ordinary text in pixels. */
  em: number
}

/** Returns the columns for which there is room, in the order given, and the em that are left for them to grow. */
export function fitColumns(
  columns: ReadonlyMap<ColumnId, number>,
  { row, em }: Room,
): { ids: ColumnId[]; spare: number } {
  const room = row - FRAME - WORDS_LEAST * em
  const taken = (ids: ColumnId[]) => ids.reduce((sum, id) => sum + columns.get(id)! * em + GAP, 0)
  let ids = [...columns.keys()]
  for (const id of GIVES_WAY) if (taken(ids) > room + ROUNDED) ids = ids.filter((one) => one !== id)
  return { ids, spare: Math.max(0, (room - taken(ids)) / em) }
}
