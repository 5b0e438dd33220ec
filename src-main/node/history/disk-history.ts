import type { Exchange } from '../../../src-core/contract/exchange.ts'
import type { HistoryStatus } from '../../../src-core/contract/workbench.ts'
import type { History, HistoryListener } from '../../../src-core/ports/history.ts'
import { createClearing } from './clearing.ts'
import type { Connection } from './connection.ts'
import { countValues } from './counting-values.ts'
import { createDiskSearch } from './disk-search.ts'
import { decodeExchange } from './encoding.ts'
import type { EncodedExchange } from './encoding.ts'
import { createExamine } from './examining.ts'
import { measureFiles } from './database-file.ts'
import { DEFAULT_REFUSED_LIMIT } from './memory-history.ts'
import { createRecentMessages } from './recent-messages.ts'
import type { Followed, Store } from './store.ts'
import { surveyDisk } from './surveying.ts'
import { createWaitingRoom } from './waiting-room.ts'
import { createWriter } from './writer.ts'

/** Milliseconds between two checks whether another shell changed the file, or somebody deleted it. */
const FOLLOW_MS = 1000
/** Milliseconds between two steps that give rows of an older version their facts. */
const FILL_MS = 20

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
  let bytesLimit = maxBytes
  let closed = false
  const examine = createExamine()
  const room = createWaitingRoom(refusedLimit)
  const writer = createWriter({
    connection,
    room,
    refusedLimit: () => refusedLimit,
    maxBytes: () => bytesLimit,
    report,
    changed: tellChanged,
  })

  const clearing = createClearing(connection, {
    room,
    writer,
    report,
    hidden: (target) => listener.current?.hidden(target),
    restored: () => listener.current?.restored(),
    removed: (ids) => listener.current?.removed(ids, status().count),
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
    const { changed, hidden, restored } = connection.read((one) => one.follow(), NOTHING)
    for (const target of hidden) listener.current?.hidden(target)
    if (restored) listener.current?.restored()
    if (changed) {
      // The other shell may go on writing until the next check.
      recent.doubt(Date.now() + 2 * FOLLOW_MS)
      tellChanged()
    }
    clearing.eraseIfDue()
  }

  /** Gives an older file its facts, a little at a time: requests come first. */
  function fillFacts(): void {
    const { store } = connection
    if (closed || !store || store.facts.missing() === 0 || store.file.readOnly) return
    try {
      store.facts.fill()
    } catch {
      // The file is locked, or the disk is full: a search, or the next start, tries again.
      return
    }
    filling = setTimeout(fillFacts, FILL_MS).unref()
  }

  let filling: NodeJS.Timeout | undefined
  fillFacts()
  writer.writeNow()
  const recent = createRecentMessages(findKnownSince(connection))
  const following = setInterval(follow, FOLLOW_MS).unref()
  clearing.eraseRest()

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
    search: (where, grouping = 'none') => createDiskSearch(connection, { room, examine }, where, grouping),
    survey: (where, take) => surveyDisk(connection, room, examine, where, take),
    values: (key, begins, limit) =>
      countValues([...room.values(key), ...connection.read((store) => store.values(key), [])], begins, limit),
    amend(exchange, summary) {
      room.amend({ exchange, summary })
      connection.store?.tellAmended(exchange.id)
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
        return await clearing.patiently(() => store.takeInterrupted())
      } catch (error) {
        report(error)
        return []
      }
    },
    count(part) {
      const [waiting, onDisk] = [
        room.count(part),
        connection.read((store) => store.countPart(part), NO_COUNT),
      ]
      return { count: waiting.count + onDisk.count, pinned: waiting.pinned + onDisk.pinned }
    },
    size: () => measureFiles(connection.path),
    setDurable: connection.setDurable,
    isDurable: () => connection.durable,
    limitBytes(bytes) {
      if (bytes === bytesLimit) return
      bytesLimit = bytes
      writer.writeNow()
    },
    limitRefused(limit) {
      refusedLimit = limit
      room.limitRefused(limit)
      writer.writeNow()
    },
    hide: clearing.hide,
    restore: clearing.restore,
    erase: clearing.erase,
    removeBeyond: clearing.removeBeyond,
    async close() {
      if (closed) return
      closed = true
      clearInterval(following)
      clearTimeout(filling)
      await clearing.close()
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

const NO_COUNT = { count: 0, pinned: 0 }

const NO_ROWS = { items: [], more: false }

const NOTHING: Followed = { changed: false, hidden: [], restored: false }
