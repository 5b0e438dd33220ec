import type { Grouping } from '../../../src-core/contract/listing.ts'
import type { Query } from '../../../src-core/contract/query.ts'
import type { Search } from '../../../src-core/ports/history.ts'
import { createFoundRows } from '../../../src-core/query/listing/found-rows.ts'
import { rowFactsOf } from '../../../src-core/query/listing/row-facts.ts'
import { PatternTooSlow } from './examining.ts'
import type { Examine } from './examining.ts'
import type { MemoryRows } from './memory-rows.ts'

/** Searches rows in memory, which are so few that they are all looked at again after a change. */
export function createMemorySearch(
  rows: MemoryRows,
  examine: Examine,
  query: Query,
  grouping: Grouping,
): Search {
  let revision = -1
  let found = createFoundRows()
  let tooSlow = false

  function search(): void {
    if (rows.revision === revision || tooSlow) return
    revision = rows.revision
    try {
      const matching = rows.matching((all) => examine(query, all))
      found = createFoundRows()
      found.addOlder(matching.map(({ order, facts }) => rowFactsOf(order, facts, grouping)))
    } catch (error) {
      if (!(error instanceof PatternTooSlow)) throw error
      tooSlow = true
    }
  }

  return {
    async look() {
      search()
      const of = rows.size
      return { looked: of, of, done: !tooSlow, tooSlow, mark: rows.latest }
    },
    rows: () => found,
    read: (orders) => rows.summaries(orders),
    orderOf: (id) => rows.orderOf(id),
    end() {},
  }
}
