import type { FindingCode } from '../../../../src-core/contract/findings.ts'

/** Findings that are mostly mended in the account: its token, mode, key, AppID or original id. */
const ABOUT_THE_ACCOUNT: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'signature.mismatch',
  'crypt.mode',
  'crypt.key-shape',
  'crypt.key-tail',
  'crypt.signature',
  'crypt.padding',
  'crypt.receiver',
  'message.other-account',
])

export function concernsAccount(code: FindingCode): boolean {
  return ABOUT_THE_ACCOUNT.has(code)
}
