import type { Bilingual } from '../text.ts'

export type Severity = 'error' | 'warning' | 'info'

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 }

/**
 * Puts the most severe findings first. Those of one severity keep their order, in which the diagnosis has put the
 * deciding one first.
 */
export function orderFindings<Found extends { severity: Severity }>(findings: readonly Found[]): Found[] {
  return findings.toSorted((a, b) => RANK[a.severity] - RANK[b.severity])
}

/**
 * `official`: an official page says so. `observed`: public reports or captures show it, or the workbench itself saw it
 * happen. `inferred`: it follows from a standard or from known behaviour of the other side; nobody has shown it.
 */
export type Evidence = 'official' | 'observed' | 'inferred'

/**
 * The effect of an error of this kind on the verdict on its reply. `retried`: WeChat has no valid answer and sends the
 * message again. `fault`: the user sees the fault prompt. `none`: the error does not change the verdict.
 */
export type FindingEffect = 'retried' | 'fault' | 'none'

/** The parts in which findings are listed, in this order. */
export const FINDING_SECTIONS = {
  verification: { zh: '验证与来源', en: 'Verification and origin' },
  reach: { zh: '公网地址和路上', en: 'The public address and the way' },
  hop: { zh: '谁回复的', en: 'Who replied' },
  answer: { zh: '回复是否有效', en: 'Is the reply valid?' },
  reply: { zh: '回复的内容', en: 'What the reply says' },
  retries: { zh: '重试', en: 'Retries' },
  encryption: { zh: '加密', en: 'Encryption' },
  message: { zh: '收到的消息', en: 'What came in' },
  'check-up': { zh: '体检', en: 'Check-up' },
  workbench: { zh: '调试台自己', en: 'The workbench itself' },
} as const satisfies Record<string, Bilingual>
export type FindingSection = keyof typeof FINDING_SECTIONS

/** A row of the table of findings: what is true of every finding with this code. */
export interface FindingKind {
  section: FindingSection
  /** For a row of a list: at most 10 汉字 (letters and digits count half) or 28 characters in English. */
  name: Bilingual
  /** Its highest severity. */
  severity: Severity
  /** Its severities in cases that matter less. */
  milder?: readonly Severity[]
  effect: FindingEffect
  evidence: Evidence
  /** The evidence, in one sentence; if there is no official page, it says so. */
  basis: Bilingual
  /** The official page that the rule rests on. */
  page: string | null
  /** Addresses, sections of RFCs, and public threads as `owner/repo#number`. */
  sources: readonly string[]
}

/** A part of the table: one file has one section. */
export type FindingRows = Readonly<Record<string, FindingKind>>
