import { join } from 'node:path'
import { installLocked } from '../scripts/install-locked.ts'
import { NpmError } from '../scripts/run-npm.ts'

/**
 * Installs the packages that some tests need beside these tests; `name` is the folder's path in `tests`. Returns why they
 * are not to be had, in words for the name of a skipped test; null if they are there.
 */
export async function installPackages(name: string): Promise<string | null> {
  try {
    await installLocked(join(import.meta.dirname, name))
    return null
  } catch (error) {
    if (!(error instanceof NpmError)) throw error
    return `needs the packages of tests/${name}: ${error.message.split('\n')[0]}`
  }
}
