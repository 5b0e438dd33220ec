import type { JudgeCase } from './judge-case.ts'
import { createReply } from './replies.ts'

const error = { code: 'reply.kf-account', severity: 'error', verdict: 'fault' } as const
const transfer = (body: string) => createReply('transfer_customer_service', body)
const agent = (account: string) =>
  transfer(`<TransInfo><KfAccount><![CDATA[${account}]]></KfAccount></TransInfo>`)

const NEAR = [
  transfer(''),
  agent('kf2001@gh_0123456789ab'),
  agent('test1@test'),
  agent(' kf@a '),
  transfer('<TransInfo><kfaccount>a@b</kfaccount></TransInfo>'),
]

export const TRANSFER_CASES: JudgeCase[] = [
  ...['你好', 'kf2001', '@gh_a', 'kf@', 'a@b@c', 'kf 1@gh_a', '客服@gh_a', 'kf@example.com'].map(
    (account): JudgeCase => ({
      ...error,
      name: JSON.stringify(account),
      reply: agent(account),
      near: NEAR,
      repair: null,
      says: /not an agent/,
    }),
  ),
  ...[agent(''), agent(' '), transfer('<TransInfo/>'), transfer('<TransInfo></TransInfo>')].map(
    (reply): JudgeCase => ({
      ...error,
      name: `nobody: ${reply.slice(reply.indexOf('<TransInfo'))}`,
      reply,
      near: NEAR,
      repair: transfer(''),
      says: /names no agent/,
    }),
  ),
]
