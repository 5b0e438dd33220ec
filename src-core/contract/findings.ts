import { ANSWER_FINDINGS } from './findings/answer.ts'
import { CHECK_FINDINGS } from './findings/check.ts'
import { ENCRYPTION_FINDINGS } from './findings/encryption.ts'
import type { FindingKind, FindingRows, Severity } from './findings/kind.ts'
import { HOP_FINDINGS } from './findings/hop.ts'
import { MESSAGE_FINDINGS } from './findings/message.ts'
import { REACH_FINDINGS } from './findings/reach.ts'
import { REPLY_FINDINGS } from './findings/reply.ts'
import { RETRY_FINDINGS } from './findings/retries.ts'
import { VERIFICATION_FINDINGS } from './findings/verification.ts'
import { WORKBENCH_FINDINGS } from './findings/workbench.ts'

/**
 * The table of findings: by code, what is true of a finding in every case. Codes are stable, since exports and scripts
 * rely on them. The words for a single case are in `../diagnosis`.
 */
export const FINDINGS = {
  ...VERIFICATION_FINDINGS,
  ...REACH_FINDINGS,
  ...HOP_FINDINGS,
  ...ANSWER_FINDINGS,
  ...REPLY_FINDINGS,
  ...RETRY_FINDINGS,
  ...ENCRYPTION_FINDINGS,
  ...MESSAGE_FINDINGS,
  ...CHECK_FINDINGS,
  ...WORKBENCH_FINDINGS,
} satisfies FindingRows

export type FindingCode = keyof typeof FINDINGS

/** In the order of the table: section by section. */
export const FINDING_CODES = Object.keys(FINDINGS) as FindingCode[]

/** The severities that a finding with this code can have. */
export type SeverityOf<Code extends FindingCode> =
  | (typeof FINDINGS)[Code]['severity']
  | ((typeof FINDINGS)[Code] extends { milder: readonly (infer Milder extends Severity)[] } ? Milder : never)

/** Returns the row of a code, or null if there is none: a stored exchange may have another version's code. */
export function findFindingKind(code: string): FindingKind | null {
  return Object.hasOwn(FINDINGS, code) ? FINDINGS[code as FindingCode] : null
}
