import type { Exchange } from '../../contract/exchange.ts'
import type { Bilingual } from '../../contract/text.ts'
import { describeExchange } from '../described-exchange.ts'
import type { DescribedExchange, DescribedFinding, DescribedText } from '../described-exchange.ts'
import { SEVERITY_WORDS, WORDS } from '../words.ts'

/** What the foot of a report says. */
export interface ReportFacts {
  version: string
  redacted: boolean
}

/** Writes an exchange for people who have never seen it, as Markdown that hosts of code show well. */
export function writeReport(exchange: Exchange, language: keyof Bilingual, facts: ReportFacts): string {
  return `${writeSection(describeExchange(exchange, language), language)}\n${writeFoot(language, facts)}`
}

/** Writes the part of one exchange: its verdict, each finding with its rule, and the texts behind folds. */
export function writeSection(
  { title, facts, findings, texts }: DescribedExchange,
  language: keyof Bilingual,
): string {
  const rows = facts.map(([name, value]) => `| ${escape(name)} | ${escape(value)} |`)
  return [
    `## ${title.map(escape).join(' · ')}\n`,
    `| | |\n| --- | --- |\n${rows.join('\n')}\n`,
    ...findings.map((finding) => writeFinding(finding, language)),
    ...texts.map(writeText),
  ].join('\n')
}

export function writeFoot(language: keyof Bilingual, { version, redacted }: ReportFacts): string {
  const say = redacted ? WORDS.redacted : WORDS.whole
  return `${WORDS.by[language]} ${escape(version)} · ${say[language]}\n`
}

function writeFinding(
  { code, severity, title, detail, fix, basis, page }: DescribedFinding,
  language: keyof Bilingual,
): string {
  const paragraphs = [
    `### ${SEVERITY_WORDS[severity][language]} · ${escape(title)} (${escape(code)})`,
    escape(detail),
    fix && `**${WORDS.fix[language]}** ${escape(fix)}`,
    basis && `**${WORDS.basis[language]}** ${escape(basis)}${page === null ? '' : ` <${page}>`}`,
  ]
  return `${paragraphs.filter(Boolean).join('\n\n')}\n`
}

/** In a fence that no run of backticks in the text ends. */
function writeText({ name, text, language }: DescribedText): string {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length)
  const fence = '`'.repeat(runs.reduce((longest, run) => Math.max(longest, run + 1), 3))
  return `<details><summary>${escape(name)}</summary>\n\n${fence}${language}\n${text}\n${fence}\n\n</details>\n`
}

/** What came from outside must not become markup or call for a person, and stays on its line. */
function escape(text: string): string {
  return text
    .replaceAll(/[\\`*_[\]<>|#&~]/g, (character) =>
      character === '<' ? '&lt;' : character === '&' ? '&amp;' : `\\${character}`,
    )
    .replaceAll('@', '@\u200b')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
