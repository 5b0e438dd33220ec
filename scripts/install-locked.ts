import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { runNpm } from './run-npm.ts'

const root = join(import.meta.dirname, '..')

/** On the same disk, and in nobody's way if the process is ended meanwhile. */
const cache = join(root, 'node_modules/.cache')

/** A copy of the lock file that the packages were installed from. */
const STAMP = '.from-lock.json'

/** Returns true if the packages of the lock file in `folder` stand beside it. */
export function isInstalled(folder: string): boolean {
  const stamp = join(folder, 'node_modules', STAMP)
  return (
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === readFileSync(join(folder, 'package-lock.json'), 'utf8')
  )
}

/**
 * Installs the packages of a lock file of its own beside it, if they are not there, and runs none of their scripts. They
 * are no dependencies of the project: what they weigh, and what `npm audit` has to say of them, is for those alone who use
 * them. Throws an `NpmError`.
 */
export async function installLocked(folder: string): Promise<void> {
  if (isInstalled(folder)) return
  mkdirSync(cache, { recursive: true })
  const staging = mkdtempSync(join(cache, `${relative(root, folder).replaceAll(/[\\/]/g, '-')}-`))
  try {
    for (const file of ['package.json', 'package-lock.json']) cpSync(join(folder, file), join(staging, file))
    const quietly = ['--no-audit', '--no-fund', '--loglevel', 'error']
    await runNpm(['ci', '--prefix', staging, '--ignore-scripts', ...quietly], staging)
    cpSync(join(folder, 'package-lock.json'), join(staging, 'node_modules', STAMP))
    moveIntoPlace(staging, folder)
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
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
