import type { Finding } from '../../contract/exchange.ts'
import { REPLY_DEADLINE_MS } from '../../contract/limits.ts'
import { createUnreachable } from '../delivery/delivery.ts'
import type { DeliveryOutcome } from '../../ports.ts'
import { judgeEcho } from './echo.ts'
import { createFinding } from '../finding.ts'
import { judgeHop } from '../hop/judge-hop.ts'
import type { Judgement } from '../judgement.ts'
import { judgeStatus } from '../reply/status.ts'

/** The verification GET that was sent, and its address. */
export interface SentVerification {
  url: string
  echostr: string
}

/** Judges by the status, time and echostr of the answer whether WeChat would take the address. Never throws. */
export function judgeVerification(outcome: DeliveryOutcome, sent: SentVerification): Judgement {
  const findings = findFaults(outcome, sent)
  return { verdict: findings.length === 0 ? 'accepted' : 'rejected', findings }
}

function findFaults({ response, error }: DeliveryOutcome, { url, echostr }: SentVerification): Finding[] {
  if (!response) {
    const { code, message } = error ?? { code: 'ERROR', message: '' }
    return code === 'DEADLINE' ? [createTooLate()] : [createUnreachable(code, message)]
  }
  const late = response.durationMs > REPLY_DEADLINE_MS ? [createTooLate()] : []
  const echo = response.status === 200 ? judgeEcho(response, echostr) : []
  // An answer that is as it should be comes from the backend, whoever passed it on.
  const hop = response.status !== 200 || echo.length > 0 ? judgeHop(response) : []
  const status = judgeStatus({ ...response, url }, { to: 'verification', echostr, url }, hop.length > 0)
  // The content of an error page only repeats the status.
  return [...hop, ...status, ...late, ...echo]
}

function createTooLate(): Finding {
  return createFinding('reply.too-late', {
    title: { zh: '5 秒内没有收到完整的 echostr', en: 'No whole echostr within 5 seconds' },
    detail: {
      zh: '公众号后台会提示请求 URL 超时。官方没有写明验证的时限，这里按推送的 5 秒算。',
      en: 'The console would say that the URL timed out. How long it waits is documented for pushes only; theirs, 5 seconds, is taken here.',
    },
    fix: {
      zh: '验证只需算一次签名，不要在它之前查数据库或调用别的接口；响应写完要结束。',
      en: 'A verification is one signature to compute: put no database or other API before it, and end the response once it is written.',
    },
  })
}
