import { FINDINGS } from '../../src-core/contract/findings.ts'
import { writeShare } from '../../src-core/contract/issue-share.ts'
import type { Issue, Issues, ReplyTimes } from '../../src-core/contract/issues.ts'
import type { Bilingual } from '../../src-core/contract/text.ts'
import { listIssues } from '../../src-core/issues/list-issues.ts'
import { measure } from './columns.ts'
import { createCommand } from './command.ts'
import type { CommandTable } from './command-table.ts'
import { findGivenDataDir, readAccounts, readUnderstood, withHistory } from './given-data.ts'
import { DATA } from './given-exchange.ts'
import { readGivenFilter } from './given-filter.ts'
import type { Terminal } from './terminal.ts'
import { SEVERITIES, TOO_SLOW } from './words.ts'

const ISSUES = {
  name: 'issues',
  summary: {
    zh: '把历史里有问题的收发按诊断归类：次数、占比、第一次和最近一次、回复用时',
    en: 'group what went wrong in the history by finding: count, share, first and last seen, reply times',
  },
  operands: {
    filter: {
      kind: 'text',
      value: 'FILTER',
      mayBeEmpty: true,
      text: {
        zh: '只看哪些收发：筛选条件（同 find）；不给则看全部。体检和并发推送不算，除非条件里写了 run:',
        en: 'which exchanges: a filter as of find; without it, all. Check-ups and bursts are left out unless it names a run:',
      },
    },
  },
  options: {
    json: {
      kind: 'flag',
      text: {
        zh: '输出一个 JSON 对象，与控制通道的 issues.list 相同',
        en: 'print one JSON object, that of issues.list on the control channel',
      },
    },
    data: DATA,
  },
} as const satisfies CommandTable

/** Exit code 2 if the filter cannot be read. */
export const issuesCommand = createCommand(ISSUES, async ({ filter = '', data, json }, terminal) => {
  const dataDir = findGivenDataDir(data)
  // Refuses what cannot be read.
  readGivenFilter(filter, dataDir)
  return withHistory(dataDir, terminal, { create: false }, async (history) => {
    const issues = await listIssues(
      history,
      { filter, withoutRuns: true },
      { now: Date.now(), accounts: readAccounts(dataDir) },
      readUnderstood(dataDir),
    )
    terminal.stdout.write(json ? `${JSON.stringify(issues)}\n` : describe(issues, terminal.language))
    if (issues.tooSlow) terminal.stderr.write(`${TOO_SLOW[terminal.language]}\n`)
    return 0
  })
})

function describe(issues: Issues, language: Terminal['language']): string {
  const head = describeWhole(issues)[language]
  const rows = issues.issues
    .toSorted((a, b) => Number(isQuiet(a)) - Number(isQuiet(b)))
    .map((one) => writeRow(one, issues, language))
  return rows.length === 0 ? `${head}\n` : `${head}\n\n${layOut([HEADINGS[language], ...rows])}`
}

function describeWhole({ looked, failed, times }: Issues): Bilingual {
  const zh = `看了 ${looked} 次收发，${failed} 次有问题${failed > 0 ? `（${writeShare(failed, looked)}）` : ''}。`
  const en = `${looked} ${looked === 1 ? 'exchange' : 'exchanges'}, ${failed} with an issue${failed > 0 ? ` (${writeShare(failed, looked)})` : ''}.`
  if (!times) return { zh, en }
  return {
    zh: `${zh}回复用时 ${describeTimes(times)}，超过 5 秒的 ${times.late} 次。`,
    en: `${en} Reply times ${describeTimes(times)}; ${times.late} after 5 s.`,
  }
}

function describeTimes({ p50, p95, p99 }: ReplyTimes): string {
  return `p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms`
}

const HEADINGS = {
  zh: ['级别', '诊断', '名称', '次数', '占比', '第一次', '最近一次', 'p50', 'p95', 'p99', '>5 s', ''],
  en: [
    'level',
    'finding',
    'name',
    'count',
    'share',
    'first seen',
    'last seen',
    'p50',
    'p95',
    'p99',
    '>5 s',
    '',
  ],
}

function writeRow(one: Issue, { looked }: Issues, language: Terminal['language']): string[] {
  const { p50, p95, p99, late } = one.times
  return [
    SEVERITIES[one.severity][language],
    one.code,
    FINDINGS[one.code].name[language],
    String(one.count),
    writeShare(one.count, looked),
    writeTime(one.firstAt),
    writeTime(one.lastAt),
    ...[p50, p95, p99, late].map(String),
    describeMark(one)[language],
  ]
}

function isQuiet({ understood }: Issue): boolean {
  return understood !== null && !understood.isBack
}

function describeMark({ understood }: Issue): Bilingual {
  if (!understood) return { zh: '', en: '' }
  return understood.isBack ? { zh: '又出现了', en: 'back' } : { zh: '已了解', en: 'understood' }
}

function writeTime(at: number): string {
  return new Date(at).toLocaleString('sv-SE')
}

/** The columns that hold numbers are set to the right. */
const NUMBERS = new Set([3, 4, 7, 8, 9, 10])

function layOut(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => measure(row[column]!))))
  return rows
    .map((row) => {
      const cells = row.map((cell, column) => {
        const blank = ' '.repeat(widths[column]! - measure(cell))
        return NUMBERS.has(column) ? blank + cell : cell + blank
      })
      return `${cells.join('  ').trimEnd()}\n`
    })
    .join('')
}
