/**
 * `npm run licences`: writes docs/licences.md, the packages that run with the workbench and those that its page may be
 * built of, from the lock file alone. A test compares.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

/** A package as package-lock.json has it. */
export interface LockedPackage {
  version: string
  license?: string
  resolved?: string
  integrity?: string
  hasInstallScript?: boolean
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  peerDependenciesMeta?: Record<string, { optional?: boolean }>
}

/** The key is the package's folder: `node_modules/…`, or `''` for ours. */
export type Lock = Record<string, LockedPackage>

export interface LicensedPackage {
  name: string
  version: string
  license: string
}

export function readLock(file: string): Lock {
  return (JSON.parse(readFileSync(join(root, file), 'utf8')) as { packages: Lock }).packages
}

/** Lists the packages that the workbench needs when it runs. */
export function listRunTime(lock: Lock): LicensedPackage[] {
  return collect(lock, Object.keys(lock['']!.dependencies ?? {}))
}

/**
 * Lists the packages that the page's sources import, and all their dependencies. Some of these are only needed to build
 * the page: they are listed rather than guessed at.
 */
export function listPage(lock: Lock): LicensedPackage[] {
  return collect(lock, findPageImports())
}

export function describeLicences(lock: Lock): string {
  return [
    '# Licences · 许可证',
    '',
    'Written by `npm run licences` from `package-lock.json`; a test compares. Electron is fetched at the first start and',
    'brings its own list, `LICENSES.chromium.html`.',
    '',
    '## What runs · 运行时',
    '',
    ...tabulate(listRunTime(lock)),
    '',
    '## What the page may be built of · 界面',
    '',
    'The packages that the page imports, and all that they depend on.',
    '',
    ...tabulate(listPage(lock)),
    '',
  ].join('\n')
}

function findPageImports(): string[] {
  const sources = ['src-renderer', 'src-core/contract'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|vue|css)$/.test(file))
      .map((file) => readFileSync(join(root, folder, file), 'utf8')),
  )
  const names = sources.flatMap((text) =>
    [...text.matchAll(/(?:\bfrom|\bimport\(?|@import)\s*['"]((?:@[\w.-]+\/)?[a-z][\w.-]*)/g)].map(
      ([, name = '']) => name,
    ),
  )
  return [...new Set(names)]
}

/**
 * Returns these packages and all their dependencies, by name. Leaves out what npm would not install (an optional peer).
 */
function collect(lock: Lock, names: readonly string[]): LicensedPackage[] {
  const folders = new Set<string>()
  function visit(name: string, from: string): void {
    const folder = resolve(lock, name, from)
    if (folder === null || folders.has(folder)) return
    folders.add(folder)
    for (const next of dependenciesOf(lock[folder]!)) visit(next, folder)
  }
  for (const name of names) visit(name, '')
  // Two folders may hold the same package, since two others need different versions of it, or the same one.
  const found = new Map<string, LicensedPackage>()
  for (const folder of folders) {
    const { version, license = 'none given' } = lock[folder]!
    const name = folder.replace(/^.*node_modules\//, '')
    found.set(`${name} ${version}`, { name, version, license })
  }
  return [...found.keys()].toSorted().map((key) => found.get(key)!)
}

function dependenciesOf(one: LockedPackage): string[] {
  const peers = Object.keys(one.peerDependencies ?? {}).filter(
    (name) => one.peerDependenciesMeta?.[name]?.optional !== true,
  )
  return [...Object.keys(one.dependencies ?? {}), ...Object.keys(one.optionalDependencies ?? {}), ...peers]
}

/** Returns the folder in which `from` finds the package, as Node resolves it; null if it is not installed. */
function resolve(lock: Lock, name: string, from: string): string | null {
  for (let at = from; ; at = at.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
    const folder = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`
    if (Object.hasOwn(lock, folder)) return folder
    if (at === '') return null
  }
}

function tabulate(packages: readonly LicensedPackage[]): string[] {
  const rows = [
    ['Package', 'Version', 'Licence'],
    ...packages.map((one) => [one.name, one.version, one.license]),
  ]
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)))
  const [head = '', ...rest] = rows.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`,
  )
  return [head, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rest]
}

if (import.meta.main) {
  writeFileSync(join(root, 'docs/licences.md'), describeLicences(readLock('package-lock.json')))
}
