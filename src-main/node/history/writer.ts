import { setTimeout as delay } from 'node:timers/promises'
import type { HistoryReason } from '../../../src-core/contract/workbench.ts'
import type { RefusedLimit } from '../../../src-core/ports/history.ts'
import type { Connection } from './connection.ts'
import { trim } from './erasing.ts'
import { findFault, HistoryFault } from './faults.ts'
import type { WaitingRoom } from './waiting-room.ts'

/** A reply waits so long for a lock to be released; WeChat waits for 5 seconds. */
const PATIENCE_MS = 250
/** A lock is tried again in these steps, at first and later on. */
const LOCK_STEP_MS = 5
const LOCK_STEP_LATER_MS = 50
/** After any other trouble writing is tried again after these times. */
const RETRY_MS = [1000, 2000, 5000]
/** After a commit the oldest are deleted in up to so many steps, which is more than a commit adds. */
const TRIM_STEPS = 5
/** Closing waits so long for a lock. */
const CLOSING_MS = 2000

/** The reason that the disk does not take the waiting exchanges. */
interface Trouble {
  reason: HistoryReason
  since: number
  attempts: number
  /** True once it is known to be more than a short lock: then nobody waits for it any more, and the status says so. */
  said: boolean
}

/** Writes the waiting exchanges to the disk: all that are in flight in one commit. */
export interface Writer {
  /**
   * Returns the reason that the disk takes nothing; null while it does, and while a lock may still be short enough to
   * go unnoticed.
   */
  reason(): HistoryReason | null
  /** Tells whether exchanges are still unwritten after trouble. */
  isBehind(): boolean
  /** Resolves when the exchange of this id, which is in the room, is committed, or the disk has trouble. */
  committed(id: string): Promise<void>
  /** Writes within this call, as far as possible. */
  writeNow(): void
  /** Tries once more; exchanges that are still not written then are lost, and reported. */
  close(): Promise<void>
}

export interface WriterOptions {
  connection: Connection
  room: WaitingRoom
  refusedLimit(): RefusedLimit
  maxBytes(): number
  report(error: unknown): void
  /** Called when the disk gets into trouble, still is in trouble, or is well again. */
  changed(): void
}

export function createWriter({
  connection,
  room,
  refusedLimit,
  maxBytes,
  report,
  changed,
}: WriterOptions): Writer {
  const waiters = new Map<string, () => void>()
  let trouble: Trouble | null = null
  let isBehind = false
  let soon: NodeJS.Immediate | undefined
  let retry: NodeJS.Timeout | undefined
  let recoveredAt = -Infinity
  let closed = false

  /** Commits the next waiting exchanges. */
  function write(): void {
    const store = connection.writable()
    const { batch, done } = room.next()
    store.write(batch, refusedLimit())
    // A batch written into a file that is no longer in its place is written once more.
    if (!store.file.isInPlace()) throw new HistoryFault('moved', 'history.sqlite is not where it was')
    done()
    // Some rows may have been there already: written, but reported as failed.
    if (isBehind) store.recount()
    settle([...waiters.keys()].filter((id) => !room.has(id)))
    for (let step = 0; trim(store, maxBytes()); step++) if (step === TRIM_STEPS) return writeSoon()
  }

  function writeNow(): void {
    clearImmediate(soon)
    soon = undefined
    try {
      write()
    } catch (error) {
      return fail(error)
    }
    trouble = null
    if (!room.isEmpty) return writeSoon()
    if (isBehind) {
      isBehind = false
      changed()
    }
  }

  function writeSoon(): void {
    soon ??= setImmediate(writeNow)
  }

  function fail(error: unknown): void {
    const cause = recover(error)
    if (cause === null) return writeSoon()
    const now = performance.now()
    const reason = reasonOf(cause)
    const { since, attempts, said } =
      trouble?.reason === reason ? trouble : { since: now, attempts: 0, said: false }
    const isPatient = reason === 'locked' && !trouble?.said && now - since < PATIENCE_MS
    trouble = { reason, since, attempts: attempts + 1, said: !isPatient }
    clearTimeout(retry)
    retry = setTimeout(writeNow, waitBefore(trouble)).unref()
    if (isPatient) return
    isBehind = true
    settle([...waiters.keys()])
    if (!said) report(cause)
    if (!said || reason !== 'locked') changed()
  }

  /**
   * Returns null if the file is good again, else the reason that it is not. A file that breaks again at once is not put
   * aside again at once.
   */
  function recover(error: unknown): unknown {
    const now = performance.now()
    if (now - recoveredAt < RETRY_MS[0]!) return error
    try {
      connection.recover(error)
    } catch (cause) {
      return cause
    }
    recoveredAt = now
    isBehind = true
    return null
  }

  function reasonOf(error: unknown): HistoryReason {
    const fault = findFault(error, connection.path)
    return fault === 'damaged' || fault === 'moved' ? 'failed' : fault
  }

  function settle(ids: readonly string[]): void {
    for (const id of ids) {
      waiters.get(id)?.()
      waiters.delete(id)
    }
  }

  return {
    reason: () => (trouble?.said ? trouble.reason : null),
    isBehind: () => isBehind,
    committed(id) {
      if (closed || trouble?.said) return Promise.resolve()
      if (!trouble) writeSoon()
      return new Promise((resolve) => waiters.set(id, resolve))
    },
    writeNow() {
      if (!closed && !trouble) writeNow()
    },
    async close() {
      closed = true
      clearImmediate(soon)
      clearTimeout(retry)
      const deadline = performance.now() + CLOSING_MS
      while (!room.isEmpty) {
        try {
          write()
        } catch (error) {
          if (reasonOf(error) !== 'locked' || performance.now() > deadline) {
            const cause = recover(error)
            if (cause === null) continue
            report(cause)
            break
          }
          await delay(LOCK_STEP_LATER_MS)
        }
      }
      // `write` may have scheduled another write.
      clearImmediate(soon)
      settle([...waiters.keys()])
      if (room.size > 0) report(new Error(`${room.size} exchanges could not be written and are lost`))
    },
  }
}

function waitBefore({ reason, since, attempts }: Trouble): number {
  if (reason !== 'locked') return RETRY_MS[Math.min(attempts, RETRY_MS.length) - 1]!
  return performance.now() - since < PATIENCE_MS ? LOCK_STEP_MS : LOCK_STEP_LATER_MS
}
