import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import type { UpdateSource } from '../../../src-core/contract/updates.ts'
import type { Terminal } from '../../../src-main/terminal/terminal.ts'
import { pickLanguage } from '../../../src-main/terminal/language.ts'
import { runCommand } from '../../../src-main/terminal/run-command.ts'

const root = join(import.meta.dirname, '../../..')

export interface CommandOptions {
  input?: string | Uint8Array
  /** The whole environment; English unless `LC_ALL` says otherwise. */
  env?: Record<string, string>
  /** Whether a person reads the output. */
  isScreen?: boolean
  updateSource?: UpdateSource | undefined
}

export interface CommandResult {
  code: number
  stdout: string
  stderr: string
}

/** A command that runs in the test's own process, with a terminal of its own. */
export interface StartedCommand {
  stdout: PassThrough
  stderr: PassThrough
  /** Acts like Ctrl+C; resolves to the exit code. */
  end(): Promise<number>
  /** Resolves to the exit code once it has ended. */
  ended: Promise<number>
}

/** Creates a terminal of its own for a command, which nothing ends from outside. */
export function createTerminal({
  input = '',
  env = {},
  isScreen = false,
  updateSource = { kind: 'repository' },
}: CommandOptions = {}) {
  const environment = { LC_ALL: 'en_US.UTF-8', ...env }
  return {
    stdin: Readable.from(input.length > 0 ? [Buffer.from(input)] : []),
    stdout: new PassThrough(),
    stderr: new PassThrough(),
    env: environment,
    // The process belongs to the tests.
    hideArguments() {},
    language: pickLanguage(environment),
    untilEnded: () => Promise.resolve(0),
    isScreen,
    version: '0.0.0-test',
    program: undefined,
    updateSource,
    rendererDir: join(root, 'out/renderer'),
    findWorker: (name) => pathToFileURL(join(root, `src-main/node/${name}.ts`)),
  } satisfies Terminal
}

/**
 * Runs `mpscope …` without a process of its own, which takes a third of a second to start. It serves everything but
 * signals, pipes that break and the environment, for which there is `running-cli.ts`.
 */
export function startCommand(args: string[], options: CommandOptions = {}): StartedCommand {
  const { promise: toldToEnd, resolve: tell } = Promise.withResolvers<number>()
  const terminal = { ...createTerminal(options), untilEnded: () => toldToEnd }
  const { stdout, stderr } = terminal
  const ended = runCommand(args, terminal).finally(() => {
    stdout.end()
    stderr.end()
  })
  return {
    stdout,
    stderr,
    ended,
    end() {
      tell(0)
      return ended
    },
  }
}

/** Runs a command to its end. */
export async function runInProcess(args: string[], options: CommandOptions = {}): Promise<CommandResult> {
  const { stdout, stderr, ended } = startCommand(args, options)
  const [printed, complaints, code] = await Promise.all([text(stdout), text(stderr), ended])
  return { code, stdout: printed, stderr: complaints }
}
