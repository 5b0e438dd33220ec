import type { CheckCase } from '../../contract/check-up.ts'
import type { CaseRow } from '../kit/case.ts'
import { VERIFICATION_CHECKS } from './verification.ts'

/** All cases, in the order in which they run and are shown. Each group has a file. */
export const CHECKS: readonly CaseRow[] = [...VERIFICATION_CHECKS]

/** Returns the table in words, as screens and terminals get it. */
export function listCases(): CheckCase[] {
  return CHECKS.map(({ act: _act, ...words }) => words)
}
