import type { Terminal } from './command.ts'
import { watchNpm } from './npm-parent.ts'

/** A Ctrl+C comes twice where a parent (`npm`) passes on what the terminal sends to all; later ones are meant. */
const SAME_KEY_PRESS_MS = 1000

/** Closing takes moments; a page that is frozen, or a reader that does not read on, must not keep us alive. */
const MAX_CLOSING_MS = 3000

/**
 * Says when a command is to end. Until a command asks, Ctrl+C and SIGTERM end the process as they end any other, so
 * that none of them hangs on a signal it does not look at.
 */
export function createUntilEnded(process: NodeJS.Process): Terminal['untilEnded'] {
  let end = (exitCode: number): void => process.exit(exitCode)
  let goesOn = false
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that has gone (`| head`) has what it wanted.
    if (error.code === 'EPIPE') return end(0)
    process.stderr.write(`mpscope: ${error.message}\n`)
    // A disk that is full is a failure, but the output is not what a responder is there for: it goes on answering.
    if (!goesOn) end(1)
  })
  // There is nowhere left to say it.
  process.stderr.on('error', () => {})

  return () =>
    new Promise((resolve) => {
      goesOn = true
      let askedAt: number | undefined
      end = (exitCode) => {
        setTimeout(() => process.exit(exitCode), MAX_CLOSING_MS).unref()
        resolve(exitCode)
      }
      watchNpm(process, () => end(0))
      for (const signal of ['SIGINT', 'SIGTERM'] as const) {
        process.on(signal, () => {
          askedAt ??= performance.now()
          if (performance.now() - askedAt > SAME_KEY_PRESS_MS) process.exit(1)
          end(0)
        })
      }
    })
}
