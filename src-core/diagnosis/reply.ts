import type { Finding } from '../contract/exchange.ts'
import type { Reply } from '../exchange/answer.ts'
import type { Received } from '../exchange/receive.ts'
import { findMessageSpec } from '../wechat/catalogue/catalogue.ts'
import { createFinding } from './finding.ts'
import { isAcknowledgement } from './verdict.ts'

/** What is to be said of a reply of ours, which is well-formed by the way it is made. */
export function diagnoseReply({ refusal, message }: Received, reply: Reply): Finding[] {
  if (refusal || !message || isAcknowledgement(reply.body)) return []
  const spec = findMessageSpec(message.type, message.event ?? undefined)
  if (spec?.replyEffect !== 'ignored') return []
  const name = spec.event ?? spec.type
  return [
    createFinding('reply.no-effect', 'info', {
      title: { zh: `对 ${name} 的回复用户看不到`, en: `A reply to ${name} reaches nobody` },
      detail: {
        zh: '微信会收下这个回复，但不会显示给用户；这是使用者的普遍观察，官方文档没有逐个说明。',
        en: 'WeChat takes the reply and shows it to nobody; so people report, the official pages do not say it event by event.',
      },
      fix: {
        zh: '回复 success 即可；要通知用户，请用客服消息或模板消息。',
        en: 'Answer success; to tell the user something, use a customer-service or template message.',
      },
    }),
  ]
}
