import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { findMainFiles, findPagePackages } from '../built-files.ts'
import { root } from '../project.ts'
import { writeThirdPartyLicences } from '../third-party.ts'

/** The desktop, and what it starts besides by name: see `findWorker` in `src-main/node/workbench.ts`. */
const ENTRIES = ['index.js', 'burst-process.js', 'conversion-worker.js', 'pattern-worker.js']

/** Stands beside the app, where people find it, and not in its archive. */
export const THIRD_PARTY = 'THIRD-PARTY-LICENSES.txt'

/**
 * Lays out what goes into the package: the build without what only the terminal needs, with a manifest of its own. Throws
 * a `PackagingError`.
 *
 * @param folder is made anew.
 */
export function layOutApp(folder: string, manifest: Record<string, unknown>): void {
  rmSync(folder, { recursive: true, force: true })
  const main = findMainFiles(ENTRIES, /^(node:|electron$)/)
  for (const path of [...main.files.map((file) => `main/${file}`), 'preload', 'renderer']) {
    const copy = join(folder, 'out', path)
    mkdirSync(dirname(copy), { recursive: true })
    // Notes of the build itself begin with a dot.
    const filter = (file: string) => !basename(file).startsWith('.')
    cpSync(join(root, 'out', path), copy, { recursive: true, filter })
  }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  writeFileSync(join(folder, THIRD_PARTY), writeThirdPartyLicences([...main.packages, ...findPagePackages()]))
}
