import type { AnsweredBy, Direction, Mode, Standing, Verdict } from './exchange.ts'

/** What an exchange has beside its verdict that people look for. */
export const hasKinds = ['encrypt', 'finding', 'draft', 'note', 'pin', 'reply', 'backend', 'rule'] as const
export type HasKind = (typeof hasKinds)[number]

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
  path: string
  mode: Mode
  /** `MsgType`; null if there is no message. */
  type: string | null
  event: string | null
  from: string | null
  to: string | null
  by: AnsweredBy
  verdict: Verdict
  status: number
  /** Milliseconds. */
  durationMs: number
  run: string | null
  /** The code of a finding: an exchange has none, one or several. */
  code: string
  has: HasKind
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

/** The value begins with this, in whatever case A to Z are written. `''` begins every value, and not null. */
export interface BeginsCondition {
  key: Exclude<QueryKey, NumericKey>
  begins: string
}

/** The text of the exchange holds this, in whatever case; see `writeSearchText`. */
export interface TextCondition {
  text: string
}

/** The text of the exchange, in small letters, matches this regular expression, whose case does not count. */
export interface PatternCondition {
  pattern: string
}

/** How a value within a message is compared: is it, holds it, or stands in this order to it as a number. */
export type FieldComparison = 'is' | 'holds' | 'above' | 'atLeast' | 'below' | 'atMost' | 'exists'

/**
 * A value of the message below this path (`Content`, `SendPicsInfo.Count`; any of several) compares so. A number is
 * compared as a number by all but `is` and `holds`; the case of letters does not count.
 */
export interface FieldCondition {
  field: string
  comparison: FieldComparison
  value: string
}

/**
 * A question to the history. An empty `all` matches everything, an empty `any` matches nothing. A condition is true or
 * false of every exchange, so `not` finds exactly the others.
 */
export type Query =
  | IsCondition
  | RangeCondition
  | BeginsCondition
  | TextCondition
  | PatternCondition
  | FieldCondition
  | { all: readonly Query[] }
  | { any: readonly Query[] }
  | { not: Query }
