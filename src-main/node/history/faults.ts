import { accessSync, constants, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { HistoryReason } from '../../../src-core/contract/workbench.ts'

/**
 * The reason that a file cannot be used. `damaged`: it is no history, or a broken one. `moved`: another file, or none,
 * is in its place. The others are those of `HistoryReason`.
 */
export type Fault = Exclude<HistoryReason, 'ephemeral' | 'unsupported'> | 'damaged' | 'moved'

/** A fault that we found ourselves, with a sentence for the log. */
export class HistoryFault extends Error {
  readonly fault: Fault

  constructor(fault: Fault, message: string) {
    super(message)
    this.name = 'HistoryFault'
    this.fault = fault
  }
}

const ERROR = 1
const BUSY = 5
const LOCKED = 6
const READONLY = 8
const IO_ERROR = 10
const CORRUPT = 11
const FULL = 13
const CANNOT_OPEN = 14
const NOT_A_DATABASE = 26

/**
 * Returns the fault that an error of SQLite or of the file system means for the file.
 *
 * Source: https://www.sqlite.org/rescode.html (the low byte is the kind, the rest says more)
 */
export function findFault(error: unknown, file: string): Fault {
  if (error instanceof HistoryFault) return error.fault
  const { errcode, code } = error as { errcode?: number; code?: string }
  switch (errcode === undefined ? undefined : errcode & 0xff) {
    case BUSY:
    case LOCKED:
      return 'locked'
    case FULL:
      return 'full'
    case READONLY:
      return 'read-only'
    case CORRUPT:
    case NOT_A_DATABASE:
      return 'damaged'
    // SQLite says only that it failed; the folder tells why.
    case IO_ERROR:
    case CANNOT_OPEN:
      return findFolderFault(dirname(file))
  }
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return 'read-only'
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'full'
  return 'failed'
}

/** Tells whether a table or column is missing: it is somebody else's database, or the schema is broken. */
export function isForeign(error: unknown): boolean {
  return (error as { errcode?: number }).errcode === ERROR
}

function findFolderFault(folder: string): Fault {
  try {
    if (statfsSync(folder).bavail === 0) return 'full'
    accessSync(folder, constants.W_OK | constants.X_OK)
    return 'failed'
  } catch (error) {
    return (error as { code?: string }).code === 'ENOENT' ? 'moved' : 'read-only'
  }
}
