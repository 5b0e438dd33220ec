import type { Finding, Place } from '../../src-core/contract/exchange.ts'
import type { Bilingual } from '../../src-core/contract/text.ts'
import { WIDTH, wrap } from './columns.ts'
import { oneLine } from './one-line.ts'
import { describeEvidence, SEVERITIES } from './words.ts'

/** Returns a finding on one line: its code, severity and title, its place and its evidence. */
export function describeFinding(finding: Finding, language: keyof Bilingual): string {
  const { code, severity, title, at } = finding
  const place = at ? `  (${describePlace(at)})` : ''
  const evidence = `  [${describeEvidence(finding)[language]}]`
  return `${code}  ${SEVERITIES[severity][language]}  ${oneLine(title[language] + place + evidence)}`
}

const INDENT = '  '

/** Returns the lines that say what to do about a finding; nothing if there is nothing to be done. */
export function adviseOn({ fix }: Finding, language: keyof Bilingual): string {
  return indent([fix], language)
    .map((line) => `${line}\n`)
    .join('')
}

/** Returns a finding with the lines that say why it matters and what to do. */
export function explainFinding(finding: Finding, language: keyof Bilingual): string {
  return [describeFinding(finding, language), ...indent([finding.detail, finding.fix], language)].join('\n')
}

function indent(texts: readonly Bilingual[], language: keyof Bilingual): string[] {
  return texts
    .map((text) => oneLine(text[language]))
    .filter((text) => text !== '')
    .flatMap((text) => wrap(text, WIDTH - INDENT.length))
    .map((line) => INDENT + line)
}

/** `3:5 /xml/Content`, a header’s name, `byte 17`, or `status`. */
function describePlace(at: Place): string {
  if (at.in === 'reply-body' || at.in === 'request-body')
    return `${at.line}:${at.column}${at.path === undefined ? '' : ` ${at.path}`}`
  if (at.in === 'reply-header' || at.in === 'request-header') return at.name
  if (at.in === 'reply-bytes') return `byte ${at.offset}`
  return at.in === 'query' ? at.key : at.in === 'reply-status' ? 'status' : 'request'
}
