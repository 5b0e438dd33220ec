import { accessSync, constants, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Launch } from './launch.ts'

/** The folders of this run. */
export interface Folders {
  /** The workbench's folder, which may not be writable; null if nothing may outlive the run. */
  data: string | null
  /** Chromium's folder, with the window's place on the screen. Chromium locks it, which makes us a single instance. */
  browser: string
  /**
   * Removes everything that must not outlive the run. Chromium writes until its very end, so that a few files about its
   * own caches may stay in the system's temporary folder; they contain nothing of a message.
   */
  dispose(): void
}

/**
 * Asks `usual` only if the launch names no folder. Chromium gets a folder of its own inside, since nobody should have
 * to search its caches for their settings. If that cannot be written (another user's folder, a read-only disk),
 * Chromium gets a temporary one, and the code that writes to `data` reports the problem: no message is missed for want
 * of a place to write.
 */
export function openFolders(storage: Launch['storage'], usual: () => string): Folders {
  if (storage.kind === 'ephemeral') return { data: null, ...createTemporary() }
  const data = resolve(storage.kind === 'folder' ? storage.path : usual())
  const browser = join(data, 'desktop')
  try {
    // Only the user may read it: `data` holds tokens and messages.
    mkdirSync(data, { recursive: true, mode: 0o700 })
    mkdirSync(browser, { recursive: true, mode: 0o700 })
    accessSync(browser, constants.R_OK | constants.W_OK | constants.X_OK)
    return { data, browser, dispose: () => {} }
  } catch {
    return { data, ...createTemporary() }
  }
}

function createTemporary(): Pick<Folders, 'browser' | 'dispose'> {
  const browser = mkdtempSync(join(tmpdir(), 'mpscope-'))
  return { browser, dispose: () => rmSync(browser, { recursive: true, force: true, maxRetries: 3 }) }
}
