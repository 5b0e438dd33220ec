import type { ExchangeSummary, Verdict } from './exchange.ts'
import type { ReplyBrief } from './reply-brief.ts'
import type { Bilingual } from './text.ts'

/**
 * What a list shows of the outcome: the verdict, or what tells more than it. `empty`: an acknowledgement without a byte.
 * `guarded`: `success` went out in place of a backend's reply. `unanswered`: it went out because nobody had replied by
 * hand in time. `unjudged`: nothing may be said of the reply.
 */
export type Mark = Verdict | 'empty' | 'guarded' | 'unanswered' | 'unjudged'

/** The word for each mark, the same on screens and in the terminal. */
export const VERDICT_WORDS: Record<Mark, Bilingual> = {
  accepted: { zh: '已接受', en: 'Accepted' },
  ignored: { zh: '已回 success', en: 'Acknowledged' },
  empty: { zh: '空回复', en: 'Empty reply' },
  retried: { zh: '会重发', en: 'Will retry' },
  fault: { zh: '提示故障', en: 'User sees a fault' },
  rejected: { zh: '已拒绝', en: 'Rejected' },
  guarded: { zh: '已兜底', en: 'Guarded' },
  unanswered: { zh: '超时未回复', en: 'No reply' },
  unjudged: { zh: '未判断', en: 'Not judged' },
}

type Marked = Pick<ExchangeSummary, 'verdict'> &
  Partial<Pick<ExchangeSummary, 'guarded' | 'judged' | 'by'>> & {
    reply?: Pick<ReplyBrief, 'kind'>
    body?: string
  }

/** Returns the mark of a row, or of an exchange with its response, or of a backend's reply, which has a body only. */
export function markOf({ verdict, guarded, judged, by, reply, body }: Marked): Mark {
  if (guarded) return 'guarded'
  if (judged === false) return 'unjudged'
  if (verdict !== 'ignored') return verdict
  if (by === 'timeout') return 'unanswered'
  return reply?.kind === 'empty' || body === '' ? 'empty' : 'ignored'
}
