/** The files by which package managers offer a release. Whoever looks after the package hands them in; nothing here does. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { readChanges } from '../changelog.ts'
import { dist, findRepository, name, PackagingError, version } from '../project.ts'
import type { Product } from '../project.ts'
import { readChecksums, SUMS_FILE } from '../release/checksums.ts'
import type { Release } from './assets.ts'
import { writeAur } from './aur.ts'
import { writeCask } from './homebrew.ts'
import { writeScoop } from './scoop.ts'
import { writeWinget } from './winget.ts'

export const managers: Product = {
  summary:
    'files for winget, Scoop, Homebrew and the AUR, of a release; --repository owner/name, --sums SHA256SUMS',
  async make(args) {
    const { values } = parseArgs({
      args,
      options: { repository: { type: 'string' }, sums: { type: 'string' } },
    })
    const sums = values.sums ?? join(dist, 'release', SUMS_FILE)
    if (!existsSync(sums)) {
      throw new PackagingError(
        `${sums} is not there: make the release first, or name its checksums with --sums`,
      )
    }
    const files = writeAll({
      version,
      date: readChanges(version, false).date ?? new Date().toISOString().slice(0, 10),
      repository: chooseRepository(values.repository, process.env),
      sums: readChecksums(readFileSync(sums, 'utf8')),
    })
    const folder = join(dist, 'managers')
    rmSync(folder, { recursive: true, force: true })
    return Object.entries(files).map(([path, text]) => {
      const file = join(folder, path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
      return file
    })
  },
}

/** Throws a `PackagingError` if nobody says who releases: what is offered has to be downloaded from somewhere. */
export function chooseRepository(given: string | undefined, env: NodeJS.ProcessEnv): string {
  const repository = findRepository(given === undefined ? env : { GITHUB_REPOSITORY: given })
  if (repository !== null) return repository
  throw new PackagingError(
    'Which repository has the release? Say --repository owner/name, or set GITHUB_REPOSITORY to it',
  )
}

/** Returns the contents by path. Throws a `PackagingError` that names a file which the release does not have. */
export function writeAll(release: Release): Record<string, string> {
  const within = (folder: string, files: Record<string, string>) =>
    Object.fromEntries(Object.entries(files).map(([file, text]) => [`${folder}/${file}`, text]))
  return {
    ...within('winget', writeWinget(release)),
    ...within('scoop', { [`${name}.json`]: writeScoop(release) }),
    ...within('homebrew', { [`${name}.rb`]: writeCask(release) }),
    ...within('aur', writeAur(release)),
  }
}
