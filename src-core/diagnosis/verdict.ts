import type { Finding, Verdict } from '../contract/exchange.ts'
import type { Reply } from '../exchange/answer.ts'
import type { Received } from '../exchange/receive.ts'

/** Sums up an exchange. */
export function reachVerdict(received: Received, reply: Reply, findings: readonly Finding[]): Verdict {
  if (received.refusal) return 'rejected'
  if (received.echo) return 'accepted'
  if (reply.status === 0) return 'retried'
  return sumUpReply(reply.body, findings)
}

/** No valid answer at all, after which WeChat sends the message again. */
const RETRIED_AFTER: ReadonlySet<string> = new Set([
  'status.not-200',
  'status.redirect',
  'status.refused',
  'reply.too-late',
])

/** What is wrong and shown all the same: of too many articles, the first ones. */
const SHOWN_ALL_THE_SAME = 'reply.article-limit'

/** What a reply comes to, by what was found in it; what was found in the request does not count. */
export function sumUpReply(body: Uint8Array, findings: readonly Finding[]): Verdict {
  const errors = findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)
  if (errors.some((code) => RETRIED_AFTER.has(code))) return 'retried'
  if (errors.some((code) => code.startsWith('reply.') && code !== SHOWN_ALL_THE_SAME)) return 'fault'
  return isAcknowledgement(body) ? 'ignored' : 'accepted'
}

/**
 * An empty body, or exactly `success`: WeChat does nothing and does not retry.
 *
 * Source: https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Passive_user_reply_message.html
 */
export function isAcknowledgement(body: Uint8Array): boolean {
  return body.length === 0 || (body.length === 7 && new TextDecoder().decode(body) === 'success')
}
