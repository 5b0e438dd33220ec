export interface DigitRun {
  text: string
  same: boolean
}

/** Splits `received` into runs that agree with `expected` digit by digit, and runs that do not. */
export function compareDigits(expected: string, received: string): DigitRun[] {
  const runs: DigitRun[] = []
  for (const [index, digit] of [...received].entries()) {
    const same = digit === expected[index]
    const last = runs.at(-1)
    if (last?.same === same) last.text += digit
    else runs.push({ text: digit, same })
  }
  return runs
}
