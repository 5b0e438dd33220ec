import { randomBytes } from 'node:crypto'
import type { AccountChange } from '../../src-core/contract/account.ts'
import type { CommandInput, CommandName, CommandResult } from '../../src-core/contract/commands.ts'
import type { CommandError } from '../../src-core/contract/errors.ts'
import { DEFAULT_PREFERENCES } from '../../src-core/contract/preferences.ts'
import type { Snapshot } from '../../src-core/contract/workbench.ts'
import { clock } from '../node/clock.ts'
import { serveControl } from '../node/control-server.ts'
import { findDataDir } from '../node/data-dir.ts'
import { createWorkbench } from '../node/workbench.ts'
import type { Workbench } from '../node/workbench.ts'
import { AES_KEY, APP_ID, TOKEN } from './account-options.ts'
import { createCommand } from './command.ts'
import type { CommandTable, Values } from './command-table.ts'
import { onEnter } from './enter.ts'
import { decodeAesKeyOption, MODE } from './mode.ts'
import { createJsonLines, createTextLines, followExchanges } from './serve-lines.ts'
import { decodeReply, relayTo } from './serve-reply.ts'
import { createWarnings, followSettings, warnOfSecrets } from './serve-warnings.ts'
import { UsageError } from './usage-error.ts'

const SERVE = {
  name: 'serve',
  summary: {
    zh: '运行应答器，并打印浏览器里调试台的地址',
    en: 'run the responder, and print the address of the workbench for the browser',
  },
  options: {
    port: {
      kind: 'integer',
      value: 'N',
      min: 0,
      max: 65535,
      text: {
        zh: `应答器的端口，被占用时换一个；不给则用「设置」里的，最初是 ${DEFAULT_PREFERENCES.responderPort}；0 是任意空闲端口`,
        en: `port of the responder, or another if it is taken; else that of the settings, at first ${DEFAULT_PREFERENCES.responderPort}; 0 is any free one`,
      },
    },
    'control-port': {
      kind: 'integer',
      value: 'N',
      min: 0,
      max: 65535,
      text: {
        zh: `浏览器里调试台的端口，被占用时换一个；不给则用「设置」里的，最初是 ${DEFAULT_PREFERENCES.controlPort}；0 是任意空闲端口`,
        en: `port of the workbench in the browser, or another if it is taken; else that of the settings, at first ${DEFAULT_PREFERENCES.controlPort}; 0 is any free one`,
      },
    },
    data: {
      kind: 'text',
      value: 'DIR',
      text: {
        zh: '存放记录和设置的文件夹；不给则用环境变量 MPSCOPE_DATA，或系统存放应用数据的地方',
        en: 'folder of history and settings; else the environment variable MPSCOPE_DATA, or the system’s place for application data',
      },
    },
    ephemeral: {
      kind: 'flag',
      text: { zh: '什么都不保存，只在内存里', en: 'keep nothing, all of it in memory' },
    },
    token: {
      ...TOKEN,
      text: {
        zh: '第一个账号的 Token，和公众号后台填写的一致',
        en: 'token of the first account, the one registered in the console',
      },
    },
    'app-id': APP_ID,
    'aes-key': AES_KEY,
    mode: MODE,
    reply: {
      kind: 'text',
      value: 'REPLY',
      decode: decodeReply,
      text: {
        zh: '回复方式：success、empty（空回复）、hold（等你在调试台里写）、text:内容，或 relay:URL（转给这个后端）',
        en: 'how to reply: success, empty, hold (waits for you in the workbench), text:… or relay:URL (asks that backend)',
      },
    },
    json: {
      kind: 'flag',
      text: {
        zh: '每行输出一个 JSON 对象：先是 ready，然后每次收发一行',
        en: 'print one JSON object a line: ready first, then one an exchange',
      },
    },
  },
  exclusive: [['data', 'ephemeral']],
} as const satisfies CommandTable

type ServeValues = Values<typeof SERVE>

export const serveCommand = createCommand(SERVE, async (values, terminal) => {
  // Checks everything before it opens anything: wrong usage leaves nothing behind.
  const change = decodeAccountChange(values)

  const ended = terminal.untilEnded()
  const warnings = createWarnings(terminal)
  const workbench = await createWorkbench({
    dataDir: values.ephemeral ? null : (values.data ?? findDataDir(terminal.env, process.platform)),
    port: values.port ?? null,
    version: terminal.version,
    findWorker: terminal.findWorker,
    report: warnings.report,
  })
  const lines = values.json ? createJsonLines(terminal) : createTextLines(terminal)
  const exchanges = followExchanges(workbench, lines)
  try {
    const snapshot = await prepareAccount(workbench, change, values)
    warnOfSecrets({ token: values.token, 'aes-key': values['aes-key'] }, warnings)
    followSettings(workbench, snapshot.settings, warnings)
    const control = await serveControl({
      port: values['control-port'] ?? workbench.getPreferences().controlPort,
      served: workbench,
      token: randomBytes(24).toString('base64url'),
      rendererDir: terminal.rendererDir,
      look: workbench.getPreferences,
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
})

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
  { reply, token }: ServeValues,
): Promise<Snapshot> {
  const snapshot = await call(workbench, 'workbench.snapshot', {})
  const account = snapshot.accounts[0]!
  const change = { ...wanted, ...(reply && ('relay' in reply ? relayTo(account, reply.relay) : reply)) }
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

const LOOP = {
  zh: '--reply relay: 的地址是调试台自己的本地地址，转发会形成循环',
  en: '--reply relay: is given the address of the responder itself; relaying to it would loop',
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
