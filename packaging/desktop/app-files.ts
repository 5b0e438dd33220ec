import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { root } from '../project.ts'

/** Started by name, so that no import leads to them: see `findWorker` in `src-main/node/workbench.ts`. */
const WORKERS = ['burst-process.js', 'conversion-worker.js', 'pattern-worker.js']

/**
 * Lays out what goes into the package, which is the build without the terminal and with a manifest of its own.
 *
 * @param folder is made anew.
 */
export function layOutApp(folder: string, manifest: Record<string, unknown>): void {
  rmSync(folder, { recursive: true, force: true })
  const main = join(root, 'out/main')
  const files = [
    ...findImported(['index.js', ...WORKERS].map((file) => join(main, file))),
    join(root, 'out/preload'),
    join(root, 'out/renderer'),
  ]
  for (const file of files) {
    const copy = join(folder, relative(root, file))
    mkdirSync(dirname(copy), { recursive: true })
    cpSync(file, copy, { recursive: true })
  }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
}

/** Returns the given files and all that they import, at once or later. */
export function findImported(entries: string[]): string[] {
  const found = new Set(entries)
  // A set gives out what is added meanwhile.
  for (const file of found) {
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/["'`](\.\.?\/[^"'`\s]+\.js)["'`]/g)) {
      const imported = join(dirname(file), path)
      if (existsSync(imported)) found.add(imported)
    }
  }
  return [...found]
}
