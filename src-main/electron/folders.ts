import { accessSync, constants, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Launch } from './launch.ts'

/** Where this run keeps its things. */
export interface Folders {
  /** The workbench's, which may be one that cannot be written; null where nothing may outlive the run. */
  data: string | null
  /** Chromium's, and the window's place on the screen. Chromium locks it, which is what makes us a single instance. */
  browser: string
  /** Takes away what must not outlive the run. Chromium writes until its very end, so that a few files about its own
   * caches may stay behind in the system's temporary folder; there is nothing of a message in them. */
  dispose(): void
}

/**
 * `usual` is asked for only where nothing was said. Chromium gets a folder of its own inside: it fills it with caches
 * that nobody should have to look through for their settings. Where that cannot be written (another user's folder, a
 * disk that is read only) it gets a temporary one, and whoever keeps something in `data` says what is wrong with it:
 * no message is missed for want of a place to write.
 */
export function openFolders(storage: Launch['storage'], usual: () => string): Folders {
  if (storage.kind === 'ephemeral') return { data: null, ...createTemporary() }
  const data = resolve(storage.kind === 'folder' ? storage.path : usual())
  const browser = join(data, 'desktop')
  try {
    // Only the user's own: tokens and messages lie in `data`.
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
