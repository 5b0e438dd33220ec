import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readBaseline } from '../../src-core/check-up/baseline.ts'
import { listCases } from '../../src-core/check-up/cases/cases.ts'
import { chooseByIds, chooseByPattern } from '../../src-core/check-up/choose.ts'
import { createPastCheckUps } from '../../src-core/check-up/difference.ts'
import type { CaseRow } from '../../src-core/check-up/kit/case.ts'
import type { CheckTarget } from '../../src-core/check-up/kit/target.ts'
import { writeJunit } from '../../src-core/check-up/report/junit.ts'
import { writeMarkdown } from '../../src-core/check-up/report/markdown.ts'
import { runCheckUp } from '../../src-core/check-up/run.ts'
import type { CheckUpReport } from '../../src-core/contract/check-up.ts'
import { createRunId } from '../../src-core/contract/run-kind.ts'
import { SAMPLE_ORIGINAL_ID } from '../../src-core/wechat/samples.ts'
import { createCheckBait } from '../node/check-bait.ts'
import { createKeptText } from '../node/kept-text.ts'
import { findDataDir } from '../node/data-dir.ts'
import { admitGivenAddress } from './admit-address.ts'
import { AES_KEY, APP_ID, PREVIOUS_AES_KEY, TOKEN } from './account-options.ts'
import { createLines, describeList, describeSum } from './check-text.ts'
import { createCommand } from './command.ts'
import type { CommandTable, Values } from './command-table.ts'
import { requireBackend } from './given-backend.ts'
import { decodeAesKeyOption, decodeEncryption } from './mode.ts'
import type { GivenFile } from './option.ts'
import { createSending } from './sending.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const CHECK = {
  name: 'check',
  summary: {
    zh: '给一个后端做体检：一百多项，逐项说明发了什么、为什么、怎么改',
    en: 'check a backend from end to end: over a hundred cases, each with what was sent, why it matters and what to change',
  },
  options: {
    url: {
      kind: 'url',
      value: 'URL',
      text: {
        zh: '后端的地址；会向它推送真实的测试消息',
        en: 'address of the backend; it is sent real test messages',
      },
    },
    token: TOKEN,
    'aes-key': AES_KEY,
    'previous-aes-key': PREVIOUS_AES_KEY,
    'app-id': APP_ID,
    only: {
      kind: 'text',
      value: 'GLOB',
      repeated: true,
      decode: decodePattern,
      text: {
        zh: '只做这些项目，例如 forgery 或 "text.*"',
        en: 'only these cases, as in forgery or "text.*"',
      },
    },
    list: { kind: 'flag', text: { zh: '列出项目，什么也不发送', en: 'list the cases, and send nothing' } },
    baseline: {
      kind: 'file',
      value: 'FILE',
      text: {
        zh: '已知的问题，每行是「项目  理由」，不影响退出码',
        en: 'what is known to fail, a line `case  reason` each; it does not change the exit code',
      },
    },
    junit: {
      kind: 'text',
      value: 'FILE',
      text: { zh: '另写一份 JUnit XML', en: 'write JUnit XML as well' },
    },
    markdown: {
      kind: 'text',
      value: 'FILE',
      text: { zh: '另写一份 Markdown 报告', en: 'write a report in Markdown as well' },
    },
    json: { kind: 'flag', text: { zh: '输出一个 JSON 对象', en: 'print one JSON object' } },
    hostile: {
      kind: 'flag',
      text: {
        zh: '对公网地址也发送恶意 XML；本机和内网的地址总是发送',
        en: 'send hostile XML to a public address as well; to this computer and private networks it is always sent',
      },
    },
    yes: {
      kind: 'flag',
      text: { zh: '确认要检查公网地址', en: 'yes, a public address is meant' },
    },
    data: {
      kind: 'text',
      value: 'DIR',
      text: {
        zh: '存放上次结果的文件夹；不给则用环境变量 MPSCOPE_DATA，或系统存放应用数据的地方',
        en: 'folder of the last results; else the environment variable MPSCOPE_DATA, or the system’s place for application data',
      },
    },
  },
} as const satisfies CommandTable

type CheckValues = Values<typeof CHECK>

/** Exit code 1 if a required case failed, or nobody was there; advice changes nothing. */
export const checkCommand = createCommand(CHECK, async (values, terminal) => {
  const { stdout, language } = terminal
  const cases = chooseCases(values)
  if (values.list) {
    stdout.write(values.json ? `${JSON.stringify(listWords(cases))}\n` : describeList(cases, language))
    return 0
  }
  const target = describeTarget(values)
  const baseline = decodeBaseline(values.baseline)
  const ports = { ...createSending(terminal), bait: createCheckBait() }
  const reach = await admitGivenAddress(target.url, values.yes)
  const lines = createLines(language)
  const report = await runCheckUp(
    ports,
    {
      run: createRunId('check-up', 'terminal'),
      account: null,
      target,
      cases,
      hostile: values.hostile || reach === 'near',
      baseline,
      signal: new AbortController().signal,
    },
    {
      began: () => {},
      progressed: (result) => void (values.json || stdout.write(lines(result))),
      keep: () => {},
    },
  )
  const compared = compareToLast(values, terminal, report)
  writeReports(values, compared, language)
  stdout.write(values.json ? `${JSON.stringify(compared)}\n` : describeSum(compared, language))
  const levels = new Map(cases.map(({ id, level }) => [id, level]))
  const isFailed = compared.results.some(
    ({ id, state }) => state === 'failed' && levels.get(id) === 'required',
  )
  return isFailed || compared.state !== 'finished' ? 1 : 0
})

function chooseCases({ only }: CheckValues): readonly CaseRow[] {
  return only.length === 0 ? chooseByIds(undefined) : chooseByIds(only.flat().map(({ id }) => id))
}

function decodePattern(text: string): readonly CaseRow[] {
  const chosen = chooseByPattern(text)
  if (chosen.length > 0) return chosen
  throw new UsageError({
    zh: `--only 没有匹配的项目：${text}（用 --list 列出）`,
    en: `--only fits no case: ${text} (--list shows them)`,
  })
}

function listWords(cases: readonly CaseRow[]) {
  const ids = new Set(cases.map(({ id }) => id))
  return listCases().filter(({ id }) => ids.has(id))
}

function describeTarget(values: CheckValues): CheckTarget {
  const backend = requireBackend(values)
  const encryption = decodeEncryption(values)
  const previousKey = decodeAesKeyOption(values['previous-aes-key']) ?? null
  return {
    ...backend,
    originalId: SAMPLE_ORIGINAL_ID,
    mode: encryption?.mode ?? 'plaintext',
    encryption: encryption ? { ...encryption, previousKey } : null,
  }
}

function decodeBaseline(file: GivenFile | undefined): ReadonlyMap<string, string> {
  if (!file) return new Map()
  const baseline = readBaseline(Buffer.from(file.bytes).toString())
  if (baseline.ok) return baseline.reasons
  const { line, text } = baseline
  throw new UsageError({
    zh: `--baseline 不能用：${file.path} 第 ${line} 行，${text.zh}`,
    en: `--baseline cannot be used: line ${line} of ${file.path}: ${text.en}`,
  })
}

/** The exchanges are not kept here, and so no result names them. */
function compareToLast(
  { data }: CheckValues,
  { env, stderr }: Terminal,
  report: CheckUpReport,
): CheckUpReport {
  const folder = data ?? findDataDir(env, process.platform)
  const file = createKeptText(join(folder, 'check-ups.json'), (error) =>
    stderr.write(`mpscope: ${error instanceof Error ? error.message : String(error)}\n`),
  )
  const compared = createPastCheckUps(file).compare(report)
  return { ...compared, results: compared.results.map((one) => ({ ...one, exchanges: [] })) }
}

function writeReports(
  { junit, markdown }: CheckValues,
  report: CheckUpReport,
  language: Terminal['language'],
) {
  if (junit !== undefined) writeFile('--junit', junit, writeJunit(report, listCases(), language))
  if (markdown !== undefined) writeFile('--markdown', markdown, writeMarkdown(report, listCases(), language))
}

function writeFile(option: string, path: string, text: string): void {
  try {
    writeFileSync(path, text)
  } catch (error) {
    const { code = 'ERROR' } = error as NodeJS.ErrnoException
    throw new UsageError({
      zh: `${option} 不能用：写不了文件 ${path}（${code}）`,
      en: `${option} cannot be used: the file ${path} cannot be written (${code})`,
    })
  }
}
