import { release, type } from 'node:os'
import type { About } from '../../src-core/contract/about.ts'
import { findSqlite } from './history/sqlite.ts'

/** In the order in which they are listed; only Electron has the first two. */
const PROGRAMS = { electron: 'Electron', chrome: 'Chromium', node: 'Node.js' }

export function describeSurroundings(dataDir: string | null): About {
  const { versions } = process
  return {
    system: `${type()} ${release()} ${process.arch}`,
    runtime: Object.entries(PROGRAMS).flatMap(([key, name]) => {
      const version = versions[key]
      return version === undefined ? [] : [{ name, version }]
    }),
    sqlite: findSqlite() ? (versions['sqlite'] ?? '') : null,
    dataDir,
  }
}
