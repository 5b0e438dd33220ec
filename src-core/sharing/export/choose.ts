import type { Query } from '../../contract/query.ts'
import type { History } from '../../ports/history.ts'

/** Exchanges by their ids, or those that answer a question; all if neither is given. */
export interface Choice {
  ids?: readonly string[] | undefined
  where?: Query | undefined
}

/** A page of the list. */
const PAGE = 500

/** Returns the ids of the chosen exchanges, the oldest first. Ids that are not there are left out. */
export function chooseExchanges(history: Pick<History, 'list' | 'has'>, { ids, where }: Choice): string[] {
  if (ids) return [...new Set(ids)].filter((id) => history.has(id)).toSorted()
  const found: string[] = []
  for (let more = true; more;) {
    const page = history.list({ ...(where && { where }), before: found.at(-1), limit: PAGE })
    for (const { id } of page.items) found.push(id)
    more = page.more && page.items.length > 0
  }
  return found.toReversed()
}
