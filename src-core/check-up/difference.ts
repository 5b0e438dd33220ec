import * as v from 'valibot'
import type { CheckDifference, CheckUpReport } from '../contract/check-up.ts'
import type { KeptText } from '../ports/kept-text.ts'

/** Remembers the outcome of each case by address. */
export interface PastCheckUps {
  /** Returns the report with its difference to the last one of its address, and remembers it in that one's place. */
  compare(report: CheckUpReport): CheckUpReport
}

const pastSchema = v.object({
  /** When the last one started, in epoch milliseconds. */
  startedAt: v.number(),
  /** True for those that passed; a case that was not run the last time has the outcome of the time before. */
  passed: v.record(v.string(), v.boolean()),
})
const fileSchema = v.object({ version: v.literal(1), addresses: v.record(v.string(), pastSchema) })
type Past = v.InferOutput<typeof pastSchema>

/** The most addresses that are remembered; those that were not checked for the longest time go first. */
const ADDRESSES_MAX = 100

export function createPastCheckUps(file: KeptText): PastCheckUps {
  return {
    compare(report) {
      const addresses = readAddresses(file.read())
      const past = addresses.get(report.url)
      const now = outcomesOf(report)
      // What nobody replied to says nothing of the backend.
      if (now.size === 0 || report.state === 'unreachable') return report
      addresses.delete(report.url)
      const passed = { ...past?.passed, ...Object.fromEntries(now) }
      const kept = [...addresses, [report.url, { startedAt: report.startedAt, passed }] as const]
      const text = JSON.stringify({ version: 1, addresses: Object.fromEntries(kept.slice(-ADDRESSES_MAX)) })
      file.write(`${text}\n`)
      return { ...report, difference: past ? findDifference(past, now) : null }
    },
  }
}

/** A case that was accepted has failed; one that was skipped has no outcome. */
function outcomesOf({ results }: CheckUpReport): Map<string, boolean> {
  return new Map(
    results.flatMap(({ id, state }): [string, boolean][] =>
      state === 'skipped' ? [] : [[id, state === 'passed']],
    ),
  )
}

function findDifference({ startedAt, passed }: Past, now: Map<string, boolean>): CheckDifference | null {
  const both = [...now].filter(([id]) => Object.hasOwn(passed, id))
  if (both.length === 0) return null
  return {
    since: startedAt,
    failed: both.flatMap(([id, isPassed]) => (passed[id] && !isPassed ? [id] : [])),
    mended: both.flatMap(([id, isPassed]) => (!passed[id] && isPassed ? [id] : [])),
  }
}

/** A damaged file is one without earlier check-ups: nothing is lost but a comparison. */
function readAddresses(text: string | null): Map<string, Past> {
  try {
    const parsed = v.safeParse(fileSchema, JSON.parse(text ?? ''))
    return new Map(parsed.success ? Object.entries(parsed.output.addresses) : [])
  } catch {
    return new Map()
  }
}
