import type { Finding } from '../../contract/exchange.ts'
import type { DeliveryOutcome } from '../../ports/http.ts'
import { judgeAnswer } from '../answer.ts'
import type { Asked } from '../answer.ts'
import { diagnoseIgnoredBody } from './ignored-body.ts'
import type { Judgement } from '../judgement.ts'
import { createTooLate } from '../reply/timing.ts'
import { createUnreachable, isTooLate } from './unreachable.ts'

/** The message that was sent, and its address. */
export interface SentMessage extends Asked {
  url: string
}

/** Judges a backend's answer to a message, or the lack of one, as WeChat would take it. */
export function judgeDelivery({ response, error }: DeliveryOutcome, sent: SentMessage): Judgement {
  if (!response) return { verdict: 'retried', findings: [explainSilence(error, sent.url)] }
  const { findings, ...judgement } = judgeAnswer({ ...response, url: sent.url }, sent)
  return { ...judgement, findings: [...findings, ...diagnoseIgnoredBody(response, sent.message, findings)] }
}

function explainSilence(error: DeliveryOutcome['error'], url: string): Finding {
  return isTooLate(error)
    ? createTooLate({ zh: '5 秒内没有收到完整的回复', en: 'No complete reply within 5 seconds' })
    : createUnreachable(error, url)
}
