import type { CheckCase } from '../../contract/check-up.ts'
import type { CaseRow } from '../kit/case.ts'
import { ENCRYPTION_CHECKS } from './encryption.ts'
import { FORGERY_CHECKS } from './forgery.ts'
import { FRAMING_CHECKS } from './framing.ts'
import { HOSTILE_CHECKS } from './hostile.ts'
import { MESSAGE_CHECKS } from './messages.ts'
import { TEXT_CHECKS } from './text.ts'
import { TIME_CHECKS } from './time.ts'
import { VERIFICATION_CHECKS } from './verification.ts'

/** All cases, in the order in which they run and are shown. Each group has a file, and some have more. */
export const CHECKS: readonly CaseRow[] = [
  ...VERIFICATION_CHECKS,
  ...FORGERY_CHECKS,
  ...MESSAGE_CHECKS,
  ...TEXT_CHECKS,
  ...ENCRYPTION_CHECKS,
  ...FRAMING_CHECKS,
  ...TIME_CHECKS,
  ...HOSTILE_CHECKS,
]

/** Returns the table in words, as screens and terminals get it. */
export function listCases(): CheckCase[] {
  return CHECKS.map(({ act: _act, ...words }) => words)
}
