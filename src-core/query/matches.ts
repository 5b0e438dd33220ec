import type { Exchange } from '../contract/exchange.ts'
import type { FieldCondition, Query, QueryKey } from '../contract/query.ts'
import { leavesOf } from '../exchange/leaves.ts'
import type { Facts } from './facts.ts'

/** What a question reads beside the facts; each is asked for only if the question needs it. */
export interface Deep {
  /** Returns the message of the exchange; null if there is none. */
  message(): Pick<NonNullable<Exchange['message']>, 'json' | 'format'> | null
  /** Returns true if the text of the exchange matches this pattern of the question. */
  test(pattern: string, text: string): boolean
}

/** Returns true if the exchange matches the question. Throws what `deep` throws. */
export function matches(query: Query, facts: Facts, deep: Deep): boolean {
  if ('all' in query) return query.all.every((one) => matches(one, facts, deep))
  if ('any' in query) return query.any.some((one) => matches(one, facts, deep))
  if ('not' in query) return !matches(query.not, facts, deep)
  if ('text' in query) return facts.text.includes(fold(query.text))
  if ('pattern' in query) return deep.test(query.pattern, facts.text)
  if ('field' in query) return compareField(query, deep.message())
  const values = valuesOf(facts, query.key)
  if ('is' in query) {
    const wanted: readonly unknown[] = query.is
    return values.some((value) => wanted.includes(value))
  }
  if ('begins' in query) {
    const begins = foldKey(query.begins)
    return values.some((value) => typeof value === 'string' && foldKey(value).startsWith(begins))
  }
  const { atLeast = -Infinity, atMost = Infinity } = query
  return values.some((value) => typeof value === 'number' && value >= atLeast && value <= atMost)
}

function valuesOf(facts: Facts, key: QueryKey): readonly (string | number | null)[] {
  const value: string | number | null | readonly string[] = facts[key]
  return Array.isArray(value) ? value : [value as string | number | null]
}

/** Writes a text as `Facts.text` is written. */
export function fold(text: string): string {
  return text.toLowerCase().toWellFormed()
}

/** Writes a value in small letters where they are A to Z: SQLite's `lower` knows no others. */
export function foldKey(value: string): string {
  return value.toWellFormed().replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

function compareField(
  { field, comparison, value }: FieldCondition,
  message: ReturnType<Deep['message']>,
): boolean {
  if (!message) return false
  const wanted = fold(value)
  const path = field.replaceAll('.', '/').toLowerCase()
  for (const [at, text] of leavesOf(message, true)) {
    if (!isBelow(at.replace(/\[\d+\]/g, '').toLowerCase(), path)) continue
    if (compare(fold(text), comparison, wanted)) return true
  }
  return false
}

/** Returns true if the leaf is the one that the path names, or lies within it. */
function isBelow(leaf: string, path: string): boolean {
  return leaf === path || leaf.startsWith(`${path}/`)
}

function compare(text: string, comparison: FieldCondition['comparison'], wanted: string): boolean {
  if (comparison === 'exists') return true
  if (comparison === 'is') return text === wanted
  if (comparison === 'holds') return text.includes(wanted)
  const [left, right] = [readNumber(text), readNumber(wanted)]
  if (left === null || right === null) return false
  if (comparison === 'above') return left > right
  if (comparison === 'atLeast') return left >= right
  return comparison === 'below' ? left < right : left <= right
}

/** Returns null if it is no number. */
function readNumber(text: string): number | null {
  const number = text.trim() === '' ? NaN : Number(text)
  return Number.isFinite(number) ? number : null
}

/** Returns true if the facts alone cannot answer the question. */
export function isDeep(query: Query): boolean {
  if ('all' in query) return query.all.some(isDeep)
  if ('any' in query) return query.any.some(isDeep)
  if ('not' in query) return isDeep(query.not)
  return 'pattern' in query || 'field' in query
}

/** Returns the regular expressions of the question. */
export function listPatterns(query: Query): string[] {
  if ('all' in query) return query.all.flatMap(listPatterns)
  if ('any' in query) return query.any.flatMap(listPatterns)
  if ('not' in query) return listPatterns(query.not)
  return 'pattern' in query ? [query.pattern] : []
}

/** What a question looks into beside the texts: some facts, and perhaps the messages. */
export interface Needs {
  keys: readonly QueryKey[]
  message: boolean
}

export function listNeeds(query: Query): Needs {
  if ('all' in query || 'any' in query) {
    const parts = ('all' in query ? query.all : query.any).map(listNeeds)
    return {
      keys: [...new Set(parts.flatMap(({ keys }) => keys))],
      message: parts.some(({ message }) => message),
    }
  }
  if ('not' in query) return listNeeds(query.not)
  return { keys: 'key' in query ? [query.key] : [], message: 'field' in query }
}
