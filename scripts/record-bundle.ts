import type { Plugin } from 'vite'

/** What one built file needs. */
export interface BundledFile {
  /** Other built files, by their path in the folder, and modules that are not bundled, as `node:fs`. */
  imports: string[]
  /** The folders of the packages whose code is in it, as `node_modules/ws`. */
  packages: string[]
}

/** By the path of the built file. */
export type Bundle = Record<string, BundledFile>

/** In the folder of the built files. The page's server passes over a file with such a name. */
export const BUNDLE_FILE = '.bundle.json'

/** A few lines of these tools go into what they build. */
const HELPERS: Record<string, string> = {
  rolldown: 'node_modules/rolldown',
  vite: 'node_modules/vite',
  'plugin-vue': 'node_modules/@vitejs/plugin-vue',
}

/**
 * Writes what the built files need beside them: what is passed on takes the files that it needs, and the licences of the
 * packages in them. A style sheet is in no file's list.
 */
export function recordBundle(): Plugin {
  return {
    name: 'record-bundle',
    apply: 'build',
    generateBundle(_options, outputs) {
      const chunks = Object.values(outputs).filter((file) => file.type === 'chunk')
      const bundle: Bundle = Object.fromEntries(
        chunks.map(({ fileName, imports, dynamicImports, modules }) => {
          const used = Object.entries(modules).filter(([, { renderedLength }]) => renderedLength > 0)
          const packages = new Set(used.flatMap(([id]) => findPackage(id) ?? []))
          return [
            fileName,
            { imports: [...imports, ...dynamicImports].toSorted(), packages: [...packages].toSorted() },
          ]
        }),
      )
      this.emitFile({ type: 'asset', fileName: BUNDLE_FILE, source: JSON.stringify(bundle) })
    },
  }
}

/** Returns null for a module of ours, and for one that has no code. */
function findPackage(id: string): string | null {
  const path = id.replaceAll('\\', '/')
  const [, helper] = /^\0(rolldown|vite|plugin-vue)\b/.exec(path) ?? []
  if (helper !== undefined) return HELPERS[helper]!
  return /(?<=\/)node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? null
}
