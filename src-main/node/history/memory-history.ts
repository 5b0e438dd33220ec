import { randomUUID } from 'node:crypto'
import { DEFAULT_PREFERENCES } from '../../../src-core/contract/preferences.ts'
import type { HistoryReason } from '../../../src-core/contract/workbench.ts'
import { CommandFailure } from '../../../src-core/contract/errors.ts'
import type { History, HistoryListener, RefusedLimit } from '../../../src-core/ports/history.ts'
import { createExamine } from './examining.ts'
import { createMemoryRows } from './memory-rows.ts'
import { createMemorySearch } from './memory-search.ts'
import { countValues } from './counting-values.ts'
import { surveyMemory } from './surveying.ts'
import type { Taken } from './memory-rows.ts'

/** The most that is kept if there is only memory. */
const BOUNDS = { rows: 5000, bytes: 128 * 1024 * 1024 }

export const DEFAULT_REFUSED_LIMIT: RefusedLimit = {
  rows: DEFAULT_PREFERENCES.refusedRows,
  bytes: DEFAULT_PREFERENCES.refusedBytes,
}

/** History for this run only, bounded. */
export function createMemoryHistory(reason: HistoryReason, bounds = BOUNDS): History {
  const rows = createMemoryRows(bounds, DEFAULT_REFUSED_LIMIT)
  const examine = createExamine()
  let listener: HistoryListener | undefined
  const hidden = new Map<string, Taken[]>()
  return {
    status: () => ({
      kept: 'memory',
      reason,
      count: rows.size,
      waiting: 0,
      dropped: 0,
      damaged: null,
      deleted: false,
    }),
    watch: (wanted) => (listener = wanted),
    async record(exchange, summary) {
      rows.add({ exchange, summary })
    },
    get: rows.get,
    has: (id) => rows.get(id) !== null,
    list: rows.list,
    search: (where, grouping = 'none') => createMemorySearch(rows, examine, where, grouping),
    survey: async (where, take) => surveyMemory(rows, examine, where, take),
    values: (key, begins, limit) => countValues(rows.values(key), begins, limit),
    deliveries: rows.deliveries,
    amend: (exchange, summary) => void rows.amend({ exchange, summary }),
    // A held request ends with the process, as everything here does.
    hold() {},
    takeInterrupted: async () => [],
    count: rows.count,
    size: () => null,
    setDurable() {},
    isDurable: () => false,
    limitBytes() {},
    limitRefused: rows.limitRefused,
    async hide(target) {
      const removal = randomUUID()
      const taken = rows.take(target)
      hidden.set(removal, taken)
      listener?.hidden(target)
      return { removal, count: taken.length }
    },
    async restore(removal) {
      const taken = hidden.get(removal)
      if (!taken) throw new CommandFailure('NOT_FOUND', 'What was removed is gone already.')
      hidden.delete(removal)
      rows.restore(taken)
      listener?.restored()
    },
    async erase(removal) {
      hidden.delete(removal)
    },
    async removeBeyond(kept) {
      const gone = rows.removeBeyond(kept)
      if (gone.length > 0) listener?.removed(gone, rows.size)
      return gone.length
    },
    async close() {},
  }
}
