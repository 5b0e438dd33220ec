import type { Finding } from '../../contract/exchange.ts'
import { judgeHop } from '../hop/judge-hop.ts'
import { judgeFraming } from './framing.ts'
import type { JudgedReply } from './judged-reply.ts'
import { judgeStatus } from './status.ts'
import { judgeTiming } from './timing.ts'

/**
 * Judges what is the same for every answer to a push: who wrote it, its status, its time and its framing. `isReply` is
 * true if the body is one that WeChat wants: it then comes from the backend, whoever passed it on. Bytes without a
 * status tell who wrote them by themselves.
 */
export function judgeTransport(reply: JudgedReply, isReply: boolean): Finding[] {
  if (reply.status < 200) return [...judgeTiming(reply), ...judgeFraming(reply)]
  const hop = reply.status === 200 && isReply ? [] : judgeHop(reply)
  const question = { to: 'push' as const, ...(reply.url !== undefined && { url: reply.url }) }
  return [
    ...hop,
    ...judgeStatus(reply, question, hop.length > 0),
    ...judgeTiming(reply),
    ...judgeFraming(reply),
  ]
}
