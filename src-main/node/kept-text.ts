import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { KeptText } from '../../src-core/ports/kept-text.ts'

/** Far above the check-ups of a hundred addresses; a larger file is something else, and is not read. */
const MAX_BYTES = 4 * 1024 * 1024

/**
 * Keeps a text in one file that only its owner can read: an address in it may have a secret. It is replaced in one step.
 * `report` is told if it cannot be written.
 */
export function createKeptText(file: string, report: (error: unknown) => void): KeptText {
  return {
    read() {
      try {
        const stat = statSync(file)
        // A pipe or a device would never end.
        return stat.isFile() && stat.size <= MAX_BYTES ? readFileSync(file, 'utf8') : null
      } catch {
        // Most likely there is none yet. What cannot be read is only missed.
        return null
      }
    },
    write(text) {
      const next = `${file}.${process.pid}.new`
      try {
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
        rmSync(next, { force: true })
        writeFileSync(next, text, { mode: 0o600, flag: 'wx' })
        renameSync(next, file)
      } catch (error) {
        removeIfThere(next)
        report(error)
      }
    },
  }
}

/** `force` is for a file that is not there; one below another file, or in a folder of somebody else, still throws. */
function removeIfThere(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch {
    // What cannot be removed could not be written either, and that is reported.
  }
}

/** For this run only. */
export function createMemoryText(): KeptText {
  let text: string | null = null
  return { read: () => text, write: (next) => void (text = next) }
}
