import { CHECKS } from './cases/cases.ts'
import type { CaseRow } from './kit/case.ts'

/** Returns the cases with these ids, in the order of the table; all of them if there are no ids. Unknown ids are left out. */
export function chooseByIds(ids: readonly string[] | undefined): readonly CaseRow[] {
  if (!ids) return CHECKS
  const asked = new Set(ids)
  return CHECKS.filter(({ id }) => asked.has(id))
}

/**
 * Returns the cases that a pattern fits: `*` stands for any characters, `?` for one. The name of a group alone means all
 * of its cases.
 */
export function chooseByPattern(pattern: string): readonly CaseRow[] {
  const parts = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  const whole = new RegExp(`^${parts}$`, 's')
  return CHECKS.filter(({ id, group }) => whole.test(id) || pattern === group)
}
