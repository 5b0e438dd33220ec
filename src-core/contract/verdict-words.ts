import type { Exchange, ExchangeSummary, Verdict } from './exchange.ts'
import type { Bilingual } from './text.ts'

/**
 * What a list shows of the outcome: the verdict, or what tells more than it. `guarded`: `success` went out in place of a
 * backend's reply. `unanswered`: it went out because nobody had answered by hand in time. `unjudged`: nothing may be
 * said of the answer.
 */
export type Mark = Verdict | 'guarded' | 'unanswered' | 'unjudged'

/** The word for each mark, the same on screens and in the terminal. */
export const VERDICT_WORDS: Record<Mark, Bilingual> = {
  accepted: { zh: '已接受', en: 'Accepted' },
  ignored: { zh: '仅确认', en: 'Ignored' },
  retried: { zh: '会重发', en: 'Retried' },
  fault: { zh: '报故障', en: 'Fault' },
  rejected: { zh: '已拒绝', en: 'Rejected' },
  guarded: { zh: '已兜底', en: 'Guarded' },
  unanswered: { zh: '超时未答', en: 'No answer' },
  unjudged: { zh: '未判断', en: 'Not judged' },
}

type Marked = Pick<ExchangeSummary, 'verdict' | 'guarded' | 'judged' | 'by'>

export function markOf({ verdict, guarded, judged, by }: Marked): Mark {
  if (guarded) return 'guarded'
  if (judged === false) return 'unjudged'
  return by === 'timeout' && verdict === 'ignored' ? 'unanswered' : verdict
}

export function markOfExchange(exchange: Exchange): Mark {
  return markOf({ ...exchange, by: exchange.response.by })
}
