import type { ExchangeSummary } from '../../../src-core/contract/exchange.ts'
import type { Query } from '../../../src-core/contract/query.ts'
import type { Search } from '../../../src-core/ports/history.ts'
import { PatternTooSlow } from './examining.ts'
import type { Examine } from './examining.ts'
import type { MemoryRows } from './memory-rows.ts'
import { createTallying } from './tallying.ts'

/** Searches rows in memory, which are so few that they are all looked at again after a change. */
export function createMemorySearch(rows: MemoryRows, examine: Examine, query: Query): Search {
  let revision = -1
  let found: ExchangeSummary[] = []
  let tooSlow = false

  function search(): void {
    if (rows.revision === revision || tooSlow) return
    revision = rows.revision
    try {
      found = rows.matching((all) => examine(query, all))
    } catch (error) {
      if (!(error instanceof PatternTooSlow)) throw error
      tooSlow = true
    }
  }

  return {
    async look() {
      search()
      const of = rows.size
      return { found: found.length, looked: of, of, done: !tooSlow, tooSlow }
    },
    rows(from, count) {
      search()
      return found.slice(from, from + count)
    },
    tally() {
      const tallying = createTallying()
      for (const one of found) tallying.add(one)
      return tallying.tally()
    },
    end() {},
  }
}
