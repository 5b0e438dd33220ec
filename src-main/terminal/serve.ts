import { randomBytes } from 'node:crypto'
import type { AccountChange, AnswerPolicy } from '../../src-core/contract/account.ts'
import type { CommandInput, CommandName, CommandResult } from '../../src-core/contract/commands.ts'
import type { Exchange } from '../../src-core/contract/exchange.ts'
import type { Snapshot } from '../../src-core/contract/workbench.ts'
import { serveControl } from '../node/control-server.ts'
import { findDataDir } from '../node/data-dir.ts'
import { createWorkbench, DEFAULT_RESPONDER_PORT } from '../node/workbench.ts'
import type { Workbench } from '../node/workbench.ts'
import { integer, optional, requirePlaintext, UsageError } from './command.ts'
import type { OptionValues, Terminal, TerminalCommand } from './command.ts'
import { describeExchange, describeStart } from './serve-text.ts'

const DEFAULT_CONTROL_PORT = 7789

export const serveCommand: TerminalCommand = {
  usage:
    'serve [--port N] [--control-port N] [--data DIR | --ephemeral] [--token T] [--app-id A]\n' +
    '         [--mode plaintext] [--reply success|empty|text:…] [--json]',
  summary: {
    zh: '启动应答器，并在浏览器里打开调试台',
    en: 'run the responder, with the workbench in the browser',
  },
  options: {
    port: { type: 'string' },
    'control-port': { type: 'string' },
    data: { type: 'string' },
    ephemeral: { type: 'boolean' },
    token: { type: 'string' },
    'app-id': { type: 'string' },
    mode: { type: 'string' },
    reply: { type: 'string' },
    json: { type: 'boolean' },
  },
  run: serve,
}

async function serve(values: OptionValues, terminal: Terminal): Promise<number> {
  requirePlaintext(values)
  const change = decodeAccountChange(values)
  const workbench = await createWorkbench({
    dataDir: decodeDataDir(values),
    port: integer(values, 'port', DEFAULT_RESPONDER_PORT, 65535),
    version: terminal.version,
    report: (error) =>
      terminal.stderr.write(`mpscope: ${error instanceof Error ? error.message : String(error)}\n`),
  })
  const control = await serveControl({
    port: integer(values, 'control-port', DEFAULT_CONTROL_PORT, 65535),
    served: workbench,
    token: randomBytes(24).toString('base64url'),
    rendererDir: terminal.rendererDir,
  })
  const snapshot = await prepareAccount(workbench, change)
  const announce = values['json'] ? createJsonLines(terminal) : createTextLines(terminal)
  announce.start(snapshot, control.url)
  workbench.subscribe((event) => {
    const exchange = event.type === 'exchange.recorded' ? workbench.getExchange(event.exchange.id) : null
    if (exchange) announce.exchange(exchange)
  })

  await untilAborted(terminal.signal)
  await control.close()
  await workbench.close()
  return 0
}

function decodeDataDir(values: OptionValues): string | null {
  const dir = optional(values, 'data')
  if (values['ephemeral'] && dir !== undefined) {
    throw new UsageError({
      zh: '--data 和 --ephemeral 只能用一个',
      en: '--data and --ephemeral exclude each other',
    })
  }
  return values['ephemeral'] ? null : (dir ?? findDataDir(process.env, process.platform))
}

function decodeAccountChange(values: OptionValues): AccountChange {
  const token = optional(values, 'token')
  const appId = optional(values, 'app-id')
  const reply = optional(values, 'reply')
  return {
    ...(token !== undefined && { token }),
    ...(appId !== undefined && { appId }),
    ...(reply !== undefined && { policy: decodePolicy(reply) }),
  }
}

function decodePolicy(reply: string): AnswerPolicy {
  if (reply === 'success' || reply === 'empty') return { kind: 'fixed', reply: { type: reply } }
  if (reply.startsWith('text:') && reply.length > 5) {
    return { kind: 'fixed', reply: { type: 'text', content: reply.slice(5) } }
  }
  throw new UsageError({
    zh: `--reply 应为 success、empty 或 text:内容，而不是 ${reply}`,
    en: `--reply takes success, empty or text:…, not ${reply}`,
  })
}

/** What was given on the command line becomes the first account's, as if it had been set on the screen. */
async function prepareAccount(workbench: Workbench, change: AccountChange): Promise<Snapshot> {
  const snapshot = await call(workbench, 'workbench.snapshot', {})
  if (Object.keys(change).length === 0) return snapshot
  await call(workbench, 'account.update', { id: snapshot.accounts[0]!.id, change })
  return call(workbench, 'workbench.snapshot', {})
}

async function call<Name extends CommandName>(
  { dispatch }: Workbench,
  name: Name,
  input: CommandInput<Name>,
): Promise<CommandResult<Name>> {
  const outcome = await dispatch(name, input)
  if (!outcome.ok) throw new UsageError({ zh: outcome.error.message, en: outcome.error.message })
  return outcome.value as CommandResult<Name>
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

interface Announcer {
  start(snapshot: Snapshot, controlUrl: string): void
  exchange(exchange: Exchange): void
}

function createJsonLines({ stdout }: Terminal): Announcer {
  const print = (value: unknown) => stdout.write(`${JSON.stringify(value)}\n`)
  return {
    start: ({ responder, accounts }, control) =>
      print({
        type: 'ready',
        responder: responder.origin + (accounts[0]?.path ?? ''),
        control,
        movedFrom: responder.movedFrom,
      }),
    exchange: (exchange) => print({ type: 'exchange', exchange }),
  }
}

function createTextLines({ stdout, language }: Terminal): Announcer {
  return {
    start: (snapshot, controlUrl) => stdout.write(describeStart(snapshot, controlUrl)[language]),
    exchange: (exchange) => stdout.write(`${describeExchange(exchange)[language]}\n`),
  }
}
