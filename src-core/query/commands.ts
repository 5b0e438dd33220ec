import type { Handlers } from '../contract/command.ts'
import type { filterCommands, Found } from '../contract/filter.ts'
import type { Grouping } from '../contract/listing.ts'
import type { Query } from '../contract/query.ts'
import type { Clock } from '../ports.ts'
import type { History, Search } from '../ports/history.ts'
import { readAsked } from './asked.ts'
import { completeFilter } from './filter/complete.ts'
import { describeTerms, listWords } from './filter/describe.ts'
import { readFilter } from './filter/read-filter.ts'
import type { FilterContext } from './filter/read-value.ts'
import { readLines } from './listing/read-lines.ts'

/** Milliseconds for which one call looks: what takes longer shows how far it has come. */
const LOOK_MS = 80
/** The first one is short: what it finds is in sight while one types, and the next ones count the rest. */
const FIRST_LOOK_MS = 12
/** So many searches are kept: the one on each window, and those that one comes back to. */
const SEARCHES_MAX = 4
/** What is asked for the last minutes is asked for those before a moment that moves in such steps. */
const NOW_STEP_MS = 10_000

interface Ports {
  history: History
  clock: Pick<Clock, 'now'>
}

/** `findAccounts` returns the accounts by whose names filters are written. */
export function createFilterHandlers(
  { history, clock }: Ports,
  findAccounts: () => FilterContext['accounts'],
): Handlers<typeof filterCommands> {
  /** By their questions; the one that was asked last stands last. */
  const searches = new Map<string, Search>()

  const context = (): FilterContext => ({
    now: Math.floor(clock.now() / NOW_STEP_MS) * NOW_STEP_MS,
    accounts: findAccounts(),
  })

  function searchFor(query: Query, grouping: Grouping): { search: Search; ms: number } {
    const key = JSON.stringify([query, grouping])
    const known = searches.get(key)
    const search = known ?? history.search(query, grouping)
    searches.delete(key)
    searches.set(key, search)
    for (const [old, { end }] of [...searches].slice(0, -SEARCHES_MAX)) {
      searches.delete(old)
      end()
    }
    return { search, ms: known ? LOOK_MS : FIRST_LOOK_MS }
  }

  return {
    'filter.read': ({ filter, caret }) => {
      const now = context()
      const { query, faults, terms } = readFilter(filter, now)
      return {
        faults,
        terms: describeTerms(filter, terms),
        words: query ? listWords(query) : [],
        completions: caret === undefined ? [] : completeFilter(filter, caret, now, history),
      }
    },
    'exchange.find': async ({ filter, account, withoutRuns, ...listed }): Promise<Found> => {
      const asked = { filter, withoutRuns, ...(account !== undefined && { account }) }
      // Strangers are found as well, to be counted where they are left out.
      const { query, faults } = readAsked(asked, context())
      if (!query) return { ...NOTHING, faults }
      const { search, ms } = searchFor(query, listed.group ?? 'message')
      const progress = await search.look(ms)
      return { faults, ...readLines(search, listed, clock.now()), ...progress }
    },
  }
}

const NOTHING: Found = {
  faults: [],
  lines: [],
  from: 0,
  total: 0,
  days: 0,
  daysBefore: 0,
  found: 0,
  rows: 0,
  newest: null,
  anchorAt: null,
  selected: null,
  unseen: 0,
  mark: 0,
  strangers: 0,
  looked: 0,
  of: 0,
  done: true,
  tooSlow: false,
  tally: { verdicts: [], types: [] },
}
