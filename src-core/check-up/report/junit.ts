import type { CheckCase, CheckGroup, CheckResult, CheckUpReport } from '../../contract/check-up.ts'
import { CHECK_GROUPS } from '../../contract/check-up.ts'
import type { Bilingual } from '../../contract/text.ts'
import { describeEnd } from './words.ts'

/**
 * Writes a check-up as JUnit XML, which build servers show: a suite for each group. What is only advice does not fail
 * the build: it is skipped, with the reason.
 */
export function writeJunit(
  report: CheckUpReport,
  cases: readonly CheckCase[],
  language: keyof Bilingual,
): string {
  const byId = new Map(cases.map((one) => [one.id, one]))
  const parts = (Object.keys(CHECK_GROUPS) as CheckGroup[]).map((group) => {
    const results = report.results.filter(({ id }) => byId.get(id)?.group === group)
    return results.length > 0 ? writeSuite(CHECK_GROUPS[group][language], results, byId, language) : ''
  })
  const end = describeEnd(report)
  const broken = end
    ? `  <testsuite name="mpscope" tests="1" errors="1"><testcase classname="mpscope" name="check-up"><error message="${escape(end[language])}"/></testcase></testsuite>\n`
    : ''
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="mpscope check" time="${seconds(report.durationMs)}">\n${parts.join('')}${broken}</testsuites>\n`
}

function writeSuite(
  name: string,
  results: readonly CheckResult[],
  byId: ReadonlyMap<string, CheckCase>,
  language: keyof Bilingual,
): string {
  const isFailure = ({ id, state }: CheckResult) => state === 'failed' && byId.get(id)?.level === 'required'
  const failures = results.filter(isFailure).length
  const skipped = results.filter((one) => one.state !== 'passed' && !isFailure(one)).length
  const time = seconds(results.reduce((sum, { durationMs }) => sum + durationMs, 0))
  const rows = results.map((one) => writeCase(one, byId.get(one.id)!, isFailure(one), language)).join('')
  return `  <testsuite name="${escape(name)}" tests="${results.length}" failures="${failures}" skipped="${skipped}" time="${time}">\n${rows}  </testsuite>\n`
}

function writeCase(
  { id, state, came, findings, because, durationMs }: CheckResult,
  { group, title, fix }: CheckCase,
  isFailure: boolean,
  language: keyof Bilingual,
): string {
  const head = `    <testcase classname="${escape(group)}" name="${escape(`${id} ${title[language]}`)}" time="${seconds(durationMs)}"`
  if (state === 'passed') return `${head}/>\n`
  const [first] = findings
  const said = [because[language], first?.title[language]].filter(Boolean).join(': ')
  if (!isFailure) return `${head}><skipped message="${escape(said)}"/></testcase>\n`
  const lines = [
    came[language],
    ...findings.flatMap((one) => [
      `${one.code}: ${one.title[language]}`,
      one.detail[language],
      one.fix[language],
    ]),
    fix[language],
  ].filter((line) => line !== '')
  return `${head}><failure type="${escape(first?.code ?? '')}" message="${escape(said)}">${escape(lines.join('\n'))}</failure></testcase>\n`
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3)
}

/** What a backend returned may have anything in it; XML 1.0 may not. */
function escape(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"]/g, (character) => ESCAPED[character] ?? '')
}

const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
