import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PackagingError, root } from '../project.ts'

/** The part of electron-builder's configuration that says which Electron is packed. */
export interface Runtime {
  electronVersion: string
  /** A folder with it; absent where electron-builder fetches it, for whichever system it packs for. */
  electronDist?: string
}

/**
 * Returns the Electron to pack: that of `MPSCOPE_ELECTRON`, the path of an executable, for this system alone; or the one
 * that the workbench is developed with.
 *
 * @param copy is where the runtime goes, without an app that it may bring along.
 */
export function findRuntime(env: NodeJS.ProcessEnv, copy: string): Runtime {
  const named = env['MPSCOPE_ELECTRON']
  if (!named) {
    const manifest = readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')
    return { electronVersion: (JSON.parse(manifest) as { version: string }).version }
  }
  const folder = dirname(named)
  const versionFile = join(folder, 'version')
  if (!existsSync(named) || !existsSync(versionFile)) {
    throw new PackagingError(
      `MPSCOPE_ELECTRON names ${named}, which is not the program of an unpacked Electron with its file \`version\``,
    )
  }
  const app = join(folder, 'resources', 'app')
  rmSync(copy, { recursive: true, force: true })
  cpSync(folder, copy, { recursive: true, filter: (file) => file !== app && file !== versionFile })
  return { electronVersion: readFileSync(versionFile, 'utf8').trim().replace(/^v/, ''), electronDist: copy }
}
