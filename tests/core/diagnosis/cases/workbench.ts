import type { BackendReply, Finding } from '../../../../src-core/contract/exchange.ts'
import type { AnswerRule } from '../../../../src-core/contract/rules.ts'
import { diagnoseRuleFault } from '../../../../src-core/diagnosis/rules/rule-fault.ts'
import { diagnoseRuleTimes } from '../../../../src-core/diagnosis/rules/rule-time.ts'
import type { RuleTimes } from '../../../../src-core/diagnosis/rules/rule-time.ts'
import { diagnoseUnread } from '../../../../src-core/diagnosis/shortfall.ts'
import { createReply } from '../../../../src-core/exchange/answer.ts'
import { createKeeping } from '../../../../src-core/keeping.ts'
import { createRecording } from '../../../../src-core/responding/recording.ts'
import type { Settings } from '../../../../src-core/settings/settings.ts'
import { clock } from '../../../../src-main/node/clock.ts'
import { createMemoryHistory } from '../../../../src-main/node/history/memory-history.ts'
import { ask, genuine } from '../request/asks.ts'
import { account, createPush, message } from '../request/pushes.ts'
import { receiveWhole } from '../../received.ts'
import type { FindingCase } from './finding-case.ts'

const rule: AnswerRule = {
  id: 'a',
  name: '问候',
  enabled: true,
  match: {},
  reply: { type: 'success' },
  delayMs: 0,
  fault: 'none',
}
const NO_TIMES: RuleTimes = { outOfTime: [], untried: [], switchedOff: [] }

const backend: BackendReply = {
  id: '1',
  name: 'shop',
  url: 'http://back.end/wx',
  chosen: true,
  guarded: false,
  status: 500,
  headers: [],
  body: '',
  error: null,
  durationMs: 1,
  verdict: 'retried',
  findings: [],
}

const relayed = (via: string) =>
  ask(`/wx?${genuine}&echostr=1`, { viaName: 'mpscope-1', headers: [['Via', `1.1 ${via}`]] })

/** A Via of so many other workbenches, without the protocol's version before the first. */
const others = (count: number) =>
  Array.from({ length: count }, (_, index) => `mpscope-other${index}`).join(', 1.1 ')

/** Records a genuine text and its answer, and returns what is kept of them. */
async function keep(
  how: 'answered' | 'failed' | 'interrupted' | 'patient' | 'spared',
  asked?: BackendReply,
  tookMs = 0,
): Promise<Finding[]> {
  const incoming = createPush({
    body: message(''),
    timestamp: String(Math.floor(clock.now() / 1000)),
    receivedAt: clock.now(),
    change: { startedAt: clock.monotonic() - tookMs },
  })
  const received = receiveWhole(incoming, [account])
  if (received.kind !== 'genuine') throw new Error('It should be genuine')
  const identity = { id: '1', messageKey: null, attempt: 1 }
  const history = createMemoryHistory('ephemeral')
  const report = (error: unknown) => {
    throw error
  }
  const settings = { accounts: [account] } as unknown as Settings
  const keeping = createKeeping({ history }, { append: () => {} })
  const recording = createRecording({ clock, history }, settings, keeping, report, () => {})
  if (how === 'interrupted') return recording.foresee({ received, identity, before: [], copies: [] }).findings
  const reply = createReply({ type: 'success' }, received, 'fixed', null)
  const answered = {
    reply,
    ...(how === 'failed' && { failed: true as const }),
    ...(how === 'patient' && { patient: true as const }),
    ...(how === 'spared' && { spared: true as const }),
    ...(asked && { backend: asked }),
  }
  await recording.record({ received, answered, identity, before: [], copies: [] })
  return history.get('1')!.findings
}

export const WORKBENCH_CASES: FindingCase[] = [
  {
    code: 'relay.guarded',
    name: 'the guard stepped in',
    seen: () => keep('answered', { ...backend, guarded: true }),
    near: () => keep('answered', backend),
  },
  {
    code: 'relay.spared',
    name: 'the guard had only a guess',
    seen: () => keep('spared', backend),
    near: () => keep('answered', { ...backend, guarded: true }),
  },
  {
    code: 'relay.loop',
    name: 'our own name in Via',
    seen: () => relayed('mpscope-1'),
    near: () => relayed('mpscope-12'),
  },
  {
    code: 'relay.loop',
    name: 'our own name behind those of other workbenches',
    seen: () => relayed('mpscope-2, 1.1 mpscope-1, 1.1 mpscope-3'),
    near: () => relayed('mpscope-2, 1.1 mpscope-3'),
  },
  {
    code: 'relay.too-often',
    name: 'six other workbenches, or five',
    seen: () => relayed(others(6)),
    near: () => relayed(`${others(5)}, 1.1 tunnel`),
  },
  {
    code: 'relay.passed-on',
    name: 'another workbench in Via, or only a tunnel',
    seen: () => relayed('mpscope-2'),
    near: () => relayed('tunnel'),
  },
  {
    code: 'hold.interrupted',
    name: 'never answered',
    seen: () => keep('interrupted'),
    near: () => keep('answered'),
  },
  {
    code: 'hold.patient',
    name: 'answered when WeChat would have gone',
    seen: () => keep('patient', undefined, 20_000),
    near: () => keep('answered', undefined, 20_000),
  },
  {
    code: 'hold.patient',
    name: 'answered in time all the same',
    seen: () => keep('patient', undefined, 5001),
    near: () => keep('patient', undefined, 1000),
  },
  {
    code: 'exchange.not-answered',
    name: 'the reply could not be made',
    seen: () => keep('failed'),
    near: () => keep('answered'),
  },
  {
    code: 'exchange.not-judged',
    name: 'reading the body failed',
    seen: () => diagnoseUnread({ unread: 'defect', refusal: null }),
    near: () => diagnoseUnread({ unread: 'busy', refusal: null }),
  },
  {
    code: 'body.not-read',
    name: 'a large body',
    seen: () => diagnoseUnread({ unread: 'busy', refusal: null }),
    near: () => diagnoseUnread({ unread: null, refusal: null }),
  },
  {
    code: 'body.not-read',
    name: 'one of many that are refused',
    seen: () => diagnoseUnread({ unread: 'busy', refusal: 'signature-mismatch' }),
    near: () => diagnoseUnread({ unread: null, refusal: 'signature-mismatch' }),
  },
  {
    code: 'rule.fault',
    name: 'as late as WeChat waits',
    seen: () => diagnoseRuleFault({ ...rule, delayMs: 5000 }, 1),
    near: () => diagnoseRuleFault({ ...rule, delayMs: 4999 }, 1),
  },
  {
    code: 'rule.out-of-time',
    name: 'a slow pattern',
    seen: () => diagnoseRuleTimes({ ...NO_TIMES, outOfTime: [rule] }),
    near: () => diagnoseRuleTimes({ ...NO_TIMES, untried: [rule] }),
  },
  {
    code: 'rule.switched-off',
    name: 'slow once too often',
    seen: () => diagnoseRuleTimes({ ...NO_TIMES, switchedOff: [rule] }),
    near: () => diagnoseRuleTimes({ ...NO_TIMES, outOfTime: [rule] }),
  },
  {
    code: 'rule.untried',
    name: 'no time left for it',
    seen: () => diagnoseRuleTimes({ ...NO_TIMES, untried: [rule] }),
    near: () => diagnoseRuleTimes(NO_TIMES),
  },
]
