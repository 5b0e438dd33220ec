import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import type { SecretBox, SettingsFile } from '../../src-core/ports.ts'

/** The settings in one file that only its owner can read, replaced in one step: a crash leaves the old or the new. */
export function createSettingsFile(file: string): SettingsFile {
  return {
    read() {
      try {
        return readFileSync(file, 'utf8')
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
        throw error
      }
    },
    write(text) {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
      const next = `${file}.${process.pid}.new`
      try {
        writeThrough(next, text)
        renameSync(next, file)
      } catch (error) {
        rmSync(next, { force: true })
        throw error
      }
    },
    keepAside() {
      const name = `${file}.unreadable-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`
      renameSync(file, name)
      return name
    },
  }
}

function writeThrough(file: string, text: string): void {
  const descriptor = openSync(file, 'w', 0o600)
  try {
    writeSync(descriptor, text)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Settings for this run only. */
export function createMemorySettingsFile(): SettingsFile {
  let text: string | null = null
  return {
    read: () => text,
    write(next) {
      text = next
    },
    keepAside: () => 'memory',
  }
}

/** Where there is no keychain: tokens stand as they are in the settings file (0600), or in memory. */
export function createPlainBox(kind: 'file' | 'memory'): SecretBox {
  return { kind, seal: (plain) => plain, open: (sealed) => sealed }
}
