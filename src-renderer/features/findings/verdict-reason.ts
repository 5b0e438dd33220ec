import type { Exchange } from '../../../src-core/contract/exchange.ts'
import { isGuessed } from '../../../src-core/contract/findings/evidence.ts'
import { DELIVERY_ATTEMPTS } from '../../../src-core/contract/limits.ts'
import type { Messages } from '../../i18n/zh.ts'

/** Names a sentence that both languages have. */
export type VerdictReason = keyof Messages['why']

export const replyTypes = [
  'text',
  'image',
  'voice',
  'video',
  'music',
  'news',
  'transfer_customer_service',
] as const
export type ReplyType = (typeof replyTypes)[number] | 'other'

/** Returns the sentence that sums an exchange up. The findings say what is wrong with it. */
export function verdictReason(exchange: Exchange): VerdictReason {
  const { direction, verdict, request, response, findings, attempt } = exchange
  if (direction === 'out' && isVerification(request))
    return verdict === 'accepted' ? 'backendVerified' : 'backendNotVerified'
  if (request.incomplete === 'aborted') return 'aborted'
  if (verdict === 'accepted') return isVerification(request) ? 'verification' : nameReply(exchange)
  if (verdict === 'ignored') return response.body === '' ? 'empty' : 'success'
  if (verdict === 'rejected' && isVerification(request)) return 'notVerified'
  const isGuess = verdict !== 'rejected' && isGuessed(findings)
  if (verdict === 'retried' && attempt >= DELIVERY_ATTEMPTS) return isGuess ? 'likelyLast' : 'last'
  if (isGuess) return verdict === 'retried' ? 'likelyRetried' : 'likelyFault'
  return verdict
}

/** The reply to a JSON push reaches no user. */
function nameReply({ judged, message }: Exchange): VerdictReason {
  if (judged === false) return 'unjudged'
  return message?.format === 'json' ? 'answered' : 'replied'
}

/** Returns true if something went wrong: then the first finding is the reason. */
export function isDecided({ verdict }: Pick<Exchange, 'verdict'>): boolean {
  return verdict !== 'accepted' && verdict !== 'ignored'
}

/** WeChat verifies an address with a GET; everything else that it sends is a POST. */
export function isVerification(request: Exchange['request']): boolean {
  return request.method === 'GET' && request.query['echostr'] !== undefined
}

/** Only names the reply in a sentence: the diagnosis reads it properly. */
export function replyType(body: string): ReplyType {
  const written = /<MsgType>\s*(?:<!\[CDATA\[)?\s*(\w+)/.exec(body)?.[1]
  return replyTypes.find((type) => type === written) ?? 'other'
}
