/**
 * `npm run test:distributed [-- --messages N]`: writes a locustfile for each of the three modes and runs it with a master
 * and two workers on loopback, at a server that checks every signature. Exit code 1 if anything was wrong, lost or sent
 * twice, or a worker had nothing to do. Needs `locust` and, for its Python, `cryptography` (Debian: python3-locust,
 * python3-cryptography).
 */
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { modes } from '../../src-core/contract/exchange.ts'
import type { Mode } from '../../src-core/contract/exchange.ts'
import { writeLocustfile } from '../../src-core/burst/locustfile.ts'
import { createSampleFields } from '../../src-core/sender/sample-fields.ts'
import { createEncodingAesKey, decodeAesKeys } from '../../src-core/wechat/cipher/aes-key.ts'
import { clock } from '../../src-main/node/clock.ts'
import { findFreePort } from '../node/tunnel/sshd.ts'
import { startCheckingTarget } from './checking-target.ts'
import type { Arrivals } from './checking-target.ts'

const TOKEN = 'mpscopeDistributed'
const APP_ID = 'wx0000000000000001'
const ORIGINAL_ID = 'gh_mpscope00001'
const FANS = 1000

const { values } = parseArgs({ options: { messages: { type: 'string', default: '3000' } } })
process.exitCode = await runAll(Number(values.messages))

async function runAll(messages: number): Promise<number> {
  if (spawnSync('locust', ['--version']).error) {
    console.error('locust is not installed (Debian: apt-get install python3-locust python3-cryptography)')
    return 2
  }
  let failed = 0
  for (const mode of modes) {
    const faults = await runMode(mode, messages)
    for (const fault of faults) console.log(`  ✗ ${fault}`)
    failed += faults.length
  }
  return failed > 0 ? 1 : 0
}

/** Returns what was wrong, one line each. */
async function runMode(mode: Mode, messages: number): Promise<string[]> {
  const aesKey = createEncodingAesKey((length) => randomBytes(length))
  const [key] = decodeAesKeys([aesKey])
  const target = await startCheckingTarget({ mode, token: TOKEN, key: key!, appId: APP_ID })
  const folder = mkdtempSync(join(tmpdir(), 'mpscope-distributed-'))
  const file = join(folder, 'locustfile.py')
  writeFileSync(
    file,
    writeLocustfile(
      {
        messages,
        concurrency: 40,
        fans: FANS,
        deliveries: 3,
        mix: [
          { weight: 3, type: 'text', set: { Content: '你好 "\\" ]]> 😀' } },
          { weight: 1, type: 'image' },
        ],
      },
      { url: target.url, mode, appId: APP_ID, originalId: ORIGINAL_ID },
      (message) =>
        createSampleFields({ clock, randomBytes: (length) => randomBytes(length) }, ORIGINAL_ID, message),
    ),
  )
  const secrets = { MPSCOPE_TOKEN: TOKEN, ...(mode !== 'plaintext' && { MPSCOPE_AES_KEY: aesKey }) }
  const port = String(await findFreePort())
  const startedAt = performance.now()
  const master = startLocust(file, [
    '--master',
    '--master-bind-host',
    '127.0.0.1',
    '--master-bind-port',
    port,
    '--expect-workers',
    '2',
    '--headless',
    '-u',
    '40',
    '-r',
    '40',
    '--only-summary',
    '--exit-code-on-error',
    '0',
  ])
  const workers = [1, 2].map(() =>
    startLocust(file, ['--worker', '--master-host', '127.0.0.1', '--master-port', port], secrets),
  )
  const output = await master.ended
  await Promise.all(workers.map(({ ended }) => ended))
  const seconds = (performance.now() - startedAt) / 1000
  target.close()
  rmSync(folder, { recursive: true })
  return judge(mode, messages, output, target.arrivals(), seconds)
}

interface Sum {
  messages: number
  deliveries: number
  taken: number
  workers: number[]
}

function judge(mode: Mode, messages: number, output: string, arrivals: Arrivals, seconds: number): string[] {
  const line = /^mpscope (\{.*\})$/m.exec(output)?.[1]
  if (line === undefined) return [`${mode}: the master said nothing of its end:\n${output}`]
  const sum = JSON.parse(line) as Sum
  console.log(
    `${mode.padEnd(10)} ${arrivals.messages} messages of ${arrivals.fans} fans in ${arrivals.deliveries} deliveries, ` +
      `${arrivals.bad.length} bad; by worker ${sum.workers.join(' + ')}; ${seconds.toFixed(1)} s in all`,
  )
  const expectations: [boolean, string][] = [
    [arrivals.bad.length === 0, `bad deliveries: ${[...new Set(arrivals.bad)].join(', ')}`],
    [arrivals.messages === messages, `${arrivals.messages} messages arrived, not ${messages}`],
    [sum.taken === messages, `${sum.taken} messages were taken, not ${messages}`],
    [arrivals.failed > 0, 'no delivery failed, so that no retry was seen'],
    [
      arrivals.deliveries === messages + arrivals.failed,
      `${arrivals.deliveries} deliveries, not ${messages + arrivals.failed}`,
    ],
    [sum.deliveries === arrivals.deliveries, `${sum.deliveries} deliveries were counted by the workers`],
    [sum.workers.length === 2 && Math.min(...sum.workers) > 0, 'a worker had nothing to do'],
  ]
  return expectations.flatMap(([holds, fault]) => (holds ? [] : [`${mode}: ${fault}`]))
}

function startLocust(file: string, args: string[], secrets: Record<string, string> = {}) {
  const child = spawn('locust', ['-f', file, ...args], {
    env: { ...process.env, ...secrets },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = Promise.all([text(child.stdout), text(child.stderr)])
  // A run that hangs is a failure, too.
  const end = setTimeout(() => child.kill('SIGKILL'), 180_000)
  const ended = once(child, 'close').then(async () => {
    clearTimeout(end)
    return (await output).join('\n')
  })
  return { ended }
}
