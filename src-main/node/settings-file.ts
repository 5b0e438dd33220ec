import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { SecretBox, SettingsFile, SettingsReading } from '../../src-core/ports.ts'
import { watchOneFile } from './file-watch.ts'
import { isRunning } from './processes.ts'
import { createSettingsLock } from './settings-lock.ts'

/** Far above the size of any settings; a larger file is something else, and is not read. */
const MAX_BYTES = 32 * 1024 * 1024

/** Windows has other ways to say who may read. */
const HAS_MODES = process.platform !== 'win32'

/**
 * Keeps the settings in one file that only its owner can read, and replaces it in one step: a crash leaves the old or
 * the new. Also removes the rest of a write whose process was killed: it holds tokens.
 */
export function createSettingsFile(file: string): SettingsFile {
  const lock = createSettingsLock(`${file}.lock`)
  removeLeftovers(file)

  /** Calls `makeWay` when everything is written, before the file takes the place of `target`. */
  function writeTo(target: string, text: string, makeWay = () => {}): void {
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
    const next = `${target}.${process.pid}.new`
    try {
      writeWhole(next, text)
      if (!lock.isOurs()) throw new Error('another mpscope is saving')
      makeWay()
      renameSync(next, target)
    } catch (error) {
      rmSync(next, { force: true })
      throw error
    }
    syncFolder(dirname(target))
  }

  return {
    kind: 'file',
    read: () => readSettings(file),
    write: (text) => writeTo(followLink(file), text),
    replace(text) {
      const aside = findFreeName(`${file}.unreadable-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`)
      // Never writes through a link: its target may be something other than settings, and is left alone.
      writeTo(file, text, () => {
        renameSync(file, aside)
        closeToOthers(aside)
      })
      return aside
    },
    checkWritable() {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
      accessSync(dirname(followLink(file)), constants.W_OK | constants.X_OK)
    },
    locked: lock.run,
    watch: (onChange) => watchOneFile(file, onChange),
  }
}

/** Opens without waiting: a pipe in the place of the file would block until somebody writes. */
function readSettings(file: string): SettingsReading {
  let descriptor: number
  try {
    descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return { kind: isThere(file) ? 'damaged' : 'none' }
    if (code === 'ENOTDIR') return { kind: 'none' }
    return { kind: ['ELOOP', 'EISDIR', 'ENXIO'].includes(code) ? 'damaged' : 'unreadable' }
  }
  try {
    const stat = fstatSync(descriptor)
    if (!stat.isFile() || stat.size > MAX_BYTES) return { kind: 'damaged' }
    const isOpen = HAS_MODES && (stat.mode & 0o077) !== 0
    // The target of a link may have its mode for a reason.
    const exposed = isOpen ? (isLink(file) ? 'open' : tighten(descriptor)) : null
    return { kind: 'text', ...decodeUtf8(readFileSync(descriptor)), exposed }
  } catch {
    return { kind: 'unreadable' }
  } finally {
    closeSync(descriptor)
  }
}

function decodeUtf8(bytes: Uint8Array): { text: string; exact: boolean } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), exact: true }
  } catch {
    return { text: new TextDecoder().decode(bytes), exact: false }
  }
}

function tighten(descriptor: number): 'tightened' | 'open' {
  try {
    fchmodSync(descriptor, 0o600)
    return 'tightened'
  } catch {
    return 'open'
  }
}

/** The file kept aside may hold tokens, too. */
function closeToOthers(file: string): void {
  if (!HAS_MODES || !lstatSync(file).isFile()) return
  const descriptor = openSync(file, 'r')
  tighten(descriptor)
  closeSync(descriptor)
}

/** Writes a file that is its owner's alone from the first byte. Throws if not all of it was written. */
function writeWhole(file: string, text: string): void {
  const bytes = Buffer.from(text)
  if (bytes.length > MAX_BYTES)
    throw new Error(`the settings would take ${bytes.length} bytes, and ${MAX_BYTES} is the most`)
  rmSync(file, { force: true })
  const descriptor = openSync(file, 'wx', 0o600)
  try {
    writeFileSync(descriptor, bytes)
    const { size } = fstatSync(descriptor)
    if (size !== bytes.length) throw new Error(`only ${size} of ${bytes.length} bytes were written`)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Makes sure that the new name is on the disk as well. Not every system can do that; the file itself is there. */
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r')
    try {
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
  } catch {
    // Windows, for example, cannot.
  }
}

/** Returns the real place of the file: settings that are a link to a file elsewhere stay a link. */
function followLink(file: string): string {
  try {
    return statSync(file).isFile() ? realpathSync(file) : file
  } catch {
    return file
  }
}

function isLink(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true
}

function isThere(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined
}

function findFreeName(name: string): string {
  let free = name
  for (let number = 2; existsSync(free); number++) free = `${name}-${number}`
  return free
}

function removeLeftovers(file: string): void {
  try {
    const target = followLink(file)
    for (const name of readdirSync(dirname(target))) {
      const pid = name.startsWith(`${basename(target)}.`) && /\.(\d+)\.new$/.exec(name)?.[1]
      // Our own number: an earlier process had it, as in a container. We are not writing yet.
      if (pid && (Number(pid) === process.pid || !isRunning({ pid: Number(pid) })))
        rmSync(join(dirname(target), name), { force: true })
    }
  } catch {
    // A folder that does not exist has no such files, and nothing can be removed from a read-only one.
  }
}

/** Settings for this run only. */
export function createMemorySettingsFile(): SettingsFile {
  let text: string | null = null
  const write = (next: string) => void (text = next)
  return {
    kind: 'memory',
    read: () => (text === null ? { kind: 'none' } : { kind: 'text', text, exact: true, exposed: null }),
    write,
    replace(next) {
      write(next)
      return 'memory'
    },
    checkWritable: () => {},
    // oxlint-disable-next-line require-await -- what `work` throws is to be a rejection
    locked: async (work) => work(),
    watch: () => () => {},
  }
}

/** Used if there is no keychain: the settings file (0600) or memory holds tokens as plain text. */
export function createPlainBox(kind: 'file' | 'memory'): SecretBox {
  return { kind, seal: (plain) => plain, open: (sealed) => sealed }
}
