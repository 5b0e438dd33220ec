import type { ProbeReport, ProbeStep } from '../../src-core/contract/probe.ts'
import {
  PROBE_LIMITS,
  PROBE_OUTCOME_WORDS,
  PROBE_STATE_WORDS,
  PROBE_STEP_WORDS,
} from '../../src-core/contract/probe-words.ts'
import { probe } from '../../src-core/reach/probe/probe.ts'
import type { ProbeTarget } from '../../src-core/reach/probe/requests.ts'
import { createNetwork } from '../node/network.ts'
import { AES_KEY, APP_ID, TOKEN } from './account-options.ts'
import { measure, WIDTH, wrap } from './columns.ts'
import { createCommand } from './command.ts'
import type { CommandTable, Values } from './command-table.ts'
import { explainFinding } from './finding-text.ts'
import { decodeEncryption } from './mode.ts'
import { createSending } from './sending.ts'
import type { Terminal } from './terminal.ts'

const PROBE = {
  name: 'probe',
  summary: {
    zh: '像微信那样访问一个公网地址：域名、证书、验证请求、每种模式的消息',
    en: 'call a public URL as WeChat would: DNS, certificate, verification, a message in each mode',
  },
  options: {
    url: {
      kind: 'url',
      value: 'URL',
      required: true,
      text: {
        zh: '填在公众号后台的地址；会向它推送真实的测试消息',
        en: 'the address that the console has; it is sent real test messages',
      },
    },
    token: { ...TOKEN, required: true },
    'aes-key': AES_KEY,
    'app-id': APP_ID,
    json: {
      kind: 'flag',
      text: { zh: '输出一个 JSON 对象', en: 'print one JSON object' },
    },
  },
} as const satisfies CommandTable

/** There is no responder here to watch, so that what comes back is compared with what WeChat expects. */
export const probeCommand = createCommand(PROBE, async (values, terminal) => {
  const { stdout, language } = terminal
  const printed = new Set<ProbeStep>()
  // A step that learns something later is printed once more: a name that has moved since.
  const print = ({ steps }: ProbeReport): void => {
    if (values.json) return
    for (const step of steps.filter((one) => !printed.has(one))) {
      stdout.write(describeStep(step, language))
      printed.add(step)
    }
  }
  const ports = { ...createSending(terminal), network: createNetwork(), arrivals: null }
  const report = await probe(ports, describeTarget(values), print)
  print(report)
  const outcome = report.outcome ?? 'lost'
  if (values.json) stdout.write(`${JSON.stringify(report)}\n`)
  else {
    const limits = wrap(PROBE_LIMITS[language], WIDTH).join('\n')
    stdout.write(`\n${PROBE_OUTCOME_WORDS[outcome][language]}\n${limits}\n`)
  }
  return outcome === 'verified' ? 0 : 1
})

function describeTarget(values: Values<typeof PROBE>): ProbeTarget {
  const { url, token } = values
  return {
    account: null,
    url,
    token: token.value,
    path: new URL(url).pathname,
    originalId: '',
    encryption: decodeEncryption(values) ?? null,
  }
}

/** The width of the longest name of a step, in either language. */
const NAME_WIDTH = 20

/** Returns a step on one line, with its findings below. */
function describeStep(
  { name, state, seen, findings, trip }: ProbeStep,
  language: Terminal['language'],
): string {
  const title = PROBE_STEP_WORDS[name][language]
  const took = trip && state !== 'skipped' ? `${Math.round(trip.tookMs)} ms` : ''
  const row = [
    title + ' '.repeat(Math.max(0, NAME_WIDTH - measure(title))),
    PROBE_STATE_WORDS[state][language],
    took,
    seen[language],
  ].filter((part) => part !== '')
  const lines = findings.flatMap((finding) => explainFinding(finding, language).split('\n'))
  return [row.join('  '), ...lines.map((line) => `  ${line}`), ''].join('\n')
}
