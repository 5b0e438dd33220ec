import type { Query } from '../../contract/query.ts'
import type { History } from '../../ports/history.ts'
import { listFound, lookAtAll } from '../../query/look-at-all.ts'

/** Exchanges by their ids, or those that answer a question; all if neither is given. */
export interface Choice {
  ids?: readonly string[] | undefined
  where?: Query | undefined
}

/** Resolves to the ids of the chosen exchanges, the oldest first. Ids that are not there are left out. */
export async function chooseExchanges(
  history: Pick<History, 'search' | 'has'>,
  { ids, where = { all: [] } }: Choice,
): Promise<string[]> {
  if (ids) return [...new Set(ids)].filter((id) => history.has(id)).toSorted()
  const search = history.search(where)
  try {
    await lookAtAll(search)
    return Array.from(listFound(search), ({ id }) => id).toReversed()
  } finally {
    search.end()
  }
}
