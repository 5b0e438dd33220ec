const PART = /[\s\uFEFF]+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->/y

/**
 * Returns the first offset from `at` on that is not part of the blanks, comments and instructions that may stand around
 * the root. It is a loop, since a single pattern would need the regular expression engine's stack for every part.
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
