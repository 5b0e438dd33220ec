import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const folder = import.meta.dirname
const lock = join(folder, 'package-lock.json')
const installed = join(folder, 'node_modules')
/** A copy of the lock file that the packages were installed from. */
const stamp = join(installed, '.from-lock.json')
/** On the same disk, and in nobody's way if the process is ended meanwhile. */
const cache = join(folder, '../../node_modules/.cache')

/**
 * Installs the packages of this folder's own lock file, if they are not there. Returns why they are not to be had, in
 * words for the name of a skipped test; null if they are there.
 *
 * They are no dependencies of the project: 190 packages of 32 MB, some of them ten years old, which `npm ci` would
 * install and `npm audit` complain of wherever somebody only wants to run the workbench.
 */
export async function installPackages(): Promise<string | null> {
  if (isInstalled()) return null
  mkdirSync(cache, { recursive: true })
  const staging = mkdtempSync(join(cache, 'backends-'))
  try {
    for (const file of ['package.json', 'package-lock.json']) cpSync(join(folder, file), join(staging, file))
    await runNpm(['ci', '--prefix', staging, '--ignore-scripts', '--no-audit', '--no-fund'])
    cpSync(lock, join(staging, 'node_modules/.from-lock.json'))
    moveIntoPlace(staging)
    return null
  } catch (error) {
    return `needs the packages of tests/backends, and npm ci failed there: ${messageOf(error)}`
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
}

function isInstalled(): boolean {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === readFileSync(lock, 'utf8')
}

/** Whoever else installs at the same time has installed the same, so that the first one's stay. */
function moveIntoPlace(staging: string): void {
  if (existsSync(installed) && !isInstalled()) renameSync(installed, join(staging, 'outdated'))
  try {
    renameSync(join(staging, 'node_modules'), installed)
  } catch (error) {
    if (!isInstalled()) throw error
  }
}

async function runNpm(args: string[]): Promise<void> {
  // npm is a script on Windows, which only a shell starts.
  await promisify(execFile)('npm', args, { shell: process.platform === 'win32' })
}

/** Returns the first line of what npm says, or of what went wrong before it could say anything. */
function messageOf(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string }
  return (stderr || message).trim().split('\n')[0]!
}
