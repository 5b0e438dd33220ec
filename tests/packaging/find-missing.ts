import { spawnSync } from 'node:child_process'

/**
 * Returns what to do about programs that are not here, in one line; null if all are.
 *
 * @param programs by their name, the package of Debian that has each.
 */
export function findMissing(programs: Readonly<Record<string, string>>): string | null {
  // Each says something of itself and ends; what it says does not matter.
  const missing = Object.entries(programs).filter(
    ([program]) => spawnSync(program, ['--help'], { stdio: 'ignore' }).error,
  )
  if (missing.length === 0) return null
  return `Something is missing: apt-get install ${[...new Set(missing.map(([, debian]) => debian))].join(' ')}`
}
