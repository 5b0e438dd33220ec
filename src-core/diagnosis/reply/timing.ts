import type { Finding } from '../../contract/exchange.ts'
import { REPLY_DEADLINE_MS } from '../../contract/limits.ts'
import { createFinding } from '../finding.ts'
import type { JudgedReply } from './judged-reply.ts'

/** Judges the time of the last byte; a reply exactly at the deadline is in time. */
export function judgeTiming({ durationMs, unfinished }: JudgedReply): Finding[] {
  if (unfinished) {
    return [
      createTooLate({
        zh: '响应头到了，正文一直没有结束',
        en: 'The headers came, and the body never ended',
      }),
    ]
  }
  if (durationMs <= REPLY_DEADLINE_MS) return []
  const seconds = (Math.ceil(durationMs / 10) / 100).toFixed(2)
  return [
    createTooLate({ zh: `回复用了 ${seconds} 秒，超过 5 秒`, en: `It took ${seconds} s, more than 5 s` }),
  ]
}

export function createTooLate(title: Finding['title']): Finding {
  return createFinding('reply.too-late', {
    title,
    detail: {
      zh: `微信等 ${REPLY_DEADLINE_MS} 毫秒就断开连接并重新推送，同一条消息总共推送三次。`,
      en: `WeChat hangs up after ${REPLY_DEADLINE_MS} ms and sends the message again, three times in all.`,
    },
    fix: {
      zh: '先立即回复 success，处理完再用客服消息接口发给用户。',
      en: 'Answer success at once, and send the real answer later through the customer-service API.',
    },
  })
}
