import type { FilterTally } from '../contract/filter.ts'

/** An exchange that was found; small, since a million of them may be. */
export interface Delivery {
  /** The number of its arrival: later ones have higher ones. */
  order: number
  /** Epoch milliseconds. */
  receivedAt: number
  /** The number of what it is counted as. */
  kind: number
}

/** One message in the list: its newest delivery, and those before it, newest first. */
export interface Row extends Delivery {
  older: readonly Delivery[]
  /** The number of its group; see `groups`. */
  group: number
}

/** The exchanges that a search has found, folded into rows. */
export interface FoundRows {
  /** Newest first. */
  readonly rows: readonly Row[]
  /** The names of the groups, by their numbers; null is the one of the rows that belong to none. */
  readonly groups: readonly (string | null)[]
  /** Grows with every change. */
  readonly revision: number
  /** Returns the row that holds this exchange. */
  rowOf(order: number): Row | null
  isStranger(row: Row): boolean
  /** Counts the exchanges; if those of strangers are left out, they are counted in `strangers` alone. */
  count(withoutStrangers: boolean): { found: number; strangers: number; tally: FilterTally }
}
