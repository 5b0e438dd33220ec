import { randomBytes } from 'node:crypto'
import { accessSync, constants, mkdirSync } from 'node:fs'
import type { AccountChange } from '../../src-core/contract/account.ts'
import type { CommandInput, CommandName, CommandResult } from '../../src-core/contract/commands.ts'
import type { CommandError } from '../../src-core/contract/errors.ts'
import type { Snapshot } from '../../src-core/contract/workbench.ts'
import { reportUncaught } from '../host/uncaught.ts'
import { clock } from '../node/clock.ts'
import { serveControl } from '../node/control-server.ts'
import { findDataDir } from '../node/data-dir.ts'
import { createWorkbench, DEFAULT_RESPONDER_PORT } from '../node/workbench.ts'
import type { Workbench } from '../node/workbench.ts'
import { integer, optional, UsageError } from './command.ts'
import type { OptionValues, Terminal, TerminalCommand } from './command.ts'
import { onEnter } from './enter.ts'
import { decodeAesKeyOption, decodeMode } from './mode.ts'
import { oneLine } from './one-line.ts'
import { decodeReply, relayTo } from './serve-reply.ts'
import type { WantedReply } from './serve-reply.ts'
import { createJsonLines, createTextLines, followExchanges } from './serve-lines.ts'

const DEFAULT_CONTROL_PORT = 7789

export const serveCommand: TerminalCommand = {
  usage:
    'serve [--port N] [--control-port N] [--data DIR | --ephemeral] [--token T] [--app-id A] [--aes-key K]\n' +
    '         [--mode plaintext|compatible|safe] [--reply success|empty|hold|text:…|relay:URL] [--json]',
  summary: {
    zh: '运行应答器，并打印浏览器里调试台的地址',
    en: 'run the responder, and print the address of the workbench for the browser',
  },
  options: {
    port: { type: 'string' },
    'control-port': { type: 'string' },
    data: { type: 'string' },
    ephemeral: { type: 'boolean' },
    token: { type: 'string' },
    'app-id': { type: 'string' },
    'aes-key': { type: 'string' },
    mode: { type: 'string' },
    reply: { type: 'string' },
    json: { type: 'boolean' },
  },
  run: serve,
}

async function serve(values: OptionValues, terminal: Terminal): Promise<number> {
  // All of it before anything is opened: wrong usage leaves nothing behind.
  const change = decodeAccountChange(values)
  const reply = decodeReply(optional(values, 'reply'))
  const port = integer(values, 'port', DEFAULT_RESPONDER_PORT, 65535)
  const controlPort = integer(values, 'control-port', DEFAULT_CONTROL_PORT, 65535)
  const wantedDir = decodeDataDir(values)

  const ended = terminal.untilEnded()
  const report = (error: unknown) =>
    void terminal.stderr.write(
      `mpscope: ${oneLine(error instanceof Error ? error.message : String(error))}\n`,
    )
  reportUncaught((error) => {
    const cause = error instanceof Error ? error.message : String(error)
    const text = { zh: `程序内部出错，仍在运行：${cause}`, en: `an internal error, still running: ${cause}` }
    report(new Error(text[terminal.language]))
  }, report)
  const dataDir = wantedDir === null || isUsable(wantedDir, report) ? wantedDir : null
  const workbench = await createWorkbench({
    dataDir,
    port,
    version: terminal.version,
    conversionWorker: terminal.conversionWorker,
    report,
  })
  const lines = values['json'] ? createJsonLines(terminal) : createTextLines(terminal)
  // Up to here and through `prepareAccount` nothing waits for the outside, so no request can have come before.
  const exchanges = followExchanges(workbench, lines)
  try {
    const snapshot = await prepareAccount(workbench, change, reply)
    const control = await serveControl({
      port: controlPort,
      served: workbench,
      token: randomBytes(24).toString('base64url'),
      rendererDir: terminal.rendererDir,
      clock,
      report,
    })
    const { link } = lines
    const stopReading = link ? onEnter(terminal.stdin, () => link(control)) : () => {}
    try {
      lines.start(dataDir === wantedDir ? snapshot : sayNotKept(snapshot), control)
      exchanges.begin()
      return await ended
    } finally {
      stopReading()
      await control.close()
    }
  } finally {
    exchanges.flush()
    await workbench.close()
  }
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

/** A folder that cannot be made or written is no reason to miss a message: then nothing is kept, and that is said. */
function isUsable(dir: string, report: (error: unknown) => void): boolean {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK)
    return true
  } catch (error) {
    report(error)
    return false
  }
}

function sayNotKept(snapshot: Snapshot): Snapshot {
  return { ...snapshot, history: { ...snapshot.history, reason: 'failed' } }
}

function decodeAccountChange(values: OptionValues): AccountChange {
  const token = optional(values, 'token')
  const appId = optional(values, 'app-id')
  const mode = decodeMode(values)
  // Looked at here, so that a slip of the pen is said at once and not with the first message.
  const aesKey = decodeAesKeyOption(values) && optional(values, 'aes-key')
  return {
    ...(token !== undefined && { token }),
    ...(appId !== undefined && { appId }),
    ...(mode !== undefined && { mode }),
    ...(aesKey !== undefined && { aesKey }),
  }
}

/** What was given on the command line becomes the first account's, as if it had been set on the screen. */
async function prepareAccount(
  workbench: Workbench,
  wanted: AccountChange,
  reply: WantedReply | null,
): Promise<Snapshot> {
  const snapshot = await call(workbench, 'workbench.snapshot', {})
  const account = snapshot.accounts[0]!
  const change = { ...wanted, ...(reply && ('relay' in reply ? relayTo(account, reply.relay) : reply)) }
  if (Object.keys(change).length === 0) return snapshot
  await call(workbench, 'account.update', { id: account.id, change })
  return call(workbench, 'workbench.snapshot', {})
}

async function call<Name extends CommandName>(
  { dispatch }: Workbench,
  name: Name,
  input: CommandInput<Name>,
): Promise<CommandResult<Name>> {
  const outcome = await dispatch(name, input)
  if (outcome.ok) return outcome.value as CommandResult<Name>
  const { code, message } = outcome.error
  if (code === 'BACKEND_LOOP') throw new UsageError(LOOP)
  throw code === 'INVALID_INPUT' ? createUsageError(outcome.error) : new Error(message)
}

const LOOP = {
  zh: '--reply relay: 的地址是调试台自己的应答地址，转发会绕圈',
  en: '--reply relay: is given the address of the responder itself; relaying there would go round in circles',
}

const OPTION_OF: Record<string, string> = {
  token: '--token',
  appId: '--app-id',
  policy: '--reply',
  backends: '--reply',
}

/** The contract names the field; who typed the command knows the option. */
function createUsageError({ details, message }: CommandError): UsageError {
  const { issues = [] } = (details ?? {}) as { issues?: { path: string; message: string }[] }
  const option = OPTION_OF[issues[0]?.path.split('.')[1] ?? '']
  if (!option) return new UsageError({ zh: message, en: message })
  return new UsageError({
    zh: `${option} 的值不能用：${issues[0]!.message}`,
    en: `${option} cannot be used: ${issues[0]!.message}`,
  })
}
