import type { Verdict } from './exchange.ts'
import type { Bilingual } from './text.ts'

/** The word for each verdict, the same on screens and in the terminal. */
export const VERDICT_WORDS: Record<Verdict, Bilingual> = {
  accepted: { zh: '已接受', en: 'Accepted' },
  ignored: { zh: '仅确认', en: 'Ignored' },
  retried: { zh: '会重发', en: 'Retried' },
  fault: { zh: '报故障', en: 'Fault' },
  rejected: { zh: '已拒绝', en: 'Rejected' },
}
