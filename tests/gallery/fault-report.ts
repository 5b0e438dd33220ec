import type { Picture } from './contact-sheet.ts'

/** Returns each fault of a state once, with the looks in which it is seen. */
export function reportFaults(pictures: readonly Picture[]): string {
  const lines: string[] = []
  for (const [state, ofState] of Map.groupBy(pictures, (picture) => picture.state)) {
    const faults = ofState.flatMap((picture) => picture.faults.map((fault) => ({ fault, picture })))
    if (faults.length > 0) lines.push('', `  ${state}`)
    for (const [fault, seen] of Map.groupBy(faults, (one) => one.fault)) {
      const looks = seen.map(({ picture }) => `${picture.language} ${picture.theme} ${picture.size}`)
      const more = looks.length > 3 ? ` and ${looks.length - 3} more` : ''
      lines.push(`    ${fault}`, `      ${looks.slice(0, 3).join(', ')}${more}`)
    }
  }
  return lines.join('\n')
}

/** Counts a fault of a state once, in however many looks it is seen. */
export function countFaults(pictures: readonly Picture[]): number {
  return new Set(pictures.flatMap(({ state, faults }) => faults.map((fault) => `${state} ${fault}`))).size
}
