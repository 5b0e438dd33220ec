import { accessSync, chmodSync, closeSync, constants, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { DatabaseSync } from 'node:sqlite'
import { findFault, HistoryFault, isForeign } from './faults.ts'
import { migrate, readVersion, SCHEMA_VERSION } from './schema.ts'
import { readNumber } from './sqlite.ts'
import type { Sqlite } from './sqlite.ts'

/**
 * A file of up to so many bytes is checked for damage before it is used: this was measured as 0.6 s for each GB that
 * the system has in its cache. In a larger file damage is found when it is met, and treated in the same way.
 */
const CHECKED_BYTES = 256 * 1024 * 1024

const FILES = ['', '-wal', '-shm']

export interface DatabaseFile {
  database: DatabaseSync
  /** The version of its schema; the newest one if the file may be written. */
  version: number
  readOnly: boolean
  /** Tells whether the opened file still has its name, so that others will find what is written there. */
  isInPlace(): boolean
}

/**
 * Opens the file, creates it if there is none, checks it and brings it up to date; if it cannot be written, opens it
 * for reading. WAL keeps each commit through the death of the process; see `setSynchronous` for a power cut. Throws at once if another process holds it: nothing here waits.
 *
 * Threat model: other users of the machine must not read it, whatever the folder allows. SQLite makes `-wal` and `-shm`
 * with the mode of the file; so the file must have its mode before SQLite sees it.
 *
 * Source: https://www.sqlite.org/pragma.html#pragma_synchronous
 */
export function openDatabaseFile(sqlite: Sqlite, file: string): DatabaseFile {
  const writable = prepareFile(file)
  if (!writable) return openForReading(sqlite, file)
  const database = new sqlite.DatabaseSync(file)
  try {
    const version = readVersion(database)
    // This works only before the first table; a file of version 1 gets it when it is cleared.
    if (version === 0) database.exec('PRAGMA auto_vacuum = INCREMENTAL')
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cell_size_check = ON')
    database.exec('PRAGMA secure_delete = ON')
    check(database)
    migrate(database)
  } catch (error) {
    database.close()
    throw isForeign(error) ? new HistoryFault('damaged', (error as Error).message) : error
  }
  return { database, version: SCHEMA_VERSION, readOnly: false, isInPlace: watchPlace(file) }
}

const FULL = 2

/**
 * With `full`, each commit waits until the disk has it, and a power cut costs nothing that was committed. Without, the
 * disk is waited for only when the WAL is written to the file: a power cut may cost the last commits, and never the file.
 *
 * Sources: https://www.sqlite.org/pragma.html#pragma_synchronous, https://www.sqlite.org/wal.html (2.3 Performance
 * Considerations)
 */
export function setSynchronous({ database }: Pick<DatabaseFile, 'database'>, full: boolean): void {
  // `fullfsync` is for macOS alone, where a drive otherwise says too early that it has it.
  database.exec(`PRAGMA synchronous = ${full ? 'FULL' : 'NORMAL'}; PRAGMA fullfsync = ${full ? 'ON' : 'OFF'}`)
}

/** Tells whether commits wait for the disk, as the connection has it now. */
export function isSynchronous({ database }: Pick<DatabaseFile, 'database'>): boolean {
  return readNumber(database, 'PRAGMA synchronous') === FULL
}

/**
 * Creates the folder and the file if they are missing, for their owner alone, and denies an existing file to other
 * users. Returns false if the file may not be written.
 */
function prepareFile(file: string): boolean {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  try {
    closeSync(openSync(file, 'wx', 0o600))
    return true
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error
  }
  if (!statSync(file).isFile()) throw new HistoryFault('damaged', 'history.sqlite is no file')
  accessSync(file, constants.R_OK)
  for (const suffix of FILES) tighten(file + suffix)
  return mayWrite(file)
}

/** Returns the bytes of the file and of those beside it; 0 if there is none, or it may not be looked at. */
export function measureFiles(file: string): number {
  return FILES.reduce((sum, suffix) => sum + sizeOf(file + suffix), 0)
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size
  } catch {
    return 0
  }
}

/** Tells whether the file and its folder may be written: SQLite writes beside the file as well. */
export function mayWrite(file: string): boolean {
  return may(file, constants.W_OK) && may(dirname(file), constants.W_OK | constants.X_OK)
}

/**
 * Sets the mode without opening the file: closing it again would release the locks that SQLite holds on it in this
 * process.
 */
function tighten(file: string): void {
  try {
    if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600)
  } catch {
    // The file is missing, or not ours to change.
  }
}

function may(file: string, mode: number): boolean {
  try {
    accessSync(file, mode)
    return true
  } catch {
    return false
  }
}

function openForReading(sqlite: Sqlite, file: string): DatabaseFile {
  // SQLite reads a WAL only if it may create `-shm` beside it; without a WAL the file does not change at all.
  const wal = statSync(`${file}-wal`, { throwIfNoEntry: false })
  const url = pathToFileURL(file)
  if (!wal?.size) url.searchParams.set('immutable', '1')
  const database = new sqlite.DatabaseSync(url, { readOnly: true })
  try {
    const version = readVersion(database)
    if (version === 0) throw new HistoryFault('read-only', 'the folder of the history may not be written')
    check(database)
    return { database, version, readOnly: true, isInPlace: () => true }
  } catch (error) {
    database.close()
    // A damaged file may not be put aside here either.
    if (findFault(error, file) !== 'damaged') throw error
    throw new HistoryFault('failed', (error as Error).message)
  }
}

function check(database: DatabaseSync): void {
  const bytes = readNumber(database, 'PRAGMA page_count') * readNumber(database, 'PRAGMA page_size')
  if (bytes > CHECKED_BYTES) return
  const found = Object.values(database.prepare('PRAGMA quick_check(1)').get()!)[0]
  if (found !== 'ok') throw new HistoryFault('damaged', `history.sqlite is damaged: ${String(found)}`)
}

/**
 * Returns a function that tells whether the file is still in its place. A process that has a deleted or replaced file
 * open can still write it, but nobody finds the result.
 */
function watchPlace(file: string): () => boolean {
  const find = (suffix: string) => statSync(file + suffix, { throwIfNoEntry: false })?.ino
  const main = find('')
  let wal: number | undefined
  return () => {
    const walNow = find('-wal')
    wal ??= walNow
    return find('') === main && walNow === wal
  }
}
