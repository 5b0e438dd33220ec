import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'
import type { Packed } from '../../../packaging/npm/bounds.ts'
import { packNpm } from '../../../packaging/npm/pack.ts'
import { root } from '../../../packaging/project.ts'
import { isBuildStale } from '../../../scripts/build.ts'
import { BUNDLE_FILE } from '../../../scripts/record-bundle.ts'
import { installPackages } from '../../install-packages.ts'

const isBuilt = !isBuildStale(root) && existsSync(join(root, 'out/main', BUNDLE_FILE))
export const notBuilt = isBuilt ? null : 'out/ is older than the sources: npm run build'

/** The oldest Node that the package runs on, the oldest with SQLite, and the one of the tests. */
export const NODES = [
  { name: '20.18', history: 'memory', ...(await findOldNode('node-20.18')) },
  { name: '22.13', history: 'disk', ...(await findOldNode('node-22.13')) },
  { name: '24', history: 'disk', program: process.execPath, missing: notBuilt },
] as const

async function findOldNode(name: string): Promise<{ program: string; missing: string | null }> {
  const program = join(import.meta.dirname, 'node_modules', name, 'bin/node')
  if (notBuilt) return { program, missing: notBuilt }
  const isHere = process.platform === 'linux' && process.arch === 'x64'
  return {
    program,
    missing: isHere ? await installPackages('packaging/npm') : 'that Node is on npm for Linux on x64 alone',
  }
}

export interface Installed {
  packed: Packed
  /** Where it is installed, and where programs stand that import it. */
  folder: string
  /** The command, as npm links it. */
  bin: string
  remove(): void
}

/**
 * Packs what is built, and installs it where nothing else is: without a network, with an empty cache and an empty home, in
 * a folder whose name has a blank and 汉字.
 */
export async function installPackage(): Promise<Installed> {
  const base = mkdtempSync(join(tmpdir(), 'mpscope-npm-'))
  const folder = join(base, '公众号 test')
  mkdirSync(folder)
  const packed = await packNpm(base)
  const args = ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder]
  await promisify(execFile)('npm', [...args, '--cache', join(base, 'cache'), join(base, packed.filename)], {
    env: { PATH: process.env['PATH'], HOME: join(base, 'home') },
    shell: process.platform === 'win32',
  })
  return {
    packed,
    folder,
    bin: join(folder, 'node_modules/.bin/mpscope'),
    remove: () => rmSync(base, { recursive: true, force: true }),
  }
}

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

/** Starts a program with English texts, a home of its own and nothing else in its environment. */
export function start(program: string, args: string[], { cwd, home }: { cwd: string; home: string }) {
  const env = { PATH: process.env['PATH'], HOME: home, APPDATA: home, LC_ALL: 'en_US.UTF-8' }
  const child = spawn(program, args, { cwd, env })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** Runs a program to its end. */
export async function run(
  program: string,
  args: string[],
  { input = '', ...where }: { cwd: string; home: string; input?: string },
): Promise<Ended> {
  const child = start(program, args, where)
  const code = new Promise<number | null>((resolve) => child.once('close', resolve))
  child.stdin.on('error', () => {}).end(input)
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await code, stdout, stderr }
}
