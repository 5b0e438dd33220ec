import { parseArgs } from 'node:util'
import { PackagingError } from '../project.ts'
import type { Product } from '../project.ts'
import { archiveApp } from './archive.ts'
import { packDesktop } from './build.ts'

/*
 * Every desktop package, without any option; `MPSCOPE_ELECTRON` names an Electron that is here, else electron-builder
 * fetches one.
 */

export const unpacked: Product = {
  summary: 'the desktop for this system, unpacked',
  async make(args) {
    parseArgs({ args })
    return (await packDesktop(['dir'])).folders
  },
}

export const archive: Product = {
  summary: 'the desktop for Linux as tar.gz',
  async make(args) {
    parseArgs({ args })
    if (process.platform !== 'linux') throw new PackagingError('The tar.gz is for Linux, and is made there')
    return archiveAll((await packDesktop(['dir'])).folders)
  },
}

export const installers: Product = {
  summary:
    'every installer and archive of the desktop for this system (Windows: what `nsis` packs); fetches tools',
  async make(args) {
    parseArgs({ args })
    const { files, folders } = await packDesktop()
    if (process.platform === 'win32') return folders
    return process.platform === 'linux' ? [...files, ...(await archiveAll(folders))] : files
  },
}

const archiveAll = (folders: string[]): Promise<string[]> => Promise.all(folders.map(archiveApp))
