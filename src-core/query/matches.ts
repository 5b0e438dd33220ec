import type { ExchangeSummary } from '../contract/exchange.ts'
import type { Query, QueryKey } from '../contract/query.ts'
import { QUERY_KEYS } from './keys.ts'

/** Returns true if the exchange matches the query. */
export function matches(query: Query, summary: ExchangeSummary): boolean {
  if ('all' in query) return query.all.every((one) => matches(one, summary))
  if ('any' in query) return query.any.some((one) => matches(one, summary))
  if ('not' in query) return !matches(query.not, summary)
  const values = valuesOf(summary, query.key)
  if ('is' in query) {
    const wanted: readonly unknown[] = query.is
    return values.some((value) => wanted.includes(value))
  }
  const { atLeast = -Infinity, atMost = Infinity } = query
  return values.some((value) => typeof value === 'number' && value >= atLeast && value <= atMost)
}

function valuesOf(summary: ExchangeSummary, key: QueryKey): readonly (string | number | null)[] {
  const { property, absent = null } = QUERY_KEYS[key]
  return [summary[property] ?? absent].flat()
}
