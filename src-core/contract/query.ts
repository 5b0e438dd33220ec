import type { AnsweredBy, Direction, Standing, Verdict } from './exchange.ts'

/** The keys that a question about exchanges may use, and the values of each. */
export interface QueryValues {
  id: string
  /** Epoch milliseconds. */
  receivedAt: number
  account: string | null
  attempt: number
  messageKey: string | null
  standing: Standing
  direction: Direction
  method: string
  /** `MsgType`; null if there is no message. */
  type: string | null
  event: string | null
  from: string | null
  by: AnsweredBy
  verdict: Verdict
  /** The code of a finding: an exchange has none, one or several. */
  code: string
}

export type QueryKey = keyof QueryValues

export type NumericKey = { [Key in QueryKey]: QueryValues[Key] extends number ? Key : never }[QueryKey]

/** One of these values, exactly as written. */
type IsCondition = { [Key in QueryKey]: { key: Key; is: readonly QueryValues[Key][] } }[QueryKey]

/** Both ends are included; a missing end is open. */
export interface RangeCondition {
  key: NumericKey
  atLeast?: number
  atMost?: number
}

/**
 * A question to the history. An empty `all` matches everything, an empty `any` matches nothing. A condition is true or
 * false of every exchange, so `not` finds exactly the others.
 */
export type Query =
  IsCondition | RangeCondition | { all: readonly Query[] } | { any: readonly Query[] } | { not: Query }
