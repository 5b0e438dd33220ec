import { FINDING_CODES, FINDINGS, findFindingKind } from '../../src-core/contract/findings.ts'
import type { FindingCode } from '../../src-core/contract/findings.ts'
import { linkSource, nameEvidence } from '../../src-core/contract/findings/evidence.ts'
import { FINDING_SECTIONS } from '../../src-core/contract/findings/kind.ts'
import type { FindingKind, FindingSection } from '../../src-core/contract/findings/kind.ts'
import type { Bilingual } from '../../src-core/contract/text.ts'
import { VERDICT_WORDS } from '../../src-core/contract/verdict-words.ts'
import { createCommand } from './command.ts'
import type { CommandTable } from './command-table.ts'
import { UsageError } from './usage-error.ts'
import { SEVERITIES } from './words.ts'

const EXPLAIN = {
  name: 'explain',
  summary: {
    zh: '说明一条诊断：级别、对结论的影响、依据和来源；不写代码则列出全部',
    en: 'explain a finding: severity, effect on the verdict, evidence and sources; without a code, list all',
  },
  operands: {
    code: {
      kind: 'text',
      value: 'CODE',
      decode: decodeCode,
      text: {
        zh: '诊断的代码，例如 reply.too-late',
        en: 'the code of a finding, such as reply.too-late',
      },
    },
  },
  options: {
    json: {
      kind: 'flag',
      text: { zh: '输出 JSON：一个对象，或全部的数组', en: 'print JSON: an object, or an array of all' },
    },
  },
} as const satisfies CommandTable

export const explainCommand = createCommand(EXPLAIN, async ({ code, json }, { stdout, language }) => {
  if (json) stdout.write(`${JSON.stringify(code ? createRow(code) : FINDING_CODES.map(createRow))}\n`)
  else stdout.write(code ? describe(code, language) : describeAll(language))
  return 0
})

function decodeCode(text: string): FindingCode {
  if (isFindingCode(text)) return text
  throw refuse(text)
}

function isFindingCode(code: string): code is FindingCode {
  return findFindingKind(code) !== null
}

/** Returns a row for scripts: every row has every key. */
function createRow(code: FindingCode) {
  const kind: FindingKind = FINDINGS[code]
  return { code, ...kind, milder: kind.milder ?? [] }
}

function describeAll(language: keyof Bilingual): string {
  const width = Math.max(...FINDING_CODES.map((code) => code.length))
  const severityWidth = Math.max(...Object.values(SEVERITIES).map((word) => word[language].length))
  const sections = Object.keys(FINDING_SECTIONS) as FindingSection[]
  return sections
    .map((section) => {
      const rows = FINDING_CODES.filter((code) => FINDINGS[code].section === section).map((code) => {
        const { name, severity } = FINDINGS[code]
        return `  ${code.padEnd(width)}  ${SEVERITIES[severity][language].padEnd(severityWidth)}  ${name[language]}\n`
      })
      return `${FINDING_SECTIONS[section][language]}\n${rows.join('')}`
    })
    .join('\n')
}

const LABELS = {
  zh: { section: '所属', severity: '级别', effect: '影响', evidence: '依据', page: '页面', sources: '来源' },
  en: {
    section: 'section',
    severity: 'severity',
    effect: 'effect',
    evidence: 'evidence',
    page: 'page',
    sources: 'sources',
  },
}

function describe(code: FindingCode, language: keyof Bilingual): string {
  const kind: FindingKind = FINDINGS[code]
  const labels = LABELS[language]
  const lines = [
    [labels.section, FINDING_SECTIONS[kind.section][language]],
    [labels.severity, describeSeverity(kind)[language]],
    [labels.effect, describeEffect(kind)[language]],
    [labels.evidence, describeEvidence(kind)[language]],
    ...(kind.page === null ? [] : [[labels.page, kind.page]]),
    ...kind.sources.map((source, index) => [index === 0 ? labels.sources : '', linkSource(source)]),
  ]
  const width = Math.max(...Object.values(labels).map((label) => label.length))
  const blank = language === 'zh' ? '　' : ' '
  const rows = lines.map(([label = '', text = '']) => `  ${label.padEnd(width, blank)}  ${text}\n`)
  return `${code}  ${kind.name[language]}\n${rows.join('')}`
}

function describeSeverity({ severity, milder = [] }: FindingKind): Bilingual {
  const words = (language: keyof Bilingual) => milder.map((one) => SEVERITIES[one][language])
  return {
    zh: [SEVERITIES[severity].zh, ...(milder.length > 0 ? [`有时是${words('zh').join('或')}`] : [])].join(
      '，',
    ),
    en: [
      SEVERITIES[severity].en,
      ...(milder.length > 0 ? [`sometimes ${words('en').join(' or ')}`] : []),
    ].join(', '),
  }
}

function describeEffect({ effect }: FindingKind): Bilingual {
  if (effect === 'none') return { zh: '不改变对回复的结论', en: 'none on the verdict that a reply gets' }
  const { zh, en } = VERDICT_WORDS[effect]
  return { zh: `对回复的结论是「${zh}」`, en: `the verdict on the reply is “${en.toLowerCase()}”` }
}

function describeEvidence(kind: FindingKind): Bilingual {
  const { zh, en } = nameEvidence(kind)
  return { zh: `${zh}：${kind.basis.zh}`, en: `${en}: ${kind.basis.en}` }
}

const NEAREST_SHOWN = 3

function refuse(given: string): UsageError {
  const nearest = findNearest(given.toLowerCase().slice(0, 100))
  return nearest.length > 0
    ? new UsageError({
        zh: `没有诊断 ${given}，相近的有 ${nearest.join('、')}`,
        en: `there is no finding ${given}; the nearest: ${nearest.join(', ')}`,
      })
    : new UsageError({
        zh: `没有诊断 ${given}，mpscope explain 列出全部`,
        en: `there is no finding ${given}; mpscope explain lists them all`,
      })
}

/**
 * Returns codes that contain the typed text, or differ from it by a quarter of its letters at most; the nearest first.
 */
function findNearest(given: string): FindingCode[] {
  return FINDING_CODES.map((code) => ({ code, distance: measureDistance(given, code) }))
    .filter(({ code, distance }) => code.includes(given) || distance * 4 <= given.length)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, NEAREST_SHOWN)
    .map(({ code }) => code)
}

/** Counts the letters to be put in, taken out or replaced until both texts are the same (Levenshtein). */
function measureDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [i, letter] of Array.from(from).entries()) {
    const next = [i + 1]
    for (let j = 0; j < to.length; j++) {
      const replaced = row[j]! + (to[j] === letter ? 0 : 1)
      next.push(Math.min(replaced, row[j + 1]! + 1, next[j]! + 1))
    }
    row = next
  }
  return row.at(-1)!
}
