/** A version by semver.org 2.0; what follows a `+` does not count. */
const VERSION =
  /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(?:-([\da-z-]+(?:\.[\da-z-]+)*))?(?:\+[\da-z.-]+)?$/i

/** Returns its numbers and the parts of its prerelease, of which a released version has none; null if it is none. */
export function readVersion(text: string): { numbers: number[]; prerelease: string[] } | null {
  const [, major, minor, patch, prerelease = ''] = VERSION.exec(text) ?? []
  if (major === undefined) return null
  return { numbers: [major, minor, patch].map(Number), prerelease: prerelease.split('.').filter(Boolean) }
}

/**
 * Returns whether a version is to be offered to those who run `own`: it has to be later by semver's precedence, and a
 * prerelease is only for those who run one. False if either is no version.
 */
export function isOffered(version: string, own: string): boolean {
  const [theirs, ours] = [readVersion(version), readVersion(own)]
  if (!theirs || !ours || (theirs.prerelease.length > 0 && ours.prerelease.length === 0)) return false
  const at = theirs.numbers.findIndex((number, index) => number !== ours.numbers[index])
  if (at !== -1) return theirs.numbers[at]! > ours.numbers[at]!
  if (theirs.prerelease.length === 0 || ours.prerelease.length === 0) return ours.prerelease.length > 0
  return comparePrereleases(theirs.prerelease, ours.prerelease) > 0
}

/** Numbers come before words, and what ends earlier before what goes on. */
function comparePrereleases(left: string[], right: string[]): number {
  for (const [index, one] of left.entries()) {
    const other = right[index]
    if (other === undefined) return 1
    if (one === other) continue
    const areNumbers = [one, other].map((part) => /^\d+$/.test(part))
    if (areNumbers[0] !== areNumbers[1]) return areNumbers[0] ? -1 : 1
    return (areNumbers[0] ? Number(one) > Number(other) : one > other) ? 1 : -1
  }
  return left.length - right.length
}
