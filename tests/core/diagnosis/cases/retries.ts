import type { Exchange, Verdict } from '../../../../src-core/contract/exchange.ts'
import { diagnoseMuted, diagnoseRetries } from '../../../../src-core/diagnosis/delivery/retries.ts'
import { findInAlarm } from './finding-case.ts'
import type { FindingCase } from './finding-case.ts'

const text = (content: string) => `<xml><Content>${content}</Content></xml>`

function deliver(body: string, before: string[]) {
  const exchanges = before.map((one, index) => ({
    receivedAt: 0,
    attempt: index + 1,
    findings: [],
    response: { status: 200, headers: [], body: one, by: 'relay', durationMs: 10 },
  }))
  return diagnoseRetries({ receivedAt: 5000, attempt: 2, body }, exchanges as unknown as Exchange[])
}

const failures = (count: number) =>
  diagnoseMuted(Array.from({ length: count }, () => ({ receivedAt: 0, verdict: 'fault' as Verdict })))

export const RETRY_CASES: FindingCase[] = [
  {
    code: 'retry.duplicate',
    name: 'a second delivery',
    seen: () => deliver('success', ['success']),
    near: () => deliver('success', []),
  },
  {
    code: 'retry.not-deduplicated',
    name: 'another text the second time',
    seen: () => deliver(text('b'), [text('a')]),
    near: () => deliver(text('a'), [text('a')]),
  },
  {
    code: 'retry.muted',
    name: 'five failures',
    seen: () => failures(5),
    near: () => failures(4),
  },
  {
    code: 'retry.muted',
    name: 'an alarm that says so',
    seen: () => findInAlarm('内容: 微信服务器发生多次失败后，暂时不推送消息\n[Event=Click]'),
    near: () => findInAlarm('内容: 微信服务器向公众号推送消息时，连接超时\n[Event=Click]'),
  },
]
