import { randomInt } from 'node:crypto'
import { spawn } from 'node:child_process'
import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import type { Exchange } from '../../../src-core/contract/exchange.ts'
import type { DamagedHistory, SettingsStatus } from '../../../src-core/contract/workbench.ts'
import { sign } from '../../../src-core/wechat/signature.ts'
import { createTemporaryFolder } from '../running-workbench.ts'
import { startCommand } from './in-process.ts'

/** `npm test` names what it has built, as it ships, which starts in two thirds of the time; else it is the source. */
export const cli = process.env['MPSCOPE_BUILT_CLI'] ?? join(import.meta.dirname, '../../../src-main/cli.ts')

export interface CliOptions {
  input?: string | Uint8Array
  env?: Record<string, string>
}

export interface CliResult {
  code: number | null
  stdout: string
  stderr: string
}

/**
 * Starts `mpscope …` in a process of its own, with English texts and a data folder of the test's own; ended with the
 * test. `through` is a program that starts it, with its arguments.
 */
export function startCli(
  args: string[],
  env: Record<string, string> = {},
  through: string[] = [],
): ChildProcessWithoutNullStreams {
  const [program, ...rest] = [...through, process.execPath, cli, ...args]
  const child = spawn(program!, rest, {
    env: {
      ...process.env,
      LC_ALL: 'en_US.UTF-8',
      MPSCOPE_DATA: join(createTemporaryFolder(), 'data'),
      ...env,
    },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  // A command that has read enough, or refuses at once, leaves the rest of its input.
  child.stdin.on('error', () => {})
  return child
}

/** Runs a command to its end. */
export async function runCli(args: string[], { input = '', env }: CliOptions = {}): Promise<CliResult> {
  const child = startCli(args, env)
  const closed = once(child, 'close') as Promise<[number | null]>
  child.stdin.end(input)
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: (await closed)[0], stdout, stderr }
}

export interface Ready {
  type: 'ready'
  responder: string
  control: string
  movedFrom: number | null
  history: { kept: string; reason: string | null; damaged?: DamagedHistory }
  settings: SettingsStatus
}

/** The output of a `serve --json`. */
export interface ServeOutput {
  ready: Ready
  /** Resolves with the next line, unchanged. */
  nextLine(): Promise<string>
  /** Resolves with the next line, which must be an exchange. */
  nextExchange(): Promise<Exchange>
  /** Returns everything printed on stderr so far. */
  complaints(): string
}

export interface RunningServe extends ServeOutput {
  child: ChildProcessWithoutNullStreams
  /** Resolves to the exit code; null if a signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>
}

const SERVE = ['serve', '--json', '--control-port', '0']

/** Runs `serve --json` in a process of its own; resolves once its ready line is out. */
export async function startServe(
  args: string[],
  env: Record<string, string> = {},
  through: string[] = [],
): Promise<RunningServe> {
  const child = startCli([...SERVE, ...args], env, through)
  return {
    child,
    ...(await readServe(child)),
    async end(signal) {
      const exited = once(child, 'exit') as Promise<[number | null]>
      child.kill(signal)
      return (await exited)[0]
    },
  }
}

/**
 * Runs `serve --json` in this process; resolves once its ready line is out. `args` name a data folder, or
 * `--ephemeral`.
 */
export async function serveInProcess(
  args: string[],
  env: Record<string, string> = {},
): Promise<ServeOutput & { end(): Promise<number> }> {
  const command = startCommand([...SERVE, ...args], { env })
  onTestFinished(async () => void (await command.end()))
  return { ...(await readServe(command)), end: command.end }
}

async function readServe({ stdout, stderr }: { stdout: Readable; stderr: Readable }): Promise<ServeOutput> {
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]()
  let complaints = ''
  stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()))

  async function nextLine(): Promise<string> {
    const { value, done } = await lines.next()
    if (done) throw new Error(`serve ended: ${complaints}`)
    return value as string
  }
  return {
    ready: JSON.parse(await nextLine()) as Ready,
    nextLine,
    async nextExchange() {
      const line = JSON.parse(await nextLine()) as { type: string; exchange: Exchange }
      if (line.type !== 'exchange') throw new Error(`not an exchange: ${line.type}`)
      return line.exchange
    },
    complaints: () => complaints,
  }
}

export const TOKEN = 'terminalTestToken'

/** Returns the responder's address with a signature that is right for `TOKEN`. */
export function signedUrl(responder: string, token = TOKEN): string {
  const signed = { timestamp: String(Math.floor(Date.now() / 1000)), nonce: String(randomInt(1e9, 1e10)) }
  return `${responder}?${new URLSearchParams({ signature: sign({ token, ...signed }), ...signed })}`
}

/** Returns the key that a message of `createTextMessage` is known by. */
export function keyOfText(msgId: string): string {
  return `msg:${msgId}:oia2TjuEGTNoeX76QEjQNrcURxG8`
}

/** Returns a text message as WeChat sends it, with a MsgId past 2^53. */
export function createTextMessage(msgId: string, content = '你好'): string {
  return (
    '<xml><ToUserName><![CDATA[gh_7f083739789a]]></ToUserName>' +
    '<FromUserName><![CDATA[oia2TjuEGTNoeX76QEjQNrcURxG8]]></FromUserName><CreateTime>1395658920</CreateTime>' +
    `<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${content}]]></Content><MsgId>${msgId}</MsgId></xml>`
  )
}

/** Posts it as WeChat would, and returns the answer. */
export async function post(responder: string, body: string): Promise<{ status: number; body: string }> {
  const response = await fetch(signedUrl(responder), { method: 'POST', body })
  return { status: response.status, body: await response.text() }
}

/** Returns true for wrong usage: nothing on stdout, one line on stderr, exit code 2. */
export function isUsageError({ code, stdout, stderr }: CliResult): boolean {
  return code === 2 && stdout === '' && /^mpscope: [^\n]+\n$/.test(stderr)
}
