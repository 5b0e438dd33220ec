import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { History } from '../../src-core/ports/history.ts'
import { findDataDir } from '../node/data-dir.ts'
import { openHistory } from '../node/history/open-history.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** Opens the history in this folder, or where the workbench keeps it. Throws a UsageError if there is none. */
export async function openGivenHistory(
  data: string | undefined,
  { stderr }: Pick<Terminal, 'stderr'>,
): Promise<History> {
  const dataDir = data ?? findDataDir(process.env, process.platform)
  // Looking something up must not make a history where there is none.
  if (!existsSync(join(dataDir, 'history.sqlite')))
    throw new UsageError({ zh: `${dataDir} 里没有历史记录`, en: `there is no history in ${dataDir}` })
  const report = (error: unknown): void =>
    void stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  return openHistory(dataDir, { report })
}
