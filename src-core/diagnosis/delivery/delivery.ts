import type { Finding } from '../../contract/exchange.ts'
import type { DeliveryOutcome } from '../../ports.ts'
import { judgeAnswer } from '../answer.ts'
import type { Asked } from '../answer.ts'
import { createFinding } from '../finding.ts'
import { diagnoseIgnoredBody } from './ignored-body.ts'
import type { Judgement } from '../judgement.ts'
import { createTooLate } from '../reply/timing.ts'

/** The message that was sent, and its address. */
export interface SentMessage extends Asked {
  url: string
}

/** Judges a backend's answer to a message, or the lack of one, as WeChat would take it. */
export function judgeDelivery({ response, error }: DeliveryOutcome, sent: SentMessage): Judgement {
  if (!response) return { verdict: 'retried', findings: [explainSilence(error)] }
  const { findings, ...judgement } = judgeAnswer({ ...response, url: sent.url }, sent)
  return { ...judgement, findings: [...findings, ...diagnoseIgnoredBody(response, sent.message, findings)] }
}

function explainSilence(error: DeliveryOutcome['error']): Finding {
  if (error?.code === 'DEADLINE')
    return createTooLate({ zh: '5 秒内没有收到完整的回复', en: 'No whole reply within 5 seconds' })
  return createUnreachable(error?.code ?? 'ERROR', error?.message ?? '')
}

export function createUnreachable(code: string, message: string): Finding {
  return createFinding('probe.unreachable', {
    title: { zh: `连接不上后端（${code}）`, en: `The backend cannot be reached (${code})` },
    detail: { zh: `连接失败：${message}`, en: `The connection failed: ${message}` },
    fix: {
      zh: '确认后端正在运行，地址、端口和协议（http 或 https）都正确。',
      en: 'Check that the backend is running and that address, port and scheme (http or https) are right.',
    },
  })
}
