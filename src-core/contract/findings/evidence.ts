import type { BackendReply, Finding } from '../exchange.ts'
import { findFindingKind } from '../findings.ts'
import type { Bilingual } from '../text.ts'
import type { Evidence, FindingKind } from './kind.ts'

/** The evidence of a finding, and what its row of the table cites for it. */
export type Grounds = Pick<FindingKind, 'evidence' | 'basis' | 'page' | 'sources'>

/** Returns null if the finding has another version's code. */
export function findGrounds({ code, evidence }: Pick<Finding, 'code' | 'evidence'>): Grounds | null {
  const kind = findFindingKind(code)
  return kind && { ...kind, evidence: evidence ?? kind.evidence }
}

const NAMES: Record<Exclude<Evidence, 'observed'>, Bilingual> = {
  official: { zh: '官方文档', en: 'official' },
  inferred: { zh: '推断', en: 'inferred' },
}

/** Names the evidence in a word or two. A row without sources was observed by the workbench itself. */
export function nameEvidence({ evidence, sources }: Pick<Grounds, 'evidence' | 'sources'>): Bilingual {
  if (evidence !== 'observed') return NAMES[evidence]
  const count = sources.length
  return count > 0
    ? { zh: `实例 ${count} 个`, en: `seen in the field (${count})` }
    : { zh: '调试台所见', en: 'seen by the workbench' }
}

/** Returns the web address of a source: an address, a section of an RFC, or a thread as `owner/repo#number`. */
export function linkSource(source: string): string {
  const [, rfc, section] = /^RFC (\d+), section ([\d.]+)$/.exec(source) ?? []
  if (rfc !== undefined) return `https://www.rfc-editor.org/rfc/rfc${rfc}#section-${section}`
  const [, repository, thread] = /^([\w.-]+\/[\w.-]+)#(\d+)$/.exec(source) ?? []
  return repository === undefined ? source : `https://github.com/${repository}/issues/${thread}`
}

/** Tells whether a verdict rests on faults that no official page and no report shows. */
export function isGuessed(findings: readonly Finding[]): boolean {
  const faults = findings.filter(({ code, severity }) => {
    return severity === 'error' && (findFindingKind(code)?.effect ?? 'none') !== 'none'
  })
  return faults.length > 0 && faults.every((fault) => findGrounds(fault)?.evidence === 'inferred')
}

/**
 * Returns the finding because of which `success` goes out in place of a backend's reply. A fault that is only inferred is
 * no reason, unless nothing of the reply could be passed on.
 */
export function findGuardCause({
  error,
  findings,
}: Pick<BackendReply, 'error' | 'findings'>): Finding | undefined {
  const errors = findings.filter(({ severity }) => severity === 'error')
  const decisive = error ? undefined : errors.find((one) => findGrounds(one)?.evidence !== 'inferred')
  return decisive ?? errors[0] ?? findings[0]
}
