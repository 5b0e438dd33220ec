import { existsSync } from 'node:fs'
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises'
import { CommandFailure } from '../../../src-core/contract/errors.ts'
import type { Exchange } from '../../../src-core/contract/exchange.ts'
import type { HistoryStatus } from '../../../src-core/contract/workbench.ts'
import { isWhole } from '../../../src-core/history/cleared-part.ts'
import type { ClearedHistory, ClearedPart, History, HistoryListener } from '../../../src-core/ports.ts'
import type { Connection } from './connection.ts'
import { decodeExchange } from './encoding.ts'
import type { EncodedExchange } from './encoding.ts'
import { beginErasing, emptyWal, erase, isErasing } from './erasing.ts'
import { measureFiles } from './database-file.ts'
import { findFault } from './faults.ts'
import { DEFAULT_REFUSED_LIMIT } from './memory-history.ts'
import { createRecentMessages } from './recent-messages.ts'
import { latestOrder, removeNext, removeRows } from './removing.ts'
import type { Store } from './store.ts'
import { createWaitingRoom } from './waiting-room.ts'
import { createWriter } from './writer.ts'

/** Milliseconds between two checks whether another shell changed the file, or somebody deleted it. */
const FOLLOW_MS = 1000
/** Clearing waits so long for others who write or read the file, and tries again after each step. */
const PATIENCE_MS = 10_000
const PATIENCE_STEP_MS = 20

export interface DiskHistoryOptions {
  /** The most bytes of the file; beyond that the oldest exchanges are deleted. */
  maxBytes: number
  report(error: unknown): void
  /** Holds the listener that is told of changes, once there is one. */
  listener: { current?: HistoryListener }
}

/**
 * History in a file. Every exchange is committed before its reply leaves, in one commit with all that is in flight.
 * Exchanges that the disk does not take wait in memory, where they can be found, and are written in order when the disk
 * is well again. Nothing here blocks the process while it waits.
 */
export function createDiskHistory(
  connection: Connection,
  { maxBytes, report, listener }: DiskHistoryOptions,
): History {
  let refusedLimit = DEFAULT_REFUSED_LIMIT
  let closed = false
  let erasing: Promise<void> = Promise.resolve()
  let isErasingDue = false
  const room = createWaitingRoom(refusedLimit)
  const writer = createWriter({
    connection,
    room,
    refusedLimit: () => refusedLimit,
    maxBytes,
    report,
    changed: tellChanged,
  })

  function status(): HistoryStatus {
    const reason = writer.reason()
    return {
      kept: reason === null ? 'disk' : 'memory',
      reason,
      count: (connection.store?.count() ?? 0) + room.size,
      waiting: writer.isBehind() ? room.size : 0,
      dropped: room.dropped,
      damaged: connection.damaged,
      deleted: connection.deleted,
    }
  }

  function tellChanged(): void {
    listener.current?.changed(status())
  }

  function follow(): void {
    const { store } = connection
    if (!store) return
    if (!isInPlace(store)) return writer.writeNow()
    const { changed, clearedAll, clearedStrangers } = connection.read((one) => one.follow(), NOTHING)
    if (clearedAll) listener.current?.cleared('all')
    else if (clearedStrangers) listener.current?.cleared('strangers')
    if (changed) {
      // The other shell may go on writing until the next check.
      recent.doubt(Date.now() + 2 * FOLLOW_MS)
      tellChanged()
    }
    if (isErasingDue) eraseSoon().catch(report)
  }

  /** Tries again for a while if another process is in the way; everything else gets turns in between. */
  async function patiently<Value>(run: () => Value): Promise<Value> {
    const deadline = performance.now() + PATIENCE_MS
    for (;;) {
      try {
        return run()
      } catch (error) {
        const isLocked = findFault(error, connection.path) === 'locked'
        if (!isLocked || closed || performance.now() > deadline) throw error
      }
      await delay(PATIENCE_STEP_MS)
    }
  }

  /** Erases cleared exchanges in steps, between which everything else has its turn. */
  async function eraseCleared(): Promise<void> {
    // The rest is erased at the next start if the history closes before the end.
    while (await patiently(() => !closed && erase(connection.writable()))) await turn()
    await patiently(() => closed || emptyWal(connection.writable()))
  }

  function eraseSoon(): Promise<void> {
    isErasingDue = false
    const done = erasing.then(eraseCleared)
    erasing = done.catch(() => void (isErasingDue = true))
    return done
  }

  /** Clears the exchanges on disk and the waiting ones in one call, since those that come after it stay. */
  function beginClearing(which: ClearedHistory): number {
    const removed = isAnythingThere() ? beginErasing(connection.writable(), which) : 0
    const waited = room.clear(which, {})
    listener.current?.cleared(which)
    return removed + waited.length
  }

  /** Removes a part of the exchanges step by step; those that come meanwhile stay. */
  async function clearPart(which: ClearedHistory, only: ClearedPart): Promise<number> {
    const { upTo, waited } = await patiently(() => ({
      upTo: isAnythingThere() ? latestOrder(connection.writable()) : 0,
      waited: room.clear(which, only),
    }))
    let removed = tellRemoved(waited)
    const remove = (after: number) =>
      patiently(() => (closed ? null : removeNext(connection.writable(), which, only, { after, upTo })))
    let after = 0
    for (let step = await remove(after); step; step = await remove(after)) {
      removed += tellRemoved(step.ids)
      after = step.last
      await turn()
    }
    return removed
  }

  function tellRemoved(ids: readonly string[]): number {
    if (ids.length > 0) listener.current?.removed(ids, status().count)
    return ids.length
  }

  function isAnythingThere(): boolean {
    return connection.store !== null || existsSync(connection.path)
  }

  /** Runs `remove`, and resolves when no file holds any more what it removed. */
  async function removing(remove: () => Promise<number>): Promise<number> {
    try {
      writer.writeNow()
      const removed = await remove()
      if (isAnythingThere()) await eraseSoon()
      return removed
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new CommandFailure('HISTORY_NOT_CLEARED', `The history is not cleared: ${reason}`, { reason })
    }
  }

  writer.writeNow()
  const recent = createRecentMessages(findKnownSince(connection))
  const following = setInterval(follow, FOLLOW_MS).unref()
  if (connection.read((store) => isErasing(store), false)) eraseSoon().catch(report)

  return {
    status,
    watch: (wanted) => (listener.current = wanted),
    record(exchange, summary) {
      room.add({ exchange, summary })
      recent.note(exchange)
      return writer.committed(exchange.id)
    },
    get(id) {
      const waiting = room.get(id)
      if (waiting) return waiting
      const row = connection.read((store) => store.find(id), null)
      return row && decodeRow(id, row)
    },
    has: (id) => room.has(id) || connection.read((store) => store.find(id), null) !== null,
    list(query) {
      const { where, before, limit } = query
      const isOnDisk = before !== undefined && !room.has(before)
      const newer = isOnDisk ? NO_ROWS : room.list(query)
      if (newer.more) return newer
      const older = {
        ...(where && { where: room.forDisk(where) }),
        before: isOnDisk ? before : undefined,
        limit: limit - newer.items.length,
      }
      const { items, more } = connection.read((store) => store.list(older), NO_ROWS)
      return { items: [...newer.items, ...items.map((one) => room.amended(one.id)?.summary ?? one)], more }
    },
    amend(exchange, summary) {
      room.amend({ exchange, summary })
      writer.writeNow()
    },
    deliveries(query) {
      if (!recent.mayHaveCome(query)) return []
      const older = connection.read((store) => store.deliveries(query), [])
      return [...room.deliveries(query), ...older].slice(0, query.limit)
    },
    hold(exchange) {
      room.hold(exchange)
      writer.writeNow()
    },
    async takeInterrupted() {
      const { store } = connection
      if (!store || store.file.readOnly) return []
      try {
        return await patiently(() => store.takeInterrupted())
      } catch (error) {
        report(error)
        return []
      }
    },
    count: (part) => room.count(part) + connection.read((store) => store.countPart(part), 0),
    size: () => measureFiles(connection.path),
    limitRefused(limit) {
      refusedLimit = limit
      room.limitRefused(limit)
      writer.writeNow()
    },
    clear: (which, only = {}) =>
      removing(() => (isWhole(only) ? patiently(() => beginClearing(which)) : clearPart(which, only))),
    remove: (ids) =>
      removing(async () => {
        const onDisk = isAnythingThere() ? await patiently(() => removeRows(connection.writable(), ids)) : []
        return tellRemoved([...onDisk, ...room.remove(ids)])
      }),
    async close() {
      if (closed) return
      closed = true
      clearInterval(following)
      await erasing
      await writer.close()
      connection.close()
    },
  }
}

/**
 * Also returns false if this cannot be known, as when a folder above may not be read: the writer then finds out why.
 */
function isInPlace({ file }: Store): boolean {
  try {
    return file.isInPlace()
  } catch {
    return false
  }
}

/** Returns null if the row is damaged: it is one row, and no defect of ours. */
function decodeRow(id: string, row: EncodedExchange): Exchange | null {
  try {
    const exchange = decodeExchange(row)
    return exchange.id === id ? exchange : null
  } catch {
    return null
  }
}

/**
 * Returns a moment in epoch milliseconds: every exchange in the file that came then or later is recorded from now on.
 */
function findKnownSince(connection: Connection): number {
  const newest = connection.read((store) => store.list({ limit: 1 }).items, null)
  // Checked after reading, which may find the damage: exchanges saved from a damaged file come into this one later.
  if (newest?.length === 0 && !connection.damaged) return -Infinity
  // The newest row may have come long before others, since a row is written when it is answered. Clocks can be set
  // back, too.
  return Math.max(Date.now(), (newest?.[0]?.receivedAt ?? 0) + 1)
}

const NO_ROWS = { items: [], more: false }

const NOTHING = { changed: false, clearedAll: false, clearedStrangers: false }
