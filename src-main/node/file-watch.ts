import { unwatchFile, watch, watchFile } from 'node:fs'
import type { FSWatcher } from 'node:fs'

/** A file that is being replaced changes several times within moments. */
const SETTLE_MS = 20
/** If the system announces nothing (a network drive, a folder made anew), we look at the file this often. */
const LOOK_EVERY_MS = 2000

/**
 * Calls `onChange` soon after the file was changed, replaced, made or removed; returns a function that stops that.
 * Watches the file and not its folder, in which the history is written with every message.
 */
export function watchOneFile(file: string, onChange: () => void): () => void {
  let watcher: FSWatcher | undefined
  let timer: NodeJS.Timeout | undefined

  const soon = () => {
    timer ??= setTimeout(() => {
      timer = undefined
      // A replaced file is another file, and the old watcher hears nothing of it.
      arm()
      onChange()
    }, SETTLE_MS).unref()
  }
  function arm(): void {
    watcher?.close()
    watcher = undefined
    try {
      watcher = watch(file, { persistent: false }, soon).on('error', () => {})
    } catch {
      // It does not exist, or the system has no watchers left.
    }
  }

  arm()
  watchFile(file, { interval: LOOK_EVERY_MS, persistent: false }, soon)
  return () => {
    clearTimeout(timer)
    watcher?.close()
    unwatchFile(file, soon)
  }
}
