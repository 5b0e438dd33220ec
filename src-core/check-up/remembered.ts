import type { CheckResult, CheckUpReport, RememberedCheckUp } from '../contract/check-up.ts'
import { listCases } from './cases/cases.ts'

/** The most reports that are remembered; a report without results is small, and each has the words of its findings. */
const REPORTS_MAX = 20

export interface RememberedCheckUps {
  remember(report: CheckUpReport): void
  /** The account's, the newest first. */
  of(account: string): RememberedCheckUp[]
  /** Returns what is known of each case at the address of this run; null if the run is not the last one there. */
  whole(run: string): CheckUpReport | null
}

/** Remembers the last check-up of each account and address, with what those before it have found. */
export function rememberCheckUps(): RememberedCheckUps {
  /** By account and address, the newest last. */
  const reports = new Map<string, RememberedCheckUp>()
  const all = listCases().map(({ id }) => id)

  return {
    remember(report) {
      const key = JSON.stringify([report.account, report.url])
      const before = reports.get(key)
      const known = before?.run === report.run ? before.earlier : before ? resultsOf(before) : []
      const isAnew = report.chosen >= all.length
      reports.delete(key)
      reports.set(key, { ...report, earlier: isAnew ? [] : known })
      for (const old of [...reports.keys()].slice(0, -REPORTS_MAX)) reports.delete(old)
    },
    of: (account) => [...reports.values()].filter((one) => one.account === account).toReversed(),
    whole(run) {
      const last = [...reports.values()].find((one) => one.run === run)
      if (!last) return null
      const { earlier: _earlier, ...report } = last
      const results = resultsOf(last).toSorted((a, b) => all.indexOf(a.id) - all.indexOf(b.id))
      return { ...report, results }
    },
  }
}

/** Returns the last result of each case. */
function resultsOf({ earlier, results }: RememberedCheckUp): CheckResult[] {
  return [...new Map([...earlier, ...results].map((one) => [one.id, one])).values()]
}
