import { describeSettings } from '../../src-core/contract/settings-notices.ts'
import type { Bilingual } from '../../src-core/contract/text.ts'
import type { SettingsStatus } from '../../src-core/contract/workbench.ts'
import type { Workbench } from '../node/workbench.ts'
import { createBoundedOutput } from './bounded-output.ts'
import type { OptionValues, Terminal } from './command.ts'
import { oneLine } from './one-line.ts'
import { findSecretOnCommandLine } from './secret-options.ts'
import { describeDropped } from './serve-text.ts'

/** What `serve` has to say besides its results: a line each on stderr. */
export interface Warnings {
  say(text: Bilingual): void
  /** Of something that failed and is in the system's or the runtime's words. */
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

/** Says what there is to say of the settings, now and when that changes; each sentence once. */
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

/** A secret on the command line is used, and how to keep it to oneself is said. */
export function warnOfSecrets(values: OptionValues, { say }: Warnings): void {
  const found = findSecretOnCommandLine(values)
  if (!found) return
  say({
    zh: `${found.option} 写在命令行里，本机其他用户（进程列表）、shell 历史和 npm 日志都可能看到；改用 ${found.file} 文件或环境变量 ${found.variable} 就看不到`,
    en: `${found.option} on the command line can be seen by others (process list, shell history, npm's logs); ${found.file} FILE or the environment variable ${found.variable} keeps it to yourself`,
  })
}
