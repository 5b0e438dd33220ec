import type { Finding, Verdict } from '../contract/exchange.ts'
import type { Reply } from '../exchange/answer.ts'
import type { Received } from '../exchange/receive.ts'

/** Sums up an exchange. */
export function reachVerdict(received: Received, reply: Reply, findings: readonly Finding[]): Verdict {
  if (received.refusal) return 'rejected'
  if (received.echo) return 'accepted'
  if (reply.status === 0) return 'retried'
  if (findings.some(({ code, severity }) => severity === 'error' && code.startsWith('reply.'))) return 'fault'
  return isAcknowledgement(reply.body) ? 'ignored' : 'accepted'
}

/**
 * An empty body, or exactly `success`: WeChat does nothing and does not retry.
 *
 * Source: https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Passive_user_reply_message.html
 */
export function isAcknowledgement(body: Uint8Array): boolean {
  return body.length === 0 || (body.length === 7 && new TextDecoder().decode(body) === 'success')
}
