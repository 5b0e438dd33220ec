import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Account } from '../../src-core/contract/account.ts'
import type { Preferences } from '../../src-core/contract/preferences.ts'
import type { History } from '../../src-core/ports/history.ts'
import { createFirstAccount } from '../../src-core/settings/accounts.ts'
import { readStored } from '../../src-core/settings/stored.ts'
import type { Stored } from '../../src-core/settings/stored.ts'
import { findDataDir } from '../node/data-dir.ts'
import { openHistory } from '../node/history/open-history.ts'
import { createPlainBox, createSettingsFile } from '../node/settings-file.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** The folder of `--data`, or the user's own. */
export function findGivenDataDir(data: string | undefined): string {
  return data ?? findDataDir(process.env, process.platform)
}

/** Opens the history of the folder, and closes it after `use`. Throws a UsageError if there is none and none may be made. */
export async function withHistory<Result>(
  dataDir: string,
  { stderr }: Pick<Terminal, 'stderr'>,
  { create }: { create: boolean },
  use: (history: History) => Promise<Result>,
): Promise<Result> {
  if (!create && !existsSync(join(dataDir, 'history.sqlite')))
    throw new UsageError({ zh: `${dataDir} 里没有历史记录`, en: `there is no history in ${dataDir}` })
  const report = (error: unknown): void =>
    void stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  const history = await openHistory(dataDir, { report })
  try {
    return await use(history)
  } finally {
    await history.close()
  }
}

/** Returns the accounts of the folder; secrets that a keychain holds are left out, and none of them is made up. */
export function readAccounts(dataDir: string): readonly Account[] {
  return readSettings(dataDir)?.accounts ?? []
}

/** Returns which issues are understood, and since when; see the preferences. */
export function readUnderstood(dataDir: string): Preferences['understood'] {
  return readSettings(dataDir)?.preferences.understood ?? {}
}

function readSettings(dataDir: string): Stored | null {
  const ports = {
    settingsFile: createSettingsFile(join(dataDir, 'settings.json')),
    secrets: createPlainBox('file'),
  }
  return readStored(ports, [], () => createFirstAccount(randomBytes)).stored
}
