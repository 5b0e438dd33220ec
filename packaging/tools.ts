import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runNpm } from './run-npm.ts'

const folder = import.meta.dirname
const lock = join(folder, 'package-lock.json')
/** A copy of the lock file that the tools were installed from. */
const stamp = join(folder, 'node_modules', '.from-lock.json')

/**
 * Returns a package of `packaging/package.json`, which is installed on first use: only who makes packages needs the 94 MB
 * of them. The caller says what it uses of the package, as its types are not there before. Throws a `PackagingError`
 * where they cannot be installed.
 */
export async function loadTool<Tool>(name: string): Promise<Tool> {
  await installTools()
  const path = createRequire(join(folder, 'package.json')).resolve(name)
  return (await import(pathToFileURL(path).href)) as Tool
}

async function installTools(): Promise<void> {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === readFileSync(lock, 'utf8')) return
  console.log('Installing the tools of packaging/package.json …')
  await runNpm(['ci', '--prefix', folder, '--no-audit', '--no-fund', '--loglevel', 'error'], folder)
  copyFileSync(lock, stamp)
}
