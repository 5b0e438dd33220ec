import type { Finding } from '../contract/exchange.ts'
import type { HttpResponse } from '../ports.ts'
import { REPLY_DEADLINE_MS } from '../wechat/limits.ts'
import { createFinding } from './finding.ts'

/** What came back from a backend, or why nothing did: `code` as the HTTP client gives it (`ECONNREFUSED`, …). */
export interface DeliveryOutcome {
  response: HttpResponse | null
  error: { code: string; message: string } | null
}

/** Why WeChat would not take what a backend answered, as far as HTTP shows it. */
export function diagnoseDelivery({ response, error }: DeliveryOutcome): Finding[] {
  if (error?.code === 'DEADLINE') return [createTooLate()]
  if (error) return [createUnreachable(error.code, error.message)]
  if (response && response.status !== 200) return [createNot200(response.status)]
  return []
}

function createTooLate(): Finding {
  return createFinding('reply.too-late', 'error', {
    title: { zh: '5 秒内没有收到完整的回复', en: 'No whole reply within 5 seconds' },
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

function createUnreachable(code: string, message: string): Finding {
  return createFinding('probe.unreachable', 'error', {
    title: { zh: `连接不上后端（${code}）`, en: `The backend cannot be reached (${code})` },
    detail: { zh: `连接失败：${message}`, en: `The connection failed: ${message}` },
    fix: {
      zh: '确认后端正在运行，地址、端口和协议（http 或 https）都正确。',
      en: 'Check that the backend is running and that address, port and scheme (http or https) are right.',
    },
  })
}

function createNot200(status: number): Finding {
  return createFinding('status.not-200', 'error', {
    title: { zh: `状态码是 ${status}，不是 200`, en: `The status is ${status}, not 200` },
    detail: {
      zh: '微信只认 200，其他状态码（包括 201）都当作失败，会重新推送同一条消息。',
      en: 'WeChat takes 200 only; any other status, 201 included, counts as a failure and the message is sent again.',
    },
    fix: {
      zh: '让处理函数返回 200；NestJS 的 POST 默认是 201，加上 @HttpCode(200)。',
      en: 'Return 200; NestJS answers POST with 201 unless told otherwise: @HttpCode(200).',
    },
  })
}
