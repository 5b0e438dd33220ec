/**
 * `npm run docs`: writes the documents that are made of a table in the source. A test compares.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ARRIVAL_CHECKS, fillCommand, FIRST_STEP } from '../src-core/contract/arrival.ts'
import { ARRIVAL_STATIONS } from '../src-core/contract/arrival/kind.ts'
import type { ArrivalCheck, ArrivalStation } from '../src-core/contract/arrival/kind.ts'
import { linkSource, nameEvidence } from '../src-core/contract/findings/evidence.ts'
import { DEFAULT_PREFERENCES } from '../src-core/contract/preferences.ts'
import type { Bilingual } from '../src-core/contract/text.ts'

type Language = keyof Bilingual

/** The documents are read in the repository. */
const PLACE = { path: '/wx', port: DEFAULT_PREFERENCES.responderPort, program: 'npm run --silent cli --' }

const WORDS = {
  zh: {
    other: '[English](nothing-arrives.en.md)',
    title: '收不到微信的消息',
    lead: '测试消息能看到，微信的消息却收不到：从上往下看。界面里也有这一页：还没有收到消息时，在「收发」界面的最下面；收到之后，在列表右上角的问号里。',
    note: '命令里的 `example.com` 换成你的域名，`/wx` 换成账号的路径，`7788` 换成界面顶部的端口。',
    made: '由 `npm run docs` 从 `src-core/contract/arrival` 生成，请勿直接修改。',
    find: '怎么查',
    evidence: '依据',
    page: '官方页面',
    colon: '：',
    stop: '、',
  },
  en: {
    other: '[中文](nothing-arrives.md)',
    title: 'Nothing comes from WeChat',
    lead: 'Test messages show up, and nothing comes from WeChat: go from top to bottom. The workbench has this page as well: at the foot of the Live screen while nothing has arrived, afterwards behind the question mark above the list.',
    note: 'In the commands replace `example.com` by your own name, `/wx` by the account’s path and `7788` by the port at the top of the workbench.',
    made: 'Made by `npm run docs` from `src-core/contract/arrival`; do not edit it here.',
    find: 'How to find out',
    evidence: 'Evidence',
    page: 'official page',
    colon: ': ',
    stop: ', ',
  },
}

/** Returns `docs/nothing-arrives.md` in one language. */
export function describeArrival(language: Language): string {
  const { other, title, lead, note, made } = WORDS[language]
  const stations = Object.keys(ARRIVAL_STATIONS) as ArrivalStation[]
  return [
    `# ${title}`,
    other,
    lead,
    FIRST_STEP.text[language],
    ...createCommand(FIRST_STEP.command),
    note,
    ...stations.flatMap((station) => describeStation(station, language)),
    '---',
    made,
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n')
}

function describeStation(station: ArrivalStation, language: Language): string[] {
  const checks: ArrivalCheck[] = Object.values(ARRIVAL_CHECKS)
  return [
    `## ${ARRIVAL_STATIONS[station][language]}`,
    ...checks.filter((check) => check.station === station).flatMap((check) => describeCheck(check, language)),
  ]
}

function describeCheck(check: ArrivalCheck, language: Language): string[] {
  const { title, why, find, command } = check
  const words = WORDS[language]
  return [
    `### ${title[language]}`,
    why[language],
    `**${words.find}**${words.colon}${find[language]}`,
    ...(command === undefined ? [] : createCommand(command)),
    `${words.evidence}${words.colon}${describeEvidence(check, language)}`,
  ]
}

function createCommand(command: string): string[] {
  return ['```bash\n' + fillCommand(command, PLACE) + '\n```']
}

function describeEvidence(check: ArrivalCheck, language: Language): string {
  const { page, stop } = WORDS[language]
  const name = nameEvidence(check)[language]
  const isOfficial = check.evidence === 'official'
  const links = [
    ...(check.page !== null && !isOfficial ? [`[${page}](${check.page})`] : []),
    ...check.sources.map((source) => `[${source.replace(/^https:\/\//, '')}](${linkSource(source)})`),
  ]
  return [isOfficial ? `[${name}](${check.page})` : name, ...links].join(stop)
}

export const DOCUMENTS: [file: string, text: string][] = [
  ['docs/nothing-arrives.md', describeArrival('zh')],
  ['docs/nothing-arrives.en.md', describeArrival('en')],
]

if (import.meta.main) {
  for (const [file, text] of DOCUMENTS) writeFileSync(join(import.meta.dirname, '..', file), text)
}
