import type { Finding } from '../../contract/exchange.ts'
import type { HttpResponse } from '../../ports.ts'
import { judgeAnswer } from '../answer.ts'
import type { Asked } from '../answer.ts'
import { createFinding } from '../finding.ts'
import { diagnoseIgnoredBody } from './ignored-body.ts'
import type { Judgement } from '../reply/judge-reply.ts'
import { createTooLate } from '../reply/timing.ts'

/** What came back from a backend, or why nothing did: `code` as the HTTP client gives it (`ECONNREFUSED`, …). */
export interface DeliveryOutcome {
  response: HttpResponse | null
  error: { code: string; message: string } | null
}

/** What was sent, and to where. */
export interface DeliveredRequest extends Asked {
  url: string
}

/** What WeChat would make of what a backend answered, and of no answer at all. */
export function judgeDelivery({ response, error }: DeliveryOutcome, sent: DeliveredRequest): Judgement {
  if (!response) return { verdict: 'retried', findings: [explainSilence(error)] }
  const { verdict, findings } = judgeAnswer({ ...response, url: sent.url }, sent)
  return { verdict, findings: [...findings, ...diagnoseIgnoredBody(response, sent.message)] }
}

function explainSilence(error: DeliveryOutcome['error']): Finding {
  if (error?.code === 'DEADLINE')
    return createTooLate({ zh: '5 秒内没有收到完整的回复', en: 'No whole reply within 5 seconds' })
  return createUnreachable(error?.code ?? 'ERROR', error?.message ?? '')
}

export function createUnreachable(code: string, message: string): Finding {
  return createFinding('probe.unreachable', 'error', {
    title: { zh: `连接不上后端（${code}）`, en: `The backend cannot be reached (${code})` },
    detail: { zh: `连接失败：${message}`, en: `The connection failed: ${message}` },
    fix: {
      zh: '确认后端正在运行，地址、端口和协议（http 或 https）都正确。',
      en: 'Check that the backend is running and that address, port and scheme (http or https) are right.',
    },
  })
}
