import type { Finding } from '../../contract/exchange.ts'
import { REPLY_DEADLINE_MS } from '../../contract/limits.ts'
import { isAcknowledgement } from '../../exchange/acknowledgement.ts'
import { createFinding } from '../finding.ts'
import { seemsWhole } from './judged-body.ts'
import type { JudgedReply } from './judged-reply.ts'
import { judgeOpenBody } from './never-ended.ts'

/** Judges the time of the last byte; a reply exactly at the deadline is in time. */
export function judgeTiming({ durationMs, body, broken }: JudgedReply): Finding[] {
  const fault = broken?.fault
  if (fault?.kind === 'head-open')
    return [
      createTooLate({ zh: '时间到了，响应头还没有到齐', en: 'Time was up before the headers were complete' }),
    ]
  if (fault?.kind === 'body-open') {
    const whole = seemsWhole(body) ? (isAcknowledgement(body) ? 'success' : 'xml') : null
    return [judgeOpenBody({ fault, body, whole }, 'push') ?? createCutByTime(body.length)]
  }
  if (durationMs <= REPLY_DEADLINE_MS) return []
  const seconds = (Math.ceil(durationMs / 10) / 100).toFixed(2)
  return [
    createTooLate({ zh: `回复用了 ${seconds} 秒，超过 5 秒`, en: `It took ${seconds} s, more than 5 s` }),
  ]
}

function createCutByTime(bytes: number): Finding {
  return createTooLate({
    zh: `响应头到了，响应体只来了 ${bytes} 个字节，一直没有结束`,
    en: `The headers came, then ${bytes} bytes of a body that never ended`,
  })
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
      en: 'Reply success at once, and send the real reply later through the customer-service API.',
    },
  })
}
