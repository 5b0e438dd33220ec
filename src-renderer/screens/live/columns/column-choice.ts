import type { Bilingual } from '../../../../src-core/contract/text.ts'
import { COLUMN_IDS, columnOf } from './column-table.ts'
import type { ColumnId } from './column-table.ts'

/** What somebody has chosen: the columns that are to be seen, in the table's order, and widths in em. */
export interface ColumnChoice {
  seen: readonly ColumnId[]
  widths: Readonly<Partial<Record<ColumnId, number>>>
}

/** As the browser keeps it. What is absent is as at first. */
export interface StoredChoice {
  seen?: ColumnId[]
  widths?: Partial<Record<ColumnId, number>>
}

export const STANDARD_COLUMNS: readonly ColumnId[] = COLUMN_IDS.filter((id) => columnOf(id).standard)

/**
 * Reads what the browser has kept, which may be anything: another version of the page may have had other columns. What
 * cannot be understood counts as not chosen.
 */
export function readChoice(stored: unknown): ColumnChoice {
  const { seen, widths } = asRecord(stored)
  return {
    seen: Array.isArray(seen) ? COLUMN_IDS.filter((id) => seen.includes(id)) : STANDARD_COLUMNS,
    widths: Object.fromEntries(
      COLUMN_IDS.flatMap((id) => {
        const width = asRecord(widths)[id]
        return typeof width === 'number' && width > 0 ? [[id, boundWidth(id, width)]] : []
      }),
    ),
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** Returns the width in em that is closest to this one and within the column's bounds, in tenths. */
export function boundWidth(id: ColumnId, width: number): number {
  const { least, most } = columnOf(id)
  return Math.round(Math.max(least, Math.min(width, most)) * 10) / 10
}

/** Returns the width of a column in em. */
export function widthOf(id: ColumnId, { widths }: ColumnChoice, language: keyof Bilingual): number {
  const { width } = columnOf(id)
  return widths[id] ?? (typeof width === 'number' ? width : width[language])
}

export function withColumn(choice: ColumnChoice, id: ColumnId, isSeen: boolean): StoredChoice {
  const seen = COLUMN_IDS.filter((one) => (one === id ? isSeen : choice.seen.includes(one)))
  return { seen, widths: choice.widths }
}

/** `null` takes the chosen width back. The choice of columns stays as it is stored, so that it may be none at all. */
export function withWidth(stored: StoredChoice, id: ColumnId, width: number | null): StoredChoice {
  const { [id]: _before, ...others } = readChoice(stored).widths
  return { ...stored, widths: width === null ? others : { ...others, [id]: boundWidth(id, width) } }
}
