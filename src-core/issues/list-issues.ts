import type { Asked } from '../contract/filter.ts'
import type { Issues } from '../contract/issues.ts'
import type { Preferences } from '../contract/preferences.ts'
import type { History } from '../ports/history.ts'
import { readAsked } from '../query/asked.ts'
import type { FilterContext } from '../query/filter/read-value.ts'
import { createIssueCount } from './count-issues.ts'
import type { Counted } from './count-issues.ts'
import { createReturning } from './find-returned.ts'

/** Groups what went wrong in the exchanges that were asked for. `understood`: see the preferences. */
export async function listIssues(
  history: Pick<History, 'survey'>,
  asked: Asked,
  context: FilterContext,
  understood: Preferences['understood'],
): Promise<Issues> {
  const { query, faults } = readAsked(asked, context)
  const count = createIssueCount()
  const isComplete =
    query === null ||
    (await history.survey(query, (some) => {
      for (const one of some) count.add(one)
      return true
    }))
  const counted = count.result()
  const returned = await findReturned(history, counted.issues, { ...asked, filter: '' }, context, understood)
  return {
    faults,
    tooSlow: !isComplete,
    ...counted,
    issues: counted.issues.map((one) => {
      const at = understood[one.code]
      return {
        ...one,
        understood: at === undefined ? null : { at, isBack: returned.has(one.code) },
      }
    }),
  }
}

/** Whether an issue is back does not depend on the filter, which may leave out the exchanges without it. */
async function findReturned(
  history: Pick<History, 'survey'>,
  issues: Counted['issues'],
  unfiltered: Asked,
  context: FilterContext,
  understood: Preferences['understood'],
): Promise<ReadonlySet<string>> {
  const marked = issues.flatMap(({ code, lastAt }) => {
    const at = understood[code]
    return at !== undefined && lastAt > at ? [[code, at] as const] : []
  })
  const { returned, add } = createReturning(new Map(marked))
  const { query } = readAsked(unfiltered, context)
  if (marked.length > 0) {
    const since = Math.min(...marked.map(([, at]) => at)) + 1
    await history.survey({ all: [query!, { key: 'receivedAt', atLeast: since }] }, (some) => some.every(add))
  }
  return returned
}
