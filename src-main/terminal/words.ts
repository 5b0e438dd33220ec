import type { Finding } from '../../src-core/contract/exchange.ts'
import { findGrounds, nameEvidence } from '../../src-core/contract/findings/evidence.ts'
import type { Severity } from '../../src-core/contract/findings/kind.ts'
import type { Bilingual } from '../../src-core/contract/text.ts'

export const SEVERITIES: Record<Severity, Bilingual> = {
  error: { zh: '错误', en: 'error' },
  warning: { zh: '警告', en: 'warning' },
  info: { zh: '说明', en: 'note' },
}

/** Said of a filter. */
export const TOO_SLOW: Bilingual = {
  zh: '这个正则表达式用时过长，只查了一部分。',
  en: 'The regular expression takes too long: not everything was looked at.',
}

/** Names the evidence of a finding, with the official page where a page says so. */
export function describeEvidence(finding: Finding): Bilingual {
  const grounds = findGrounds(finding)
  if (!grounds) return { zh: '', en: '' }
  const { zh, en } = nameEvidence(grounds)
  const page = grounds.evidence === 'official' ? grounds.page : null
  return page === null ? { zh, en } : { zh: `${zh}：${page}`, en: `${en}: ${page}` }
}
