import type { QueryKey } from '../contract/query.ts'

/** Says where a key finds its value in a summary; if the property is a list, each of its values counts. */
export interface KeySource {
  property: Exclude<QueryKey, 'code'> | 'findings'
  /** The value if the summary has no such property; null unless given. */
  absent?: string
}

/**
 * Describes each key of a query once: the predicate reads summaries by it, and the history on disk makes its SQL from
 * it.
 */
export const QUERY_KEYS: Record<QueryKey, KeySource> = {
  id: { property: 'id' },
  receivedAt: { property: 'receivedAt' },
  account: { property: 'account' },
  attempt: { property: 'attempt' },
  messageKey: { property: 'messageKey' },
  standing: { property: 'standing', absent: 'genuine' },
  direction: { property: 'direction', absent: 'in' },
  method: { property: 'method' },
  type: { property: 'type' },
  event: { property: 'event' },
  from: { property: 'from' },
  by: { property: 'by' },
  verdict: { property: 'verdict' },
  code: { property: 'findings' },
}
