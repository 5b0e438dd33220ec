import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { waitFor } from './children.ts'
import type { Children, Ending } from './children.ts'

const OUTPUTS = ['main/cli.js', 'main/index.js', 'preload/index.cjs', 'renderer/index.html']
const SOURCE_FOLDERS = ['src-core', 'src-main', 'src-renderer']
const SOURCE_FILES = ['package.json', 'electron.vite.config.ts']

/** Returns true if a source is newer than the build. A removed file changes its folder's time. */
export function isBuildStale(root: string): boolean {
  const builtAt = Math.min(...OUTPUTS.map((file) => timeOf(join(root, 'out', file))))
  const inside = SOURCE_FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  )
  const changedAt = [...SOURCE_FOLDERS, ...inside, ...SOURCE_FILES].map((file) => timeOf(join(root, file)))
  return builtAt < Math.max(...changedAt)
}

/** Prints errors only. */
export function build(root: string, { start }: Children): Promise<Ending> {
  const tool = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const options = { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'] }
  return waitFor(start(process.execPath, [tool, 'build', '--logLevel', 'warn'], options))
}

/** Returns the file's time in milliseconds; 0 if it does not exist, as when an editor's copy goes away meanwhile. */
function timeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
