import type { Finding } from '../../contract/exchange.ts'
import { REPLY_DEADLINE_MS } from '../../contract/limits.ts'
import { createUnreachable, isTooLate } from '../delivery/unreachable.ts'
import type { Reached } from '../delivery/unreachable.ts'
import { decodeText } from '../../exchange/record.ts'
import type { Answer, DeliveryOutcome } from '../../ports/http.ts'
import { judgeEcho } from './echo.ts'
import { createFinding } from '../finding.ts'
import { judgeHop } from '../hop/judge-hop.ts'
import type { Judgement } from '../judgement.ts'
import { bodyToJudge } from '../reply/judged-body.ts'
import { judgeBroken } from '../reply/broken-framing.ts'
import { judgeOpenBody } from '../reply/never-ended.ts'
import { judgeStatus } from '../reply/status.ts'

/** The verification GET that was sent, and its address. */
export interface SentVerification {
  url: string
  echostr: string
  /** `backend` if left out. */
  reached?: Reached
}

/** Judges by the status, time and echostr of the answer whether WeChat would take the address. Never throws. */
export function judgeVerification(outcome: DeliveryOutcome, sent: SentVerification): Judgement {
  const findings = findFaults(outcome, sent)
  const isTaken = !findings.some(({ severity }) => severity === 'error')
  return { verdict: isTaken ? 'accepted' : 'rejected', findings }
}

function findFaults(
  { response, error }: DeliveryOutcome,
  { url, echostr, reached }: SentVerification,
): Finding[] {
  if (!response) return [isTooLate(error) ? createTooLate() : createUnreachable(error, url, reached)]
  const { status } = response
  const hasStatus = status >= 200
  const holdsEchostr = (body: Uint8Array): boolean => decodeText(body).text.includes(echostr)
  const body = bodyToJudge(response, holdsEchostr)
  // The content of an error page only repeats the status.
  const echo = body && (status === 200 || !hasStatus) ? judgeEcho({ ...response, body }, echostr) : []
  // An answer that is as it should be comes from the backend, whoever passed it on; and bytes that are no answer tell
  // who wrote them by themselves.
  const hop = hasStatus && (status !== 200 || echo.length > 0) ? judgeHop(response) : []
  return [
    ...hop,
    ...(hasStatus
      ? judgeStatus({ ...response, url }, { to: 'verification', echostr, url }, hop.length > 0)
      : []),
    ...judgeTime(response, echostr),
    ...judgeBroken(response, 'verification', holdsEchostr),
    ...echo,
  ]
}

function judgeTime({ broken, body, durationMs }: Answer, echostr: string): Finding[] {
  const fault = broken?.fault
  if (fault?.kind === 'head-open') return [createTooLate()]
  if (fault?.kind !== 'body-open') return durationMs > REPLY_DEADLINE_MS ? [createTooLate()] : []
  const whole = decodeText(body).text.trim() === echostr ? 'echostr' : null
  return [judgeOpenBody({ fault, body, whole }, 'verification') ?? createTooLate()]
}

function createTooLate(): Finding {
  return createFinding('reply.too-late', {
    title: { zh: '5 秒内没有收到完整的 echostr', en: 'No complete echostr within 5 seconds' },
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
