import type { Component } from 'vue'
import type { ExchangeSummary } from '../../../../src-core/contract/exchange.ts'
import type { AccountMark } from '../rows/account-mark.ts'
import type { RowTelling } from '../rows/useRowTelling.ts'
import type { ColumnId } from './column-table.ts'

/** The columns of a list that is wide enough for them: the same for all of its rows. */
export interface RowColumns {
  /** Draws the cells of a row. Its code is loaded after the first row. */
  draw: Component
  /** In their order. */
  ids: readonly ColumnId[]
  /**
   * The styles of those that are shown. The object is reactive: while somebody drags an edge, the cells of that column
   * alone are drawn anew.
   */
  widths: Readonly<Partial<Record<ColumnId, string>>>
  /** For the row itself, part of which the style sheet turns into cells. */
  classes: readonly string[]
}

/** What the cells tell of a row. */
export interface RowTold {
  exchange: ExchangeSummary
  settled: ExchangeSummary
  attempts: number
  note: string | undefined
  title: { text: string }
  telling: RowTelling | null
  account: AccountMark | null
}
