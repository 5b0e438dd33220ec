import { existsSync } from 'node:fs'
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises'
import { CommandFailure } from '../../../src-core/contract/errors.ts'
import { isWhole } from '../../../src-core/history/cleared-part.ts'
import type { KeptBounds } from '../../../src-core/ports/history.ts'
import type { ClearedHistory, ClearedPart, History } from '../../../src-core/ports/history.ts'
import type { Connection } from './connection.ts'
import { beginErasing, emptyWal, erase, isErasing } from './erasing.ts'
import { findFault } from './faults.ts'
import { removeNext, removeRows, removeSurplus } from './removing.ts'
import type { Store } from './store.ts'
import type { WaitingRoom } from './waiting-room.ts'
import type { Writer } from './writer.ts'

/** Clearing waits so long for others who write or read the file, and tries again after each step. */
const PATIENCE_MS = 10_000
const PATIENCE_STEP_MS = 20

/** Removes exchanges from the file and from those that wait for it. Nothing here blocks the process while it waits. */
export interface Clearing extends Pick<History, 'clear' | 'remove' | 'removeBeyond'> {
  /** Tries again for a while if another process is in the way; everything else gets turns in between. */
  patiently<Value>(run: () => Value): Promise<Value>
  /** Begins to erase what an earlier run cleared and left in the file when it ended. */
  eraseRest(): void
  /** Tries again to erase if that failed. */
  eraseIfDue(): void
  /** Resolves when no step is under way any more. */
  close(): Promise<void>
}

export interface ClearingOptions {
  room: WaitingRoom
  writer: Pick<Writer, 'writeNow'>
  report(error: unknown): void
  cleared(which: ClearedHistory): void
  removed(ids: readonly string[]): void
}

export function createClearing(
  connection: Connection,
  { room, writer, report, cleared, removed }: ClearingOptions,
): Clearing {
  let closed = false
  let erasing: Promise<void> = Promise.resolve()
  let isErasingDue = false

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
    const count = isAnythingThere() ? beginErasing(connection.writable(), which) : 0
    const waited = room.clear(which, {})
    cleared(which)
    return count + waited.length
  }

  /** Removes a part of the exchanges step by step; those that come meanwhile stay. */
  async function clearPart(which: ClearedHistory, only: ClearedPart): Promise<number> {
    const { orders, waited } = await patiently(() => ({
      orders: isAnythingThere() ? connection.writable().bounds() : NO_ORDERS,
      waited: room.clear(which, only),
    }))
    let { after } = orders
    const count = tellRemoved(waited)
    return (
      count +
      (await removeInSteps((store) => {
        const step = removeNext(store, which, only, { ...orders, after })
        after = step?.last ?? after
        return step && step.ids
      }))
    )
  }

  async function removeBoth({ since, rows }: KeptBounds): Promise<number> {
    const old = since === null ? 0 : await clearPart('all', { before: since })
    return old + (rows === null ? 0 : await removeInSteps((store) => removeSurplus(store, rows)))
  }

  /** Takes one step after the other, until one returns null. */
  async function removeInSteps(step: (store: Store) => string[] | null): Promise<number> {
    for (let count = 0; ; await turn()) {
      const ids = await patiently(() => (closed ? null : step(connection.writable())))
      if (!ids) return count
      count += tellRemoved(ids)
    }
  }

  function tellRemoved(ids: readonly string[]): number {
    if (ids.length > 0) removed(ids)
    return ids.length
  }

  function isAnythingThere(): boolean {
    return connection.store !== null || existsSync(connection.path)
  }

  /**
   * Runs `remove`, and resolves when no file holds any more what it removed. With `always`, erases also what was removed
   * before, if that failed then.
   */
  async function removing(remove: () => Promise<number>, always = true): Promise<number> {
    try {
      writer.writeNow()
      const count = await remove()
      if ((count > 0 || always) && isAnythingThere()) await eraseSoon()
      return count
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new CommandFailure('HISTORY_NOT_CLEARED', `The history is not cleared: ${reason}`, { reason })
    }
  }

  return {
    patiently,
    eraseRest() {
      if (connection.read((store) => isErasing(store), false)) eraseSoon().catch(report)
    },
    eraseIfDue() {
      if (isErasingDue) eraseSoon().catch(report)
    },
    clear: (which, only = {}) =>
      removing(() => (isWhole(only) ? patiently(() => beginClearing(which)) : clearPart(which, only))),
    remove: (ids) =>
      removing(async () => {
        const onDisk = isAnythingThere() ? await patiently(() => removeRows(connection.writable(), ids)) : []
        return tellRemoved([...onDisk, ...room.remove(ids)])
      }),
    removeBeyond: (bounds) => removing(() => removeBoth(bounds), false),
    close() {
      closed = true
      return erasing
    },
  }
}

const NO_ORDERS = { after: 0, upTo: 0 }
