import type { WorkbenchFact } from '../../../src-core/contract/events.ts'
import type {
  CheckCase,
  CheckResult,
  CheckUpReport,
  RememberedCheckUp,
} from '../../../src-core/contract/check-up.ts'

/** The last check-up of one address. It is never changed in place. */
export interface CheckUpOfAddress {
  last: Omit<CheckUpReport, 'results'>
  /** The last result of each case, by its id. A check-up of some cases leaves those of the others. */
  results: ReadonlyMap<string, CheckResult>
  /** The number of cases that are over in the last check-up. */
  done: number
}

/** By address. */
export type CheckUps = ReadonlyMap<string, CheckUpOfAddress>

export type CheckUpFact = Extract<WorkbenchFact, { type: `checkUp.${string}` }>

/** Returns the check-ups after those of a list, whose results add to what is known. */
export function withReports(before: CheckUps, reports: readonly RememberedCheckUp[]): CheckUps {
  const next = new Map(before)
  for (const { results, earlier, ...last } of reports) {
    const known = next.get(last.url)
    // Events may have told of a later one already.
    if (known && known.last.startedAt > last.startedAt) continue
    const all = new Map(known ? known.results : earlier.map((result) => [result.id, result]))
    for (const result of results) all.set(result.id, result)
    const isKnown = known?.last.run === last.run
    next.set(last.url, {
      last: isKnown ? newer(known.last, last) : last,
      results: all,
      done: isKnown ? Math.max(known.done, results.length) : results.length,
    })
  }
  return next
}

/** A list that was asked for earlier may be older than what events have told. */
function newer(known: CheckUpOfAddress['last'], listed: CheckUpOfAddress['last']): CheckUpOfAddress['last'] {
  return known.state === 'running' ? listed : known
}

/** Returns the check-ups after an event. `total` is the number of all cases: a check-up of them all begins anew. */
export function afterFact(before: CheckUps, fact: CheckUpFact, total: number): CheckUps {
  if (fact.type === 'checkUp.changed') {
    const { checkUp } = fact
    const known = before.get(checkUp.url)
    const isOther = known?.last.run !== checkUp.run
    const isAnew = !known || (isOther && checkUp.chosen >= total)
    const results: CheckUpOfAddress['results'] = isAnew ? new Map() : known.results
    const done = isOther || !known ? 0 : known.done
    return new Map(before).set(checkUp.url, { last: checkUp, results, done })
  }
  const entry = [...before].find(([, { last }]) => last.run === fact.run)
  if (!entry) return before
  const [url, { last, results, done }] = entry
  const next = new Map(results).set(fact.result.id, fact.result)
  return new Map(before).set(url, { last, results: next, done: done + 1 })
}

/** How a check-up stands, in numbers. */
export interface Standing {
  passed: number
  /** Failed cases that are required, and failed ones that are advice. */
  required: number
  advice: number
  /** Failed, and left so for a reason. */
  accepted: number
  skipped: number
}

export function standingOf(cases: readonly CheckCase[], results: CheckUpOfAddress['results']): Standing {
  const standing: Standing = { passed: 0, required: 0, advice: 0, accepted: 0, skipped: 0 }
  for (const { id, level } of cases) {
    const state = results.get(id)?.state
    if (state === 'failed') standing[level]++
    else if (state) standing[state]++
  }
  return standing
}

/** The ids of the cases that failed, in the order of the table. */
export function failedIds(cases: readonly CheckCase[], results: CheckUpOfAddress['results']): string[] {
  return cases.filter(({ id }) => results.get(id)?.state === 'failed').map(({ id }) => id)
}
