import type { ExchangeSummary } from '../contract/exchange.ts'
import type { Search } from '../ports/history.ts'

/** Milliseconds of one look: requests are answered in between, and what is stopped ends as soon. */
const LOOK_MS = 200
const PAGE = 500

/** Looks until everything was looked at. Resolves to false if a regular expression took too long for that. */
export async function lookAtAll(search: Search): Promise<boolean> {
  for (;;) {
    const { done, tooSlow } = await search.look(LOOK_MS)
    if (done || tooSlow) return done
  }
}

/** Yields what an ungrouped search has found, newest first. */
export function* listFound(search: Search, limit = Infinity): Generator<ExchangeSummary> {
  const orders = search.rows().rows.map(({ order }) => order)
  let left = limit
  for (let from = 0; from < orders.length && left > 0; from += PAGE) {
    const page = orders.slice(from, from + PAGE)
    const summaries = search.read(page)
    for (const order of page) {
      const one = summaries.get(order)
      if (one && left-- > 0) yield one
    }
  }
}
