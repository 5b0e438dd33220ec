/**
 * The Debian package, made with `dpkg-deb` alone from the app as it runs. No script of ours runs as root when it is
 * installed or removed: the menu, the file types and the icons are renewed by the triggers of the packages that own
 * them.
 *
 * Threat model. The page shows what strangers send, so Chromium's sandbox has to work for every user. It needs
 * namespaces of its own. Debian 12 gives them to any program; Ubuntu 24.04 only to one with a profile of AppArmor, and
 * some administrators to none. There Chromium takes its helper, which has to belong to root and have the setuid bit, as
 * Debian's own chromium installs it; so does this package. A profile instead would be one for AppArmor 4, which Debian
 * 12 cannot read, with a script that tells the systems apart, and would still leave out the administrator's case.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readChanges } from '../changelog.ts'
import { unpacked } from '../desktop/products.ts'
import { dist, name, PackagingError, version } from '../project.ts'
import type { Product } from '../project.ts'
import { findDebianArchitecture } from './binary.ts'
import { layOutPackage } from './package-tree.ts'

export const deb: Product = {
  summary:
    'a package for Debian and Ubuntu; --app DIR packs what `dir` made; --quick: a larger one, to try it',
  async make(args) {
    const { values } = parseArgs({ args, options: { app: { type: 'string' }, quick: { type: 'boolean' } } })
    const app = values.app ?? (await unpacked.make([]))[0]!
    return [makeDeb(app, values.quick ? ['-Zgzip', '-z1'] : ['-Zxz'])]
  },
}

/** Returns the file. */
function makeDeb(app: string, compression: string[]): string {
  const program = join(app, name)
  if (!existsSync(program))
    throw new PackagingError(`${program} is not there: --app wants the unpacked app for Linux`)
  const architecture = findDebianArchitecture(program)
  // Not Debian's form of the version: GitHub takes no `~` in a file's name.
  const file = join(dist, `${name}_${version}_${architecture}.deb`)
  // What is not out yet is packed to be tried.
  const changes = readChanges(version, false)
  const date = changes.date === null ? new Date() : new Date(changes.date)
  const tree = join(dist, '.deb')
  rmSync(tree, { recursive: true, force: true })
  mkdirSync(tree, { recursive: true })
  try {
    layOutPackage(tree, app, changes, date)
    runDpkgDeb(['--root-owner-group', ...compression, '--build', tree, file], date)
    return file
  } finally {
    rmSync(tree, { recursive: true, force: true })
  }
}

/** Two builds of one release have the same times inside. */
function runDpkgDeb(args: string[], date: Date): void {
  const env = { ...process.env, SOURCE_DATE_EPOCH: String(Math.floor(date.getTime() / 1000)) }
  try {
    execFileSync('dpkg-deb', args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw new PackagingError(
      missing ? 'dpkg-deb is missing; it makes a .deb on Debian and Ubuntu' : 'dpkg-deb failed',
    )
  }
}
