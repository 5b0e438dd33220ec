import type { App } from 'electron'

/**
 * Longer than the five seconds that a request may be held. After that nothing justifies a program that does not end.
 */
const PATIENCE_MS = 8000

/**
 * Every way to quit (menu, last window closed, SIGTERM, SIGINT) ends here: `close` runs once, then the process exits
 * with 0, or with 1 where closing failed. Electron does not wait, so quitting is postponed until that is done.
 */
export function quitCleanly(app: App, close: () => Promise<void>): void {
  let closing = false

  app.on('window-all-closed', () => app.quit())
  app.on('before-quit', (event) => {
    event.preventDefault()
    if (closing) return
    closing = true
    withinPatience(close()).then(
      () => app.exit(0),
      (error: unknown) => {
        console.error(error)
        app.exit(1)
      },
    )
  })
  // Chromium also quits at these signals, but only if Node has no listener of its own.
  process.on('SIGTERM', () => app.quit())
  process.on('SIGINT', () => app.quit())
}

function withinPatience(closing: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('closing took too long')), PATIENCE_MS)
    closing.then(resolve, reject)
  })
}
