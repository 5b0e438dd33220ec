import { randomBytes } from 'node:crypto'
import type { AccountChange } from '../../src-core/contract/account.ts'
import type { CommandInput, CommandName, CommandResult } from '../../src-core/contract/commands.ts'
import type { CommandError } from '../../src-core/contract/errors.ts'
import type { ResponderStatus, Snapshot } from '../../src-core/contract/workbench.ts'
import { boundGarbage } from '../node/bound-garbage.ts'
import { clock } from '../node/clock.ts'
import { serveControl } from '../node/control-server.ts'
import { findDataDir } from '../node/data-dir.ts'
import { createWorkbench } from '../node/workbench.ts'
import type { Workbench } from '../node/workbench.ts'
import { createCommand } from './command.ts'
import type { Values } from './command-table.ts'
import { onEnter } from './enter.ts'
import { decodeAesKeyOption } from './mode.ts'
import { openBrowser } from './serve-open.ts'
import { createJsonLines, createTextLines, followExchanges } from './serve-lines.ts'
import { LOOP, relayTo } from './serve-reply.ts'
import { SERVE } from './serve-options.ts'
import { chooseRetention } from './serve-retention.ts'
import {
  adviseOnFolder,
  createWarnings,
  followSettings,
  followTunnel,
  warnOfSecrets,
} from './serve-warnings.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

type ServeValues = Values<typeof SERVE>

export const serveCommand = createCommand(SERVE, async (values, terminal) => {
  // Checks everything before it opens anything: wrong usage leaves nothing behind.
  const change = decodeAccountChange(values)
  const retention = chooseRetention(values.keep, values['keep-rows'])
  if (values['no-guard'] && !(values.reply && 'relay' in values.reply)) refuseNoGuard()

  const ended = terminal.untilEnded()
  const warnings = createWarnings(terminal)
  const dataDir = values.ephemeral ? null : (values.data ?? findDataDir(terminal.env, process.platform))
  let controlPort: number | null = null
  const workbench = await createWorkbench({
    dataDir,
    port: values.port ?? null,
    controlPort: () => controlPort,
    version: terminal.version,
    updateSource: terminal.updateSource,
    findWorker: terminal.findWorker,
    retention,
    durable: values.durable,
    report: warnings.report,
  })
  const lines = values.json
    ? createJsonLines(terminal, retention)
    : createTextLines(terminal, retention, { words: !values['no-words'] })
  const exchanges = followExchanges(workbench, lines)
  followTunnel(workbench, warnings)
  try {
    if (values['strict-port']) refuseMoved(workbench.responder(), terminal.language)
    const snapshot = await prepareAccount(workbench, change, values)
    warnOfSecrets({ token: values.token, 'aes-key': values['aes-key'] }, warnings)
    followSettings(workbench, snapshot.settings, warnings)
    if (dataDir !== null) adviseOnFolder(dataDir, snapshot, warnings)
    const control = values['no-control']
      ? null
      : await serveControl({
          port: values['control-port'] ?? workbench.getPreferences().controlPort,
          served: workbench,
          token: randomBytes(24).toString('base64url'),
          rendererDir: terminal.rendererDir,
          look: workbench.getPreferences,
          program: terminal.program,
          clock,
          report: warnings.report,
        })
    controlPort = control?.port ?? null
    const { link } = lines
    const stopReading = control && link ? onEnter(terminal.stdin, () => link(control)) : () => {}
    try {
      lines.start(snapshot, control)
      if (values.open && control) openBrowser(control, terminal, warnings)
      exchanges.begin()
      boundGarbage()
      return await ended
    } finally {
      stopReading()
      await control?.close()
    }
  } finally {
    exchanges.flush()
    await workbench.close()
  }
})

function refuseNoGuard(): never {
  throw new UsageError({
    zh: '--no-guard 要和 --reply relay:URL 一起用',
    en: '--no-guard goes with --reply relay:URL',
  })
}

/** Throws if the responder listens on another port than the one that it was to have: nobody would find it there. */
function refuseMoved({ movedFrom }: ResponderStatus, language: Terminal['language']): void {
  if (movedFrom === null) return
  const text = { zh: `端口 ${movedFrom} 已被占用`, en: `port ${movedFrom} is taken` }
  throw new Error(text[language])
}

function decodeAccountChange({
  token,
  'app-id': appId,
  mode,
  'aes-key': aesKey,
}: ServeValues): AccountChange {
  // Checked here, so that a typing error is reported at once and not with the first message.
  decodeAesKeyOption(aesKey)
  return {
    ...(token && { token: token.value }),
    ...(appId !== undefined && { appId }),
    ...(mode !== undefined && { mode }),
    ...(aesKey && { aesKey: aesKey.value }),
  }
}

/**
 * Sets the options of the start on the first account, as the screen would; if they cannot be saved, they hold for this
 * run.
 */
async function prepareAccount(
  workbench: Workbench,
  wanted: AccountChange,
  { reply, token, 'no-guard': noGuard }: ServeValues,
): Promise<Snapshot> {
  const snapshot = await call(workbench, 'workbench.snapshot', {})
  const account = snapshot.accounts[0]!
  const policy = reply && ('relay' in reply ? relayTo(account, reply.relay, !noGuard) : reply)
  const change = { ...wanted, ...policy }
  if (Object.keys(change).length === 0) return snapshot
  const update = { id: account.id, change, evenIfUnsaved: true }
  await call(workbench, 'account.update', update, { token: token?.way })
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

const OPTION_OF: Record<string, string> = {
  appId: '--app-id',
  policy: '--reply',
  backends: '--reply',
}

/** The contract names the field; the user knows the option, or the other way in which it was given. */
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
