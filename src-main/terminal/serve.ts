import { randomBytes } from 'node:crypto'
import type { AccountChange } from '../../src-core/contract/account.ts'
import type { CommandInput, CommandName, CommandResult } from '../../src-core/contract/commands.ts'
import type { CommandError } from '../../src-core/contract/errors.ts'
import type { Snapshot } from '../../src-core/contract/workbench.ts'
import { clock } from '../node/clock.ts'
import { serveControl } from '../node/control-server.ts'
import { findDataDir } from '../node/data-dir.ts'
import { createWorkbench, DEFAULT_RESPONDER_PORT } from '../node/workbench.ts'
import type { Workbench } from '../node/workbench.ts'
import { integer, optional, UsageError } from './command.ts'
import type { OptionValues, Terminal, TerminalCommand } from './command.ts'
import { onEnter } from './enter.ts'
import { decodeAesKeyOption, decodeMode } from './mode.ts'
import { aesKeyOptions, readSecrets, tokenOptions } from './secret-options.ts'
import type { GivenSecrets } from './secret-options.ts'
import { decodeReply, relayTo } from './serve-reply.ts'
import type { WantedReply } from './serve-reply.ts'
import { createJsonLines, createTextLines, followExchanges } from './serve-lines.ts'
import { createWarnings, followSettings, warnOfSecrets } from './serve-warnings.ts'

const DEFAULT_CONTROL_PORT = 7789

export const serveCommand: TerminalCommand = {
  usage:
    'serve [--port N] [--control-port N] [--data DIR | --ephemeral] [--token T | --token-file F] [--app-id A]\n' +
    '         [--aes-key K | --aes-key-file F] [--mode plaintext|compatible|safe]\n' +
    '         [--reply success|empty|hold|text:…|relay:URL] [--json]',
  summary: {
    zh: '运行应答器，并打印浏览器里调试台的地址',
    en: 'run the responder, and print the address of the workbench for the browser',
  },
  options: {
    port: { type: 'string' },
    'control-port': { type: 'string' },
    data: { type: 'string' },
    ephemeral: { type: 'boolean' },
    ...tokenOptions,
    'app-id': { type: 'string' },
    ...aesKeyOptions,
    mode: { type: 'string' },
    reply: { type: 'string' },
    json: { type: 'boolean' },
  },
  run: serve,
}

async function serve(values: OptionValues, terminal: Terminal): Promise<number> {
  // All of it before anything is opened: wrong usage leaves nothing behind.
  const reply = decodeReply(optional(values, 'reply'))
  const port = integer(values, 'port', DEFAULT_RESPONDER_PORT, 65535)
  const controlPort = integer(values, 'control-port', DEFAULT_CONTROL_PORT, 65535)
  const dataDir = decodeDataDir(values, terminal)
  const secrets = await readSecrets(values, ['token', 'aesKey'], terminal)
  const change = decodeAccountChange(values, secrets)

  const ended = terminal.untilEnded()
  const warnings = createWarnings(terminal)
  const workbench = await createWorkbench({
    dataDir,
    port,
    version: terminal.version,
    findWorker: terminal.findWorker,
    report: warnings.report,
  })
  const lines = values['json'] ? createJsonLines(terminal) : createTextLines(terminal)
  const exchanges = followExchanges(workbench, lines)
  try {
    const snapshot = await prepareAccount(workbench, change, reply, secrets)
    warnOfSecrets(values, warnings)
    followSettings(workbench, snapshot.settings, warnings)
    const control = await serveControl({
      port: controlPort,
      served: workbench,
      token: randomBytes(24).toString('base64url'),
      rendererDir: terminal.rendererDir,
      clock,
      report: warnings.report,
    })
    const { link } = lines
    const stopReading = link ? onEnter(terminal.stdin, () => link(control)) : () => {}
    try {
      lines.start(snapshot, control)
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

function decodeDataDir(values: OptionValues, { env }: Terminal): string | null {
  const dir = optional(values, 'data')
  if (values['ephemeral'] && dir !== undefined) {
    throw new UsageError({
      zh: '--data 和 --ephemeral 只能用一个',
      en: '--data and --ephemeral exclude each other',
    })
  }
  return values['ephemeral'] ? null : (dir ?? findDataDir(env, process.platform))
}

function decodeAccountChange(values: OptionValues, { token, aesKey }: GivenSecrets): AccountChange {
  const appId = optional(values, 'app-id')
  const mode = decodeMode(values)
  // Looked at here, so that a slip of the pen is said at once and not with the first message.
  decodeAesKeyOption(aesKey)
  return {
    ...(token && { token: token.value }),
    ...(appId !== undefined && { appId }),
    ...(mode !== undefined && { mode }),
    ...(aesKey && { aesKey: aesKey.value }),
  }
}

/**
 * What was given at the start becomes the first account's, as if it had been set on the screen; where it cannot be
 * saved, for this run.
 */
async function prepareAccount(
  workbench: Workbench,
  wanted: AccountChange,
  reply: WantedReply | null,
  secrets: GivenSecrets,
): Promise<Snapshot> {
  const snapshot = await call(workbench, 'workbench.snapshot', {})
  const account = snapshot.accounts[0]!
  const change = { ...wanted, ...(reply && ('relay' in reply ? relayTo(account, reply.relay) : reply)) }
  if (Object.keys(change).length === 0) return snapshot
  const update = { id: account.id, change, evenIfUnsaved: true }
  await call(workbench, 'account.update', update, { token: secrets.token?.way })
  return call(workbench, 'workbench.snapshot', {})
}

async function call<Name extends CommandName>(
  { dispatch }: Workbench,
  name: Name,
  input: CommandInput<Name>,
  ways: Record<string, string | undefined> = {},
): Promise<CommandResult<Name>> {
  const outcome = await dispatch(name, input)
  if (outcome.ok) return outcome.value as CommandResult<Name>
  const { code, message } = outcome.error
  if (code === 'BACKEND_LOOP') throw new UsageError(LOOP)
  throw code === 'INVALID_INPUT' ? createUsageError(outcome.error, ways) : new Error(message)
}

const LOOP = {
  zh: '--reply relay: 的地址是调试台自己的应答地址，转发会绕圈',
  en: '--reply relay: is given the address of the responder itself; relaying there would go round in circles',
}

const OPTION_OF: Record<string, string> = {
  appId: '--app-id',
  policy: '--reply',
  backends: '--reply',
}

/** The contract names the field; who typed the command knows the option, or the other way in which it was given. */
function createUsageError(
  { details, message }: CommandError,
  ways: Record<string, string | undefined>,
): UsageError {
  const { issues = [] } = (details ?? {}) as { issues?: { path: string; message: string }[] }
  const field = issues[0]?.path.split('.')[1] ?? ''
  const option = ways[field] ?? OPTION_OF[field]
  if (!option) return new UsageError({ zh: message, en: message })
  return new UsageError({
    zh: `${option} 的值不能用：${issues[0]!.message}`,
    en: `${option} cannot be used: ${issues[0]!.message}`,
  })
}
