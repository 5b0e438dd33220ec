import { join } from 'node:path'
import type { History } from '../../src-core/ports.ts'
import { createMemoryHistory } from './history-memory.ts'
import { findSqlite, openSqliteHistory } from './history-sqlite.ts'

/**
 * History in `dataDir` where it can be had, else in memory with the reason said; null asks for memory. `report` is
 * told why a file could not be used.
 */
export function openHistory(dataDir: string | null, report: (error: unknown) => void): History {
  if (dataDir === null) return createMemoryHistory('ephemeral')
  const sqlite = findSqlite()
  if (!sqlite) return createMemoryHistory('unsupported')
  try {
    return createFailSafeHistory(openSqliteHistory(sqlite, join(dataDir, 'history.sqlite')), report)
  } catch (error) {
    report(error)
    return createMemoryHistory('failed')
  }
}

/**
 * Goes on in memory when the disk gives out (full, unplugged, a broken file): a message must be answered and shown
 * whatever the disk does. What was written stays readable from disk as long as that can be read.
 */
function createFailSafeHistory(disk: History, report: (error: unknown) => void): History {
  const memory = createMemoryHistory('failed')
  let failed = false

  function fail(error: unknown): void {
    if (!failed) report(error)
    failed = true
  }
  function tryDisk<Value>(read: () => Value, otherwise: Value): Value {
    try {
      return read()
    } catch (error) {
      fail(error)
      return otherwise
    }
  }

  return {
    status: () =>
      failed ? { ...memory.status(), count: disk.status().count + memory.status().count } : disk.status(),
    async record(exchange, summary) {
      if (!failed) {
        try {
          await disk.record(exchange, summary)
          return
        } catch (error) {
          fail(error)
        }
      }
      await memory.record(exchange, summary)
    },
    get: (id) => memory.get(id) ?? tryDisk(() => disk.get(id), null),
    list(query) {
      const newer = memory.list(query)
      const isOnDisk = query.before !== undefined && memory.get(query.before) === null
      if (isOnDisk) return tryDisk(() => disk.list(query), { items: [], more: false })
      if (newer.more || newer.items.length === query.limit) return { ...newer, more: true }
      const rest = tryDisk(() => disk.list({ limit: query.limit - newer.items.length }), {
        items: [],
        more: false,
      })
      return { items: [...newer.items, ...rest.items], more: rest.more }
    },
    amend(exchange, summary) {
      if (memory.get(exchange.id)) memory.amend(exchange, summary)
      else tryDisk(() => disk.amend(exchange, summary), undefined)
    },
    deliveries(query) {
      const newer = memory.deliveries(query)
      const older = tryDisk(() => disk.deliveries(query), [])
      return [...newer, ...older].slice(0, query.limit)
    },
    clear: async (which) => (await memory.clear(which)) + (await disk.clear(which)),
    async close() {
      await memory.close()
      await disk.close()
    },
  }
}
