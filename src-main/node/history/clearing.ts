import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises'
import { CommandFailure } from '../../../src-core/contract/errors.ts'
import type { RemovalTarget } from '../../../src-core/contract/removal.ts'
import type { History, KeptBounds } from '../../../src-core/ports/history.ts'
import { nameProcess } from '../processes.ts'
import type { Connection } from './connection.ts'
import { emptyWal, eraseHidden, giveBackPages } from './erasing.ts'
import { findFault } from './faults.ts'
import { closeHiding, findAbandoned, forgetHiding, hideRows, showRows } from './hiding.ts'
import type { Taken } from './memory-rows.ts'
import { countSurplus, removeNext, removeOldest } from './removing.ts'
import type { Store } from './store.ts'
import type { WaitingRoom } from './waiting-room.ts'
import type { Writer } from './writer.ts'

/** Clearing waits so long for others who write or read the file, and tries again after each step. */
const PATIENCE_MS = 10_000
const PATIENCE_STEP_MS = 20
/** Closing waits so long for what is still to be erased; the next start erases the rest. */
const CLOSING_MS = 3000

/**
 * Hides and erases exchanges, in the file and among those that wait for it. Nothing here blocks the process while it
 * waits.
 */
export interface Clearing extends Pick<History, 'hide' | 'restore' | 'erase' | 'removeBeyond'> {
  /** Tries again for a while if another process is in the way; everything else gets turns in between. */
  patiently<Value>(run: () => Value): Promise<Value>
  /** Begins to erase what an earlier run hid and left in the file when it ended. */
  eraseRest(): void
  /** Tries again to erase if that failed. */
  eraseIfDue(): void
  /** Erases what is still hidden, as far as there is time. Resolves when no step is under way any more. */
  close(): Promise<void>
}

export interface ClearingOptions {
  room: WaitingRoom
  writer: Pick<Writer, 'writeNow'>
  report(error: unknown): void
  hidden(target: RemovalTarget): void
  restored(): void
  removed(ids: readonly string[]): void
}

export function createClearing(
  connection: Connection,
  { room, writer, report, hidden, restored, removed }: ClearingOptions,
): Clearing {
  const own = nameProcess(process.pid)
  let closed = false
  let erasing: Promise<void> = Promise.resolve()
  let isErasingDue = false
  /** What may still be restored, with those of its exchanges that were not on the disk yet. */
  const open = new Map<string, Taken[]>()
  /** What could not be erased yet. */
  const due = new Set<string>()
  const underWay = new Set<Promise<void>>()

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

  /** Gives back the space of what was deleted in steps, between which everything else has its turn. */
  async function giveBack(): Promise<void> {
    // The rest is given back at the next start if the history closes before the end.
    while (await patiently(() => !closed && giveBackPages(connection.writable()))) await turn()
    await patiently(() => closed || emptyWal(connection.writable()))
  }

  function giveBackSoon(): Promise<void> {
    isErasingDue = false
    const done = erasing.then(giveBack)
    erasing = done.catch(() => void (isErasingDue = true))
    return done
  }

  /** Erases what a removal hides, and forgets the removal last: a sudden end before that is made good at the next start. */
  async function eraseAll(removal: string): Promise<void> {
    if (!isAnythingThere()) return
    due.delete(removal)
    const done = failing(() => eraseInSteps(removal))
    const settled = done.catch(() => void due.add(removal)).finally(() => underWay.delete(settled))
    underWay.add(settled)
    await done
  }

  async function eraseInSteps(removal: string): Promise<void> {
    await patiently(() => closed || closeHiding(connection.writable(), removal))
    while (await patiently(() => !closed && eraseHidden(connection.writable(), removal))) await turn()
    await giveBackSoon()
    await patiently(() => {
      if (closed) return
      forgetHiding(connection.writable(), removal)
    })
  }

  /** Removes what is too old or too much, step by step; what comes meanwhile stays. */
  async function removeBoth(bounds: KeptBounds): Promise<number> {
    const { since } = bounds
    // Those that wait for the disk are looked at once they are there.
    const old = since === null ? 0 : await removeOld({ ...bounds, since })
    let surplus = isAnythingThere() ? await patiently(() => countSurplus(connection.writable(), bounds)) : 0
    return (
      old +
      (await removeInSteps((store) => {
        const ids = surplus > 0 ? removeOldest(store, bounds, surplus) : []
        surplus -= ids.length
        return ids.length > 0 ? ids : null
      }))
    )
  }

  async function removeOld(bounds: KeptBounds & { since: number }): Promise<number> {
    if (!isAnythingThere()) return 0
    const orders = await patiently(() => connection.writable().bounds())
    let { after } = orders
    return removeInSteps((store) => {
      const step = removeNext(store, bounds, { ...orders, after })
      after = step?.last ?? after
      return step && step.ids
    })
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

  async function failing<Value>(run: () => Promise<Value>): Promise<Value> {
    try {
      return await run()
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new CommandFailure('HISTORY_NOT_CLEARED', `The history is not cleared: ${reason}`, { reason })
    }
  }

  return {
    patiently,
    eraseRest() {
      const abandoned = connection.read((store) => (store.file.readOnly ? [] : findAbandoned(store)), [])
      for (const removal of abandoned) eraseAll(removal).catch(report)
    },
    eraseIfDue() {
      if (isErasingDue) giveBackSoon().catch(report)
      for (const removal of due) eraseAll(removal).catch(() => {})
    },
    hide: (target) =>
      failing(async () => {
        writer.writeNow()
        const removal = randomUUID()
        // In one call, since exchanges that come after it stay.
        const { onDisk, waited } = await patiently(() => ({
          onDisk: isAnythingThere() ? hideRows(connection.writable(), removal, target, own) : 0,
          waited: room.take(target),
        }))
        open.set(removal, waited)
        hidden(target)
        return { removal, count: onDisk + waited.length }
      }),
    async restore(removal) {
      const waited = open.get(removal)
      if (!waited) throw new CommandFailure('NOT_FOUND', 'What was removed is being erased already.')
      await failing(async () => {
        if (isAnythingThere()) await patiently(() => showRows(connection.writable(), removal))
      })
      open.delete(removal)
      room.restore(waited)
      writer.writeNow()
      restored()
    },
    async erase(removal) {
      open.delete(removal)
      await eraseAll(removal)
    },
    removeBeyond: (bounds) =>
      failing(async () => {
        writer.writeNow()
        const count = await removeBoth(bounds)
        if (count > 0) await giveBackSoon()
        return count
      }),
    async close() {
      for (const removal of open.keys()) eraseAll(removal).catch(report)
      open.clear()
      await Promise.race([Promise.all(underWay), delay(CLOSING_MS, undefined, { ref: false })])
      closed = true
      await erasing
    },
  }
}
