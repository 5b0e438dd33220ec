import type { CheckCase, CheckResult, CheckUpReport } from '../../contract/check-up.ts'
import { CHECK_GROUPS } from '../../contract/check-up.ts'
import type { CheckGroup } from '../../contract/check-up.ts'
import type { Bilingual } from '../../contract/text.ts'
import { countResults, describeCounts, describeEnd, LEVEL_WORDS, STATE_WORDS } from './words.ts'

const WORDS = {
  zh: {
    title: '体检',
    why: '为什么',
    fix: '怎么改',
    sent: '发送',
    came: '返回',
    new: '新出现的问题',
    mended: '已修复',
    advice: '——',
  },
  en: {
    title: 'Check-up',
    why: 'Why',
    fix: 'Fix',
    sent: 'Sent',
    came: 'Came back',
    new: 'Newly failed',
    mended: 'Fixed',
    advice: ' – ',
  },
} as const

/** Writes a check-up for people: the sum, what has changed, what failed with why and what to change, and a table of all. */
export function writeMarkdown(
  report: CheckUpReport,
  cases: readonly CheckCase[],
  language: keyof Bilingual,
): string {
  const words = WORDS[language]
  const byId = new Map(cases.map((one) => [one.id, one]))
  const { difference, results, startedAt, url } = report
  const end = describeEnd(report)
  const sum = describeCounts(countResults(report, (id) => byId.get(id)?.level ?? 'required'))
  const changed = difference
    ? [
        ...difference.failed.map((id) => `- ${words.new}: \`${id}\``),
        ...difference.mended.map((id) => `- ${words.mended}: \`${id}\``),
      ]
    : []
  const failed = results.filter(({ state }) => state === 'failed')
  const parts = [
    `# ${words.title}\n`,
    `${escape(url)} · ${new Date(startedAt).toISOString()}\n`,
    `${sum[language]}${end ? ` · ${escape(end[language])}` : ''}\n`,
    ...(changed.length > 0 ? [`${changed.join('\n')}\n`] : []),
    ...failed.map((one) => writeFailed(one, byId.get(one.id)!, language)),
    ...(Object.keys(CHECK_GROUPS) as CheckGroup[]).map((group) =>
      writeTable(
        group,
        results.filter(({ id }) => byId.get(id)?.group === group),
        byId,
        language,
      ),
    ),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

function writeFailed(
  { id, came, findings }: CheckResult,
  { level, title, sent, why, fix }: CheckCase,
  language: keyof Bilingual,
): string {
  const words = WORDS[language]
  const lines = [
    `### ✗ ${title[language]} (\`${id}\`, ${LEVEL_WORDS[level][language]})\n`,
    `- ${words.sent}: ${escape(sent[language])}`,
    `- ${words.came}: ${escape(came[language])}`,
    ...findings.map(({ code, title: name, fix: how }) =>
      [`- \`${code}\`: ${escape(name[language])}`, escape(how[language])].filter(Boolean).join(words.advice),
    ),
    `- ${words.why}: ${escape(why[language])}`,
    `- ${words.fix}: ${escape(fix[language])}`,
  ]
  return `${lines.join('\n')}\n`
}

function writeTable(
  group: CheckGroup,
  results: readonly CheckResult[],
  byId: ReadonlyMap<string, CheckCase>,
  language: keyof Bilingual,
): string {
  if (results.length === 0) return ''
  const rows = results.map(({ id, state, came, because }) => {
    const said = state === 'skipped' || state === 'accepted' ? because : came
    return `| ${STATE_WORDS[state][language]} | \`${id}\` | ${escape(byId.get(id)!.title[language])} | ${escape(said[language])} |`
  })
  return `## ${CHECK_GROUPS[group][language]}\n\n| | | | |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`
}

/** What a backend returned must not become markup, and a row is one line. */
function escape(text: string): string {
  return text
    .replace(/[\\`*_[\]<>|#&~]/g, (character) => `\\${character}`)
    .replace(/\s+/g, ' ')
    .trim()
}
