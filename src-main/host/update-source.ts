import { readFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import type { UpdateSource } from '../../src-core/contract/updates.ts'

/** `https://HOST/OWNER/REPOSITORY/releases/latest/download/latest.json`, written as a parser would write it. */
const ADDRESS =
  /^(https:\/\/[a-z\d.-]+(?::\d+)?\/[\w.-]+\/[\w.-]+\/releases)\/latest\/download\/latest\.json$/

/**
 * Returns where new versions come from, by the folder that has our package.json: the desktop's `app.asar`, the package
 * in a `node_modules`, or the repository. Only the desktop's asks, and only if its release wrote `releases` into that
 * package.json and no file `installed-by` beside the `app.asar` names the package manager that keeps it up to date.
 */
export function findUpdateSource(folder: string): UpdateSource {
  if (!folder.endsWith('.asar'))
    return { kind: folder.split(sep).includes('node_modules') ? 'npm' : 'repository' }
  const installedBy = readText(join(dirname(folder), 'installed-by'))
  if (installedBy !== null) return { kind: 'packages', manager: readManager(installedBy) }
  return readAddress(readText(join(folder, 'package.json')) ?? '')
}

function readAddress(manifest: string): UpdateSource {
  try {
    const { releases } = JSON.parse(manifest) as { releases?: unknown }
    if (typeof releases !== 'string' || !URL.canParse(releases)) return { kind: 'unnamed' }
    const [, page] = ADDRESS.exec(releases) ?? []
    return page && new URL(releases).href === releases
      ? { kind: 'releases', address: releases, page }
      : { kind: 'unnamed' }
  } catch {
    return { kind: 'unnamed' }
  }
}

/** Whatever else the file says, it says that somebody else brings new versions. */
function readManager(text: string): string {
  return /^[a-z][a-z\d-]{0,31}$/.exec(text.trim())?.[0] ?? ''
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    // A file that may not be read is there.
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : ''
  }
}
