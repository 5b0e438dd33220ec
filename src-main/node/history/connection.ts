import { existsSync, renameSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { DamagedHistory } from '../../../src-core/contract/workbench.ts'
import { isSynchronous, mayWrite, openDatabaseFile, setSynchronous } from './database-file.ts'
import { emptyWal } from './erasing.ts'
import { findFault, HistoryFault, isForeign } from './faults.ts'
import { nameProcess } from '../processes.ts'
import { beginSalvage } from './salvage.ts'
import { findUnfinished } from './salvage-progress.ts'
import type { Salvage } from './salvage.ts'
import type { Sqlite } from './sqlite.ts'
import { createStore } from './store.ts'
import type { Store } from './store.ts'

/** The number of salvage steps that are done before anything else: most histories are whole then. */
const FIRST_STEPS = 40
const AGAIN_MS = 1000
/** The rows are counted after every so many steps while they come. */
const COUNT_STEPS = 20

/** A file that may be locked, damaged, moved away or closed to us at any time. */
export interface Connection {
  readonly path: string
  /** Null if the file cannot even be read. */
  readonly store: Store | null
  readonly damaged: DamagedHistory | null
  readonly deleted: boolean
  /** True if every commit of the open file waits until the disk has it; as SQLite itself says. */
  readonly durable: boolean
  /** Takes effect at once, and for every file that is opened later. */
  setDurable(durable: boolean): void
  /** Returns the store to write to, and opens it if needed; throws the reason if there is none. */
  writable(): Store
  /**
   * Runs `run`; returns `otherwise` if the file cannot be read. A damaged file is put aside first, and the salvaged
   * rows are read.
   */
  read<Value>(run: (store: Store) => Value, otherwise: Value): Value
  /** Repairs the file if that is possible: puts aside a damaged one, creates a moved one anew. Else throws `error`. */
  recover(error: unknown): void
  close(): void
}

export interface ConnectionOptions {
  report(error: unknown): void
  /** Called when everything that could be salvaged is there. */
  salvaged(): void
}

export function createConnection(
  sqlite: Sqlite,
  path: string,
  { report, salvaged }: ConnectionOptions,
): Connection {
  const own = nameProcess(process.pid)
  let store: Store | null = null
  let salvaging: Salvage | null = null
  let damaged: DamagedHistory | null = null
  let deleted = false
  let durable = false
  /** The damaged file whose salvage has not begun yet, since a full disk took no new file. */
  let aside: string | null = null

  function openOnce(): Store {
    const file = openDatabaseFile(sqlite, path)
    try {
      if (!file.readOnly) setSynchronous(file, durable)
      return createStore(file, own)
    } catch (error) {
      file.database.close()
      throw isForeign(error) ? new HistoryFault('damaged', (error as Error).message) : error
    }
  }

  function open(): Store {
    const before = inodeOf(path)
    try {
      openAndSalvage()
    } catch (error) {
      if (findFault(error, path) !== 'damaged') throw error
      putAside(error, before)
    }
    return store!
  }

  /** Puts the damaged file aside. `inode` is its own: another shell may have put it aside already. */
  function putAside(error: unknown, inode: number | undefined): void {
    closeAll()
    if (inodeOf(path) === inode && inode !== undefined) {
      aside = moveAside(path)
      report(error)
    }
    openAndSalvage()
  }

  /** Opens the file, and begins the salvage of a damaged one, or continues one that another run began. */
  function openAndSalvage(): void {
    const opened = openOnce()
    try {
      const file = opened.file.readOnly ? null : (aside ?? findAside(opened))
      salvaging = file === null ? null : beginSalvage(sqlite, file, opened, own)
      if (file !== null) damaged = { file: basename(file), salvaged: 0, lost: null }
    } catch (error) {
      opened.close()
      throw error
    }
    aside = null
    store = opened
    salvage(FIRST_STEPS)
  }

  function findAside(opened: Store): string | null {
    const name = findUnfinished(opened.file.database, own)
    const file = name === null ? null : join(dirname(path), name)
    return file !== null && existsSync(file) ? file : null
  }

  /** Takes so many steps of the salvage, and the rest later. */
  function salvage(steps: number, counted = 0): void {
    if (!salvaging) return
    let more = true
    let isInTheWay = false
    try {
      for (let step = 0; step < steps && more; step++) more = salvaging.step()
    } catch {
      // The file is locked or the disk is full; the step is due again.
      isInTheWay = true
    }
    damaged = { file: damaged!.file, salvaged: salvaging.salvaged, lost: salvaging.lost }
    if (counted === 0 || !more) store?.recount()
    const next = (counted + 1) % COUNT_STEPS
    if (isInTheWay) setTimeout(() => salvage(1), AGAIN_MS).unref()
    else if (more) setImmediate(() => salvage(1, next))
    else {
      salvaging.close()
      salvaging = null
      salvaged()
    }
  }

  function close(): void {
    try {
      store?.close()
    } catch (error) {
      report(error)
    }
    store = null
  }

  function closeAll(): void {
    salvaging?.close()
    salvaging = null
    close()
  }

  function recover(error: unknown): void {
    const fault = findFault(error, path)
    if (fault === 'damaged' && !store?.file.readOnly) {
      putAside(error, inodeOf(path))
    } else if (fault === 'moved') {
      if (!existsSync(path)) deleted = true
      // If only the WAL is gone, its content is written to the file.
      else if (store) tryTo(() => emptyWal(store!))
      closeAll()
      open()
    } else {
      throw error
    }
  }

  return {
    path,
    get store() {
      return store
    },
    get damaged() {
      return damaged
    },
    get deleted() {
      return deleted
    },
    get durable() {
      return store !== null && !store.file.readOnly && isSynchronous(store.file)
    },
    setDurable(wanted) {
      durable = wanted
      if (store && !store.file.readOnly) setSynchronous(store.file, durable)
    },
    writable() {
      if (store?.file.readOnly && mayWrite(path)) close()
      const opened = store ?? open()
      if (opened.file.readOnly) throw new HistoryFault('read-only', `${path} may not be written`)
      return opened
    },
    read(run, otherwise) {
      if (!store) return otherwise
      try {
        return run(store)
      } catch (error) {
        try {
          recover(error)
          return run(store)
        } catch (again) {
          report(again)
          return otherwise
        }
      }
    },
    recover,
    close: closeAll,
  }
}

function tryTo(run: () => unknown): void {
  try {
    run()
  } catch {
    // A failure is acceptable here.
  }
}

function inodeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino
}

/**
 * Renames the file and returns the new name. The WAL is moved first: a new file must never find the WAL of an old one.
 */
function moveAside(path: string): string {
  const time = new Date().toISOString().replaceAll(/[:.]/g, '-')
  let aside = `${path}.damaged-${time}`
  for (let n = 2; existsSync(aside); n++) aside = `${path}.damaged-${time}-${n}`
  for (const suffix of ['-shm', '-wal', '']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix)
  }
  return aside
}
