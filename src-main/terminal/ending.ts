import { reportUncaught } from '../host/uncaught.ts'
import { watchNpm } from './npm-parent.ts'
import { oneLine } from './one-line.ts'
import type { Terminal } from './terminal.ts'

/**
 * A Ctrl+C comes twice if a parent (`npm`) passes on the signal that the terminal sends to all; a later one is
 * deliberate.
 */
const SAME_KEY_PRESS_MS = 1000

/** Closing takes moments; a frozen page, or a reader that stopped reading, must not keep us alive. */
const MAX_CLOSING_MS = 3000

/**
 * Says when a command is to end. Until a command asks, Ctrl+C and SIGTERM end the process as they end any other, so
 * that no command hangs on a signal that it ignores. An uncaught error ends it as well; once a command has asked, the
 * error is only reported.
 */
export function createUntilEnded(
  process: NodeJS.Process,
  language: Terminal['language'],
): Terminal['untilEnded'] {
  const complain = (text: string) => void process.stderr.write(`mpscope: ${oneLine(text)}\n`)
  let end = (exitCode: number): void => process.exit(exitCode)
  let goesOn = false
  let isSaid = false
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that has gone (`| head`) has all that it wanted.
    if (error.code === 'EPIPE') return end(0)
    // If a disk is full, each line fails.
    if (!isSaid) complain(error.message)
    isSaid = true
    // A full disk is a failure, but a responder's task is not its output: it goes on answering.
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
      reportUncaught(
        (error) => complain(DEFECT[language] + describe(error)),
        (error) => complain(describe(error)),
      )
      watchNpm(process, () => end(0))
      // A terminal that is closed sends SIGHUP. Node makes nothing of `nohup`, so that there is none to respect.
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
        process.on(signal, () => {
          askedAt ??= performance.now()
          if (performance.now() - askedAt > SAME_KEY_PRESS_MS) process.exit(1)
          end(0)
        })
      }
    })
}

const DEFECT = { zh: '程序内部出错，仍在运行：', en: 'an internal error, still running: ' }

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
