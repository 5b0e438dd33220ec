import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BUNDLE_FILE } from '../scripts/record-bundle.ts'
import type { Bundle } from '../scripts/record-bundle.ts'
import { PackagingError, root } from './project.ts'

/** The built files of one process, and what went into them. */
export interface BuiltFiles {
  /** By their path in the folder of `out/`, with `/`. */
  files: string[]
  /** The folders of the packages in them, as `node_modules/ws`. */
  packages: string[]
}

/**
 * Returns the files of `out/main` that run with these entries, and nothing that only others need. Throws a
 * `PackagingError` if they need more than Node and each other.
 */
export function findMainFiles(entries: readonly string[], builtIn: RegExp = /^node:/): BuiltFiles {
  const bundle = readBundle('main')
  const files = new Set<string>()
  function visit(file: string, from: string): void {
    if (builtIn.test(file) || files.has(file)) return
    const found = Object.hasOwn(bundle, file) ? bundle[file] : undefined
    if (!found) throw new PackagingError(`${from} needs ${file}, which is neither built nor in Node.`)
    files.add(file)
    for (const next of found.imports) visit(next, file)
  }
  for (const entry of entries) visit(entry, 'The package')
  return { files: [...files].toSorted(), packages: packagesOf(bundle, [...files]) }
}

/** Returns the packages that the page is built of. */
export function findPagePackages(): string[] {
  const bundle = readBundle('renderer')
  // Its style sheet begins with Tailwind's own rules.
  return [...packagesOf(bundle, Object.keys(bundle)), 'node_modules/tailwindcss']
}

function readBundle(folder: 'main' | 'renderer'): Bundle {
  return JSON.parse(readFileSync(join(root, 'out', folder, BUNDLE_FILE), 'utf8')) as Bundle
}

function packagesOf(bundle: Bundle, files: readonly string[]): string[] {
  return [...new Set(files.flatMap((file) => bundle[file]!.packages))].toSorted()
}
