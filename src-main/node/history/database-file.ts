import { accessSync, chmodSync, closeSync, constants, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { DatabaseSync } from 'node:sqlite'
import { findFault, HistoryFault, isForeign } from './faults.ts'
import { migrate, readVersion, SCHEMA_VERSION } from './schema.ts'
import { readNumber } from './sqlite.ts'
import type { Sqlite } from './sqlite.ts'

/**
 * A file of up to so many bytes is read through for damage before it is used: measured, 0.6 s for each GB that the
 * system has in its cache. In a larger one damage is found when it is met, and treated in the same way.
 */
const CHECKED_BYTES = 256 * 1024 * 1024

const FILES = ['', '-wal', '-shm']

export interface DatabaseFile {
  database: DatabaseSync
  /** Its schema; the newest where it may be written. */
  version: number
  readOnly: boolean
  /** Whether what was opened still has its name, so that what is written is found there again. */
  isInPlace(): boolean
}

/**
 * Opens the file, makes it where there is none, checks it and brings it up to date; what cannot be written is opened for
 * reading. WAL with `synchronous = NORMAL` keeps each commit through the death of the process (a power cut may cost the
 * last ones, and never the file). Throws at once where another process holds it: nothing here waits.
 *
 * Threat model: other users of the machine must not read it, whatever the folder allows. SQLite makes `-wal` and `-shm`
 * with the mode of the file; so that must have its mode before SQLite sees it.
 *
 * Source: https://www.sqlite.org/pragma.html#pragma_synchronous
 */
export function openDatabaseFile(sqlite: Sqlite, file: string): DatabaseFile {
  const writable = prepareFile(file)
  if (!writable) return openForReading(sqlite, file)
  const database = new sqlite.DatabaseSync(file)
  try {
    const version = readVersion(database)
    // Only before the first table; a file of version 1 gets it when it is cleared.
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

/** Makes folder and file where they are missing, and takes them from others. False where it may not be written. */
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

/** SQLite writes beside the file as well. */
export function mayWrite(file: string): boolean {
  return may(file, constants.W_OK) && may(dirname(file), constants.W_OK | constants.X_OK)
}

/** Not opened and closed, as that would let go of the locks that SQLite holds on it in this process. */
function tighten(file: string): void {
  try {
    if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600)
  } catch {
    // Not there, or not ours to change.
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
  // SQLite reads a WAL only where it may make `-shm` beside it; without a WAL the file does not change at all.
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
    // Nothing may be put aside here either.
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

/** A file that was deleted or replaced can still be written by who has it open, and nobody finds that again. */
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
