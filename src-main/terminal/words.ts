import type { Verdict } from '../../src-core/contract/exchange.ts'
import type { Evidence, Severity } from '../../src-core/contract/findings/kind.ts'
import type { Bilingual } from '../../src-core/contract/text.ts'

/** The words of the screen. */
export const VERDICTS: Record<Verdict, Bilingual> = {
  accepted: { zh: '已接受', en: 'accepted' },
  ignored: { zh: '仅确认', en: 'ignored' },
  retried: { zh: '会重发', en: 'retried' },
  fault: { zh: '报故障', en: 'fault' },
  rejected: { zh: '已拒绝', en: 'rejected' },
}

export const SEVERITIES: Record<Severity, Bilingual> = {
  error: { zh: '错误', en: 'error' },
  warning: { zh: '警告', en: 'warning' },
  info: { zh: '提示', en: 'info' },
}

export const EVIDENCE: Record<Evidence, Bilingual> = {
  official: { zh: '官方文档', en: 'official' },
  observed: { zh: '实际见过', en: 'observed' },
  inferred: { zh: '推断', en: 'inferred' },
}
