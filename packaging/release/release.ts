/**
 * The assets of a release in `dist/release/`, and its notes beside them: what was made, its checksums, what it is made of
 * (SBOM), and what the app reads of it. The workflow runs the same steps, with what three systems made.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { readChanges } from '../changelog.ts'
import { dist, findRepository, name, PackagingError, root, version } from '../project.ts'
import type { Product } from '../project.ts'
import { runNpm } from '../../scripts/run-npm.ts'
import { SUMS_FILE, writeChecksums } from './checksums.ts'
import { describeLatest, writeNotes } from './latest.ts'

const folder = join(dist, 'release')

export const release: Product = {
  summary:
    'all of a release, and nothing is sent anywhere; --tag v1.2.3, --check alone, --made DIR with its files',
  async make(args) {
    const { values } = parseArgs({
      args,
      options: { tag: { type: 'string' }, check: { type: 'boolean' }, made: { type: 'string' } },
    })
    const tag = values.tag ?? findTag(process.env)
    checkTag(tag)
    const changes = readChanges(version, tag !== null)
    if (tag === null) console.log(`A rehearsal: no tag was given; with v${version}, it would be a release`)
    if (values.check) return []
    if (values.made !== undefined && !existsSync(values.made))
      throw new PackagingError(`${values.made} is not there: --made wants the folder of what was made`)

    const repository = findRepository(process.env)
    const made = values.made === undefined ? await makeHere() : listFiles(values.made)
    if (values.made !== undefined) checkComplete(made)
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    for (const file of made) cpSync(file, join(folder, basename(file)))
    writeFileSync(join(folder, `${name}-${version}.cdx.json`), await listPackages())
    if (repository !== null) {
      const date = changes.date ?? new Date().toISOString().slice(0, 10)
      const latest = describeLatest(version, date, repository, changes)
      writeFileSync(join(folder, 'latest.json'), `${JSON.stringify(latest, null, 2)}\n`)
    } else {
      console.log('No latest.json: GITHUB_REPOSITORY does not say who releases, as owner/name')
    }
    writeFileSync(join(folder, SUMS_FILE), writeChecksums(folder))
    const notes = join(dist, 'release-notes.md')
    writeFileSync(notes, writeNotes(changes, repository))
    return [...listFiles(folder), notes]
  },
}

/** Returns the tag that GitHub runs this for; null for a branch, and elsewhere. */
export function findTag(env: NodeJS.ProcessEnv): string | null {
  return env['GITHUB_REF_TYPE'] === 'tag' ? (env['GITHUB_REF_NAME'] ?? null) : null
}

/** package.json alone says which version it is. Throws a `PackagingError` if the tag says another. */
export function checkTag(tag: string | null): void {
  if (tag === null || tag === `v${version}`) return
  throw new PackagingError(
    `The tag ${tag} is not v${version}, the version in package.json: correct one of them`,
  )
}

/** What three systems make, by the end of the names: for both kinds of processor where people have both. */
const COMPLETE: Readonly<Record<string, number>> = {
  '.tgz': 1,
  '.tar.gz': 1,
  '.AppImage': 1,
  '.rpm': 1,
  '.deb': 1,
  '-setup.exe': 2,
  '.dmg': 2,
  '.zip': 2,
}

/** Throws a `PackagingError` that names what a system did not make, or did not pass on. */
export function checkComplete(files: readonly string[]): void {
  const wrong = Object.entries(COMPLETE).flatMap(([ending, wanted]) => {
    const there = files.filter((file) => file.endsWith(ending)).length
    return there === wanted ? [] : [`${there} of ${wanted} ${ending}`]
  })
  if (wrong.length > 0) throw new PackagingError(`Not all of the release was made: ${wrong.join(', ')}`)
}

/**
 * What this system can make without fetching the tools of others. Imported here, as the workflow checks the tag before
 * anything is installed.
 */
async function makeHere(): Promise<string[]> {
  const { npmProduct } = await import('../npm/product.ts')
  const { unpacked, installers } = await import('../desktop/products.ts')
  const npm = await npmProduct.make([])
  if (process.platform !== 'linux') return [...npm, ...(await installers.make([]))]
  const { archiveApp } = await import('../desktop/archive.ts')
  const { deb } = await import('../linux/deb.ts')
  const [app = ''] = await unpacked.make([])
  return [...npm, await archiveApp(app), ...(await deb.make(['--app', app]))]
}

/** Without what npm would install on other systems only, of which it does not know how it fits together. */
function listPackages(): Promise<string> {
  return runNpm(['sbom', '--sbom-format=cyclonedx', '--package-lock-only', '--omit=optional'], root)
}

function listFiles(where: string): string[] {
  return readdirSync(where, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}
