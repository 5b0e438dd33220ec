import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createTemporaryFolder } from './running-workbench.ts'

const repo = join(import.meta.dirname, '../..')

/**
 * Creates the repo as `npm start` finds it, in a folder of the test's own or within the given one: built, with a page of
 * one line, and with an `electron` package that has not fetched its binary.
 */
export function createRepoCopy(within = createTemporaryFolder()): string {
  const root = join(within, 'repo')
  for (const name of ['scripts', 'src-core', 'src-main', 'package.json', 'electron.vite.config.ts']) {
    cpSync(join(repo, name), join(root, name), { recursive: true })
  }
  mkdirSync(join(root, 'src-renderer'))
  mkdirSync(join(root, 'node_modules'))
  for (const name of readdirSync(join(repo, 'node_modules'))) {
    if (name === 'electron' || name.startsWith('.')) continue
    symlinkSync(join(repo, 'node_modules', name), join(root, 'node_modules', name), 'junction')
  }
  for (const name of ['install.js', 'package.json', 'checksums.json']) {
    cpSync(join(repo, 'node_modules/electron', name), join(root, 'node_modules/electron', name))
  }
  const built = process.env['MPSCOPE_BUILT_CLI']
  if (built) cpSync(dirname(built), join(root, 'out/main'), { recursive: true })
  else writeOutput(root, 'main/cli.js', "import '../../src-main/cli.ts'")
  writeOutput(root, 'main/index.js', '')
  writeOutput(root, 'preload/index.cjs', '')
  writeOutput(root, 'renderer/index.html', '<!doctype html><title>the page</title>')
  return root
}

export function writeOutput(root: string, file: string, content: string): void {
  mkdirSync(dirname(join(root, 'out', file)), { recursive: true })
  writeFileSync(join(root, 'out', file), content)
}

/**
 * An environment in which a window could be opened: `MPSCOPE_ELECTRON` is Node itself, which runs `out/main/index.js`
 * instead.
 */
export const WITH_WINDOW = {
  DISPLAY: ':0',
  ELECTRON_DISABLE_SANDBOX: '1',
  MPSCOPE_ELECTRON: process.execPath,
}

const ON_FREE_PORTS = ['--ephemeral', '--port', '0', '--control-port', '0']

export interface Started {
  child: ChildProcess
  /** Resolves with the first match in the output; rejects if everything has ended without it. */
  printed(pattern: RegExp): Promise<RegExpExecArray>
  output(): string
  /** Resolves when it and all processes that hold its output have ended: an orphan would hold it. */
  closed: Promise<number | null>
}

/** Runs `npm start -- …` in the copy, without npm; behind a `shell` as npm starts it, or by itself. */
export function start(
  root: string,
  args: string[],
  env: NodeJS.ProcessEnv = {},
  behind: 'shell' | 'nothing' = 'nothing',
): Started {
  const command = [process.execPath, join(root, 'scripts/start.ts'), ...args, ...ON_FREE_PORTS]
  // The second command keeps the shell from becoming the first.
  const shell = ['sh', '-c', '"$@"; exit', 'sh', ...command]
  const [program, ...rest] = behind === 'shell' ? shell : command
  const child = spawn(program!, rest, { stdio: ['ignore', 'pipe', 'pipe'], env: createEnvironment(env) })
  // Not SIGKILL: it has children to end.
  onTestFinished(() => void child.kill())
  let output = ''
  const closed = once(child, 'close').then(([code]) => code as number | null)
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += String(chunk)
      child.emit('printed')
    })
  }
  return {
    child,
    closed,
    output: () => output,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(output)
          if (match) resolve(match)
          return match !== null
        }
        child.on('printed', look)
        void closed.then(() => look() || reject(new Error(`ended with: ${output}`)))
        look()
      }),
  }
}

/**
 * Returns an environment without this machine's desktop and Electron, with English texts, and `env` on top. It has no
 * cache of compiled code either: the cache goes by the path, and each copy has another one.
 */
export function createEnvironment(env: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(MPSCOPE_|ELECTRON_|DISPLAY$|WAYLAND_DISPLAY$|NODE_COMPILE_CACHE$|npm_)/i.test(name),
  )
  return { ...Object.fromEntries(own), LC_ALL: 'en_US.UTF-8', ...env }
}
