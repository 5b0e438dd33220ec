import { setTimeout as delay } from 'node:timers/promises'
import { join } from 'node:path'
import type { History, HistoryListener } from '../../../src-core/ports/history.ts'
import { createConnection } from './connection.ts'
import { createDiskHistory } from './disk-history.ts'
import { findFault } from './faults.ts'
import { createMemoryHistory } from './memory-history.ts'
import { findSqlite } from './sqlite.ts'

/**
 * The start waits so long for another shell that holds the file, as a shell does that creates it at the same moment.
 */
const OPENING_MS = 1000
const OPENING_STEP_MS = 10

export interface HistoryOptions {
  /** Is told why the disk takes nothing, and which files are damaged. */
  report(error: unknown): void
  /**
   * The most bytes of the file; beyond that the oldest exchanges are deleted. Without it nothing is, until `limitBytes` says
   * what the settings want: another bound would delete at each start what they let stay.
   */
  maxBytes?: number
}

/**
 * Opens the history in `dataDir`, or creates it if there is none; null asks for memory. Never rejects: if the folder
 * cannot be written, the stored exchanges are still read, and the status says why new ones are only in memory.
 */
export async function openHistory(
  dataDir: string | null,
  { report, maxBytes = Infinity }: HistoryOptions,
): Promise<History> {
  if (dataDir === null) return createMemoryHistory('ephemeral')
  const sqlite = findSqlite()
  if (!sqlite) return createMemoryHistory('unsupported')
  const listener: { current?: HistoryListener } = {}
  const connection = createConnection(sqlite, join(dataDir, 'history.sqlite'), {
    report,
    salvaged: () => listener.current?.changed(history.status()),
  })
  const deadline = performance.now() + OPENING_MS
  for (;;) {
    try {
      connection.writable()
      break
    } catch (error) {
      if (findFault(error, connection.path) !== 'locked' || performance.now() > deadline) break
    }
    await delay(OPENING_STEP_MS)
  }
  const history: History = createDiskHistory(connection, { maxBytes, report, listener })
  return history
}
