import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { installLocked, isInstalled } from '../scripts/install-locked.ts'

const folder = import.meta.dirname

/**
 * Returns a package of `packaging/package.json`, which is installed on first use: only who makes packages needs the 94 MB
 * of them. The caller says what it uses of the package, as its types are not there before. Throws an `NpmError` where they
 * cannot be installed.
 */
export async function loadTool<Tool>(name: string): Promise<Tool> {
  if (!isInstalled(folder)) console.log('Installing the tools of packaging/package.json …')
  await installLocked(folder)
  const path = createRequire(join(folder, 'package.json')).resolve(name)
  return (await import(pathToFileURL(path).href)) as Tool
}
