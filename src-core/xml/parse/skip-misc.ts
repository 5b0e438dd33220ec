const PART = /[\s\uFEFF]+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->/y

/**
 * Where, from `at` on, something other than blanks, comments and instructions begins: what may stand around the root.
 * A loop, since one pattern for all of it would need the regular expression engine's stack for every part.
 */
export function skipMisc(text: string, at: number): number {
  const scanner = new RegExp(PART)
  let end = at
  do {
    end = Math.max(end, scanner.lastIndex)
    scanner.lastIndex = end
  } while (scanner.test(text))
  return end
}
