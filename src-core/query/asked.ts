import type { Asked, FilterFault } from '../contract/filter.ts'
import type { Query } from '../contract/query.ts'
import { createRunId, largeRunKinds } from '../contract/run-kind.ts'
import { readFilter } from './filter/read-filter.ts'
import type { FilterContext } from './filter/read-value.ts'

/** Reads what is asked of the history; the question is null if the filter has faults. */
export function readAsked(
  { filter, account, withoutStrangers, withoutRuns }: Asked,
  context: FilterContext,
): { query: Query | null; faults: readonly FilterFault[] } {
  const { query, faults } = readFilter(filter, context)
  if (!query) return { query, faults }
  const all: Query[] = [query]
  if (account !== undefined) all.push({ key: 'account', is: [account] })
  if (withoutStrangers) all.push({ not: { key: 'standing', is: ['stranger'] } })
  if (withoutRuns && !namesRun(query)) all.push({ not: LARGE_RUNS })
  return { query: { all }, faults }
}

const LARGE_RUNS: Query = {
  any: largeRunKinds.map((kind) => ({ key: 'run', begins: createRunId(kind, '') })),
}

/** Returns true if the question is about runs, or about one exchange, so that those are wanted as well. */
function namesRun(query: Query): boolean {
  if ('all' in query) return query.all.some(namesRun)
  if ('any' in query) return query.any.some(namesRun)
  if ('not' in query) return namesRun(query.not)
  return 'key' in query && (query.key === 'run' || query.key === 'id')
}
