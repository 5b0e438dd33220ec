import type { Product } from '../project.ts'
import { packDesktop } from './build.ts'

/** Every desktop package; `MPSCOPE_ELECTRON` names an Electron that is here, else electron-builder fetches one. */

export const unpacked: Product = {
  summary: 'the desktop for this system, unpacked',
  make: () => packDesktop(['dir']),
}

export const archive: Product = {
  summary: 'the desktop for Linux as tar.gz',
  make: () => packDesktop(['tar.gz']),
}

export const installers: Product = {
  summary: 'every installer and archive of the desktop for this system; fetches the tools that make them',
  make: () => packDesktop(),
}
