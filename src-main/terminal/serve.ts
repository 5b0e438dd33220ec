import { randomBytes } from 'node:crypto'
import type { AccountChange } from '../../src-core/contract/account.ts'
import type { CommandInput, CommandName, CommandResult } from '../../src-core/contract/commands.ts'
import type { CommandError } from '../../src-core/contract/errors.ts'
import { DEFAULT_PREFERENCES } from '../../src-core/contract/preferences.ts'
import type { ResponderStatus, Snapshot } from '../../src-core/contract/workbench.ts'
import { boundGarbage } from '../node/bound-garbage.ts'
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
import { decodeReply, LOOP, relayTo } from './serve-reply.ts'
import { chooseRetention, decodeAge, DURABLE } from './serve-retention.ts'
import {
  adviseOnFolder,
  createWarnings,
  followSettings,
  followTunnel,
  warnOfSecrets,
} from './serve-warnings.ts'
import type { Terminal } from './terminal.ts'
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
    'no-guard': {
      kind: 'flag',
      text: {
        zh: '和 --reply relay:URL 一起用：后端的回复一律原样带回，迟到或无效时也不改成 success',
        en: 'with --reply relay:URL: pass on whatever the backend replies, and never success in place of a late or invalid reply',
      },
    },
    keep: {
      kind: 'text',
      value: 'AGE',
      decode: decodeAge,
      text: {
        zh: '收发记录保留多久，如 7d 或 12h；不给则按设置',
        en: 'how long to keep exchanges, as in 7d or 12h; else as the settings say',
      },
    },
    'keep-rows': {
      kind: 'integer',
      value: 'N',
      min: 1,
      max: 10_000_000,
      text: {
        zh: '最多保留多少条收发记录，旧的先删；被拒的请求另有上限',
        en: 'how many exchanges to keep, the newest; refused ones have a limit of their own',
      },
    },
    durable: { kind: 'flag', text: DURABLE },
    'no-control': {
      kind: 'flag',
      text: {
        zh: '不开浏览器里的调试台：长期运行的服务用不着它',
        en: 'open no workbench for the browser, which a service does without',
      },
    },
    'strict-port': {
      kind: 'flag',
      text: {
        zh: '应答器的端口被占用时退出，而不是换一个',
        en: 'end if the responder’s port is taken, instead of taking another',
      },
    },
    'no-words': {
      kind: 'flag',
      text: {
        zh: '每次收发的那一行里不写用户发的内容，原因只写名称',
        en: 'leave what users write out of the line of an exchange; causes by their name only',
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
  exclusive: [
    ['data', 'ephemeral'],
    ['durable', 'ephemeral'],
    ['control-port', 'no-control'],
    ['json', 'no-words'],
  ],
} as const satisfies CommandTable

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
          clock,
          report: warnings.report,
        })
    controlPort = control?.port ?? null
    const { link } = lines
    const stopReading = control && link ? onEnter(terminal.stdin, () => link(control)) : () => {}
    try {
      lines.start(snapshot, control)
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
