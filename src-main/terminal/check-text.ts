import type { CaseRow } from '../../src-core/check-up/kit/case.ts'
import { listCases } from '../../src-core/check-up/cases/cases.ts'
import {
  countResults,
  describeCounts,
  describeEnd,
  LEVEL_WORDS,
} from '../../src-core/check-up/report/words.ts'
import { CHECK_GROUPS } from '../../src-core/contract/check-up.ts'
import type { CheckGroup, CheckResult, CheckState, CheckUpReport } from '../../src-core/contract/check-up.ts'
import type { Finding } from '../../src-core/contract/exchange.ts'
import type { Bilingual } from '../../src-core/contract/text.ts'
import { measure, WIDTH, wrap } from './columns.ts'
import { describeFinding, explainFinding } from './finding-text.ts'
import { oneLine } from './one-line.ts'

/** `·` is for what was not tried, `~` for what failed and is known. */
const MARKS: Readonly<Record<CheckState, string>> = { passed: '✓', failed: '✗', accepted: '~', skipped: '·' }

/** The width of the longest title, in either language. */
const TITLE_WIDTH = 40

const WORDS = {
  why: { zh: '为什么：', en: 'Why: ' },
  fix: { zh: '怎么改：', en: 'Fix: ' },
  failed: { zh: '新出现的问题：', en: 'Newly failed: ' },
  mended: { zh: '已修复：', en: 'Fixed: ' },
} as const

/**
 * Returns a function that prints results as they come: a heading at the first of each group, and what failed explained.
 * A finding that was explained before is only named: one mistake fails many cases.
 */
export function createLines(language: keyof Bilingual): (result: CheckResult) => string {
  const byId = new Map(listCases().map((one) => [one.id, one]))
  let last: CheckGroup | null = null
  const explained = new Set<string>()
  return (result) => {
    const row = byId.get(result.id)
    if (!row) return ''
    const heading =
      row.group === last ? '' : `${last === null ? '' : '\n'}${CHECK_GROUPS[row.group][language]}\n`
    last = row.group
    const level =
      row.level === 'advice' && result.state === 'failed' ? `  [${LEVEL_WORDS.advice[language]}]` : ''
    const said = oneLine((result.because[language] || result.came[language]).slice(0, 200))
    const line = `  ${MARKS[result.state]} ${pad(row.title[language])}  ${said}${level}\n`
    if (result.state !== 'failed') return heading + line
    const isNew = result.findings.some(({ code, title }) => !explained.has(code + title.en))
    const [first] = result.findings
    const more = [
      result.id,
      ...result.findings.flatMap((finding) => describe(finding)),
      ...(isNew ? wrap(WORDS.why[language] + row.why[language], WIDTH - 6) : []),
      // The finding has its own advice; that of the row is more general.
      ...(first?.fix[language] ? [] : wrap(WORDS.fix[language] + row.fix[language], WIDTH - 6)),
    ]
    for (const { code, title } of result.findings) explained.add(code + title.en)
    return heading + line + more.map((one) => `      ${one}\n`).join('')
  }

  function describe(finding: Finding): string[] {
    const isSaid = explained.has(finding.code + finding.title.en)
    return isSaid ? [describeFinding(finding, language)] : explainFinding(finding, language).split('\n')
  }
}

function pad(title: string): string {
  return title + ' '.repeat(Math.max(0, TITLE_WIDTH - measure(title)))
}

/** Returns the last lines: what has changed, how it ended, and the sum. */
export function describeSum(report: CheckUpReport, language: keyof Bilingual): string {
  const levels = new Map(listCases().map(({ id, level }) => [id, level]))
  const sum = describeCounts(countResults(report, (id) => levels.get(id) ?? 'required'))
  const { difference } = report
  const lines = [
    ...(difference && difference.failed.length > 0
      ? [WORDS.failed[language] + difference.failed.join(' ')]
      : []),
    ...(difference && difference.mended.length > 0
      ? [WORDS.mended[language] + difference.mended.join(' ')]
      : []),
    ...[describeEnd(report)].flatMap((end) => (end ? [end[language]] : [])),
    sum[language],
  ]
  return `\n${lines.join('\n')}\n`
}

/** Returns the table of cases: id, level and title, group by group. */
export function describeList(cases: readonly CaseRow[], language: keyof Bilingual): string {
  const width = Math.max(...cases.map(({ id }) => id.length))
  const groups = [...new Set(cases.map(({ group }) => group))]
  return groups
    .map((group) => {
      const lines = cases
        .filter((one) => one.group === group)
        .map(
          ({ id, level, title }) =>
            `  ${id.padEnd(width)}  ${LEVEL_WORDS[level][language]}  ${title[language]}\n`,
        )
      return `${CHECK_GROUPS[group][language]}\n${lines.join('')}`
    })
    .join('\n')
}
