import type { App } from 'electron'

/**
 * Longer than the five seconds that a request may be held. After that nothing justifies a program that does not end.
 */
const PATIENCE_MS = 8000

/**
 * Every way to quit (menu, last window closed, SIGTERM, SIGINT) ends here: `close` runs once, then the process exits
 * with 0, or with 1 where closing failed. Electron does not wait, so quitting is postponed until that is done. `allows`
 * is asked first, unless a signal says that the process must end.
 */
export function quitCleanly(app: App, allows: () => boolean, close: () => Promise<void>): void {
  let closing = false

  function end(): void {
    if (closing) return
    closing = true
    withinPatience(close()).then(
      () => app.exit(0),
      (error: unknown) => {
        console.error(error)
        app.exit(1)
      },
    )
  }

  app.on('window-all-closed', () => app.quit())
  app.on('before-quit', (event) => {
    event.preventDefault()
    if (closing || allows()) end()
  })
  // Chromium also quits at these signals, but only if Node has no listener of its own.
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
}

function withinPatience(closing: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('closing took too long')), PATIENCE_MS)
    closing.then(resolve, reject)
  })
}
