import type { Readable, Writable } from 'node:stream'
import type { Bilingual } from '../../src-core/contract/text.ts'
import type { UpdateSource } from '../../src-core/contract/updates.ts'
import type { FindWorker } from '../node/workers.ts'

/** The parts of its process that a command may use. */
export interface Terminal {
  stdin: Readable
  stdout: Writable
  stderr: Writable
  env: NodeJS.ProcessEnv
  /** Shows `title` in the process list instead of the typed command line, on Linux and macOS. */
  hideArguments(title: string): void
  language: keyof Bilingual
  /**
   * For commands that run until they are told to end: resolves to the exit code at Ctrl+C, at SIGTERM, and when nobody
   * reads the output any more. Call it before there is anything to close.
   */
  untilEnded(): Promise<number>
  /** True if a person reads the output: it goes to a screen. */
  isScreen: boolean
  version: string
  /** As in `PageDress`. */
  program: string | undefined
  /** Who brings new versions: only the workbench in the browser says so, and no command asks. */
  updateSource: UpdateSource
  /** The built screens. */
  rendererDir: string
  findWorker: FindWorker
}
