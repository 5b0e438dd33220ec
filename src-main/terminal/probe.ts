import { randomBytes } from 'node:crypto'
import type { ProbeReport, ProbeStep } from '../../src-core/contract/probe.ts'
import {
  PROBE_LIMITS,
  PROBE_OUTCOME_WORDS,
  PROBE_STATE_WORDS,
  PROBE_STEP_WORDS,
} from '../../src-core/contract/probe-words.ts'
import { probe } from '../../src-core/reach/probe/probe.ts'
import type { ProbePorts } from '../../src-core/reach/probe/ports.ts'
import type { ProbeTarget } from '../../src-core/reach/probe/requests.ts'
import { clock } from '../node/clock.ts'
import { createHttpClient } from '../node/http-client.ts'
import { createNetwork } from '../node/network.ts'
import { AES_KEY, APP_ID, TOKEN } from './account-options.ts'
import { measure, WIDTH, wrap } from './columns.ts'
import { createCommand } from './command.ts'
import type { CommandTable, Values } from './command-table.ts'
import { explainFinding } from './finding-text.ts'
import { decodeAesKeyOption } from './mode.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

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
  const report = await probe(createPorts(terminal), describeTarget(values), print)
  print(report)
  const outcome = report.outcome ?? 'lost'
  if (values.json) stdout.write(`${JSON.stringify(report)}\n`)
  else {
    const limits = wrap(PROBE_LIMITS[language], WIDTH).join('\n')
    stdout.write(`\n${PROBE_OUTCOME_WORDS[outcome][language]}\n${limits}\n`)
  }
  return outcome === 'verified' ? 0 : 1
})

function createPorts({ stderr }: Terminal): ProbePorts {
  return {
    clock,
    randomBytes: (length) => randomBytes(length),
    httpClient: createHttpClient(),
    network: createNetwork(),
    arrivals: null,
    report: (error) => stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`),
  }
}

function describeTarget({
  url,
  token,
  'aes-key': aesKey,
  'app-id': appId,
}: Values<typeof PROBE>): ProbeTarget {
  const key = decodeAesKeyOption(aesKey)
  if (key && appId === undefined) {
    throw new UsageError({
      zh: '有 --aes-key 时还需要 --app-id：加密的内容里有它',
      en: '--aes-key needs --app-id as well: it stands in what is encrypted',
    })
  }
  return {
    account: null,
    url,
    token: token.value,
    path: new URL(url).pathname,
    originalId: '',
    encryption: key && appId !== undefined ? { key, appId } : null,
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
