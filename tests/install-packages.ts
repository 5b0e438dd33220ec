import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** On the same disk as the tests, and in nobody's way if the process is ended meanwhile. */
const cache = join(import.meta.dirname, '../node_modules/.cache')

/**
 * Installs the packages of a lock file of its own beside the tests that need them, if they are not there. `name` is the
 * folder's path in `tests`. Returns why they are not to be had, in words for the name of a skipped test; null if they are
 * there.
 *
 * They are no dependencies of the project: what they weigh, and what `npm audit` has to say of them, is for those alone who
 * run the tests.
 */
export async function installPackages(name: string): Promise<string | null> {
  const folder = join(import.meta.dirname, name)
  if (isInstalled(folder)) return null
  mkdirSync(cache, { recursive: true })
  const staging = mkdtempSync(join(cache, `${name.replaceAll('/', '-')}-`))
  try {
    for (const file of ['package.json', 'package-lock.json']) cpSync(join(folder, file), join(staging, file))
    await runNpm(['ci', '--prefix', staging, '--ignore-scripts', '--no-audit', '--no-fund'])
    cpSync(join(folder, 'package-lock.json'), join(staging, 'node_modules', STAMP))
    moveIntoPlace(staging, folder)
    return null
  } catch (error) {
    return `needs the packages of tests/${name}, and npm ci failed there: ${messageOf(error)}`
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
}

/** A copy of the lock file that the packages were installed from. */
const STAMP = '.from-lock.json'

function isInstalled(folder: string): boolean {
  const stamp = join(folder, 'node_modules', STAMP)
  return (
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === readFileSync(join(folder, 'package-lock.json'), 'utf8')
  )
}

/** Whoever else installs at the same time has installed the same, so that the first one's stay. */
function moveIntoPlace(staging: string, folder: string): void {
  const installed = join(folder, 'node_modules')
  if (existsSync(installed) && !isInstalled(folder)) renameSync(installed, join(staging, 'outdated'))
  try {
    renameSync(join(staging, 'node_modules'), installed)
  } catch (error) {
    if (!isInstalled(folder)) throw error
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
