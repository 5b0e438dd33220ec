import { userInfo } from 'node:os'
import { describeSettings } from '../../src-core/contract/settings-notices.ts'
import type { Bilingual } from '../../src-core/contract/text.ts'
import type { SettingsStatus, Snapshot } from '../../src-core/contract/workbench.ts'
import type { LeftOverTunnel } from '../../src-core/contract/tunnel.ts'
import { TUNNEL_PROGRAMS } from '../../src-core/contract/tunnel-programs.ts'
import type { Workbench } from '../node/workbench.ts'
import { createBoundedOutput } from './bounded-output.ts'
import { oneLine } from './one-line.ts'
import type { GivenSecret } from './option.ts'
import { waysOf } from './secret-options.ts'
import { describeDropped } from './serve-text.ts'
import type { Terminal } from './terminal.ts'

/** Says on stderr, one line each, what `serve` has to say besides its results. */
export interface Warnings {
  say(text: Bilingual): void
  /** Says that something failed, in the words of the system or the runtime. */
  report(error: unknown): void
}

export function createWarnings({ stderr, language }: Terminal): Warnings {
  const output = createBoundedOutput(stderr, (count) => `mpscope: ${describeDropped(count)[language]}`)
  const say = (text: string) => output.line(`mpscope: ${oneLine(text)}`)
  return {
    say: (text) => say(text[language]),
    report: (error) => say(error instanceof Error ? error.message : String(error)),
  }
}

/** Says what people need to know of the settings, now and when that changes; each sentence once. */
export function followSettings({ subscribe }: Workbench, now: SettingsStatus, { say }: Warnings): void {
  const said = new Set<string>()
  const tell = (status: SettingsStatus) => {
    for (const notice of describeSettings(status)) {
      if (said.has(notice.en)) continue
      said.add(notice.en)
      say(notice)
    }
  }
  tell(now)
  subscribe((event) => {
    if (event.type === 'settings.changed') tell(event.settings)
  })
}

const NOT_OURS = ['read-only', 'unreadable', 'failed']

/** Says what to do if the folder of the data does not let us keep something. */
export function adviseOnFolder(folder: string, { history, settings }: Snapshot, { say }: Warnings): void {
  if (![history, settings].some(({ reason }) => reason !== null && NOT_OURS.includes(reason))) return
  const user = findUser()
  say({
    zh: `用户 ${user} 不能读写 ${folder}：把文件夹和里面的文件交给这个用户，或用 --data 换一个文件夹；在 systemd 里用 StateDirectory=`,
    en: `the user ${user} cannot read and write ${folder}: give the folder and its files to that user, or name another folder with --data; under systemd, use StateDirectory=`,
  })
}

function findUser(): string {
  try {
    return userInfo().username
  } catch {
    // In a container a user may have a number only.
    return String(process.getuid?.())
  }
}

/**
 * Says that an earlier run left a tunnel program behind, and that the tunnel has failed: each once. Call it before
 * anything else is waited for.
 */
export function followTunnel({ subscribe }: Workbench, { say }: Warnings): void {
  let leftOver: LeftOverTunnel | null = null
  let said: Bilingual | null = null
  subscribe((event) => {
    if (event.type !== 'tunnel.changed') return
    const { leftOver: left, failure } = event.tunnel
    if (left !== null && left.pid !== leftOver?.pid) say(describeLeftOver(left))
    leftOver = left
    if (failure !== null && failure.text.en !== said?.en)
      say({ zh: failure.text.zh + failure.remedy.zh, en: `${failure.text.en} ${failure.remedy.en}` })
    said = failure?.text ?? null
  })
}

function describeLeftOver({ program, pid }: LeftOverTunnel): Bilingual {
  const { name } = TUNNEL_PROGRAMS[program]
  return {
    zh: `上次运行的隧道程序 ${name} 还在运行（进程 ${pid}），可以在调试台里停掉它`,
    en: `the tunnel program ${name} of an earlier run is still running (process ${pid}); it can be stopped in the workbench`,
  }
}

/** Explains how to keep a secret private, for the first one on the command line; the secret is used all the same. */
export function warnOfSecrets(
  secrets: Readonly<Record<string, GivenSecret | undefined>>,
  { say }: Warnings,
): void {
  const typed = Object.entries(secrets)
    .map(([name, secret]) => ({ way: secret?.way, ways: waysOf(name) }))
    .find(({ way, ways }) => way === ways.option)
  if (!typed) return
  const { option, file, variable } = typed.ways
  say({
    zh: `${option} 写在命令行里，本机其他用户（进程列表）、shell 历史和 npm 日志都可能看到；改用 ${file} 文件或环境变量 ${variable} 就看不到`,
    en: `${option} on the command line can be seen by others (process list, shell history, npm's logs); ${file} FILE or the environment variable ${variable} keeps it to yourself`,
  })
}
