import type { Evidence, Severity } from '../../src-core/contract/findings/kind.ts'
import type { Bilingual } from '../../src-core/contract/text.ts'

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
