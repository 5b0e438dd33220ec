import type { ExchangeSummary } from './exchange.ts'

/**
 * How the list puts exchanges together: `message` has a row for each message with all its deliveries, `none` one for each
 * exchange; `sender` and `finding` put the rows of messages under heads that open.
 */
export const groupings = ['message', 'none', 'sender', 'finding'] as const
export type Grouping = (typeof groupings)[number]

/** The most deliveries that come with one row. */
export const DELIVERIES_MAX = 50
/** The most groups that are open at once. */
export const OPEN_GROUPS_MAX = 500

/** A line of the list. All are of one height, so that its place is known without those above. */
export type ListLine =
  /** Stands above the rows of a day before today; `day` is its first moment in epoch milliseconds. */
  | { kind: 'day'; day: number }
  /** Stands above the rows of a group, or for them while they are folded away. */
  | ListGroup
  | ({ kind: 'row' } & ListRow)

export interface ListRow {
  /** Newest first: the newest `DELIVERIES_MAX` of `attempts`. */
  deliveries: readonly ExchangeSummary[]
  attempts: number
}

export interface ListGroup {
  kind: 'group'
  /** Opens it; null names the rows that belong to none. */
  name: string | null
  isOpen: boolean
  /** The number of its rows. */
  rows: number
  newest: ExchangeSummary
}
