import type { AccountView, AnswerPolicy } from '../../../../src-core/contract/account.ts'

export const policyChoices = ['hand', 'success', 'empty', 'text', 'relay'] as const
export type PolicyChoice = (typeof policyChoices)[number]

/** Returns the policy of a choice, or null if relaying was chosen and there is no backend yet. */
export function policyOf(
  choice: PolicyChoice,
  { backends }: Pick<AccountView, 'backends'>,
  { content, holdMs }: { content: string; holdMs?: number | undefined },
): AnswerPolicy | null {
  const [backend] = backends
  switch (choice) {
    case 'hand':
      return createHandPolicy(holdMs)
    case 'relay':
      return backend ? { kind: 'relay', backend: backend.id, guard: true } : null
    case 'text':
      return { kind: 'fixed', reply: { type: 'text', content } }
    default:
      return { kind: 'fixed', reply: { type: choice } }
  }
}

/** Without a time of its own, the account follows the preferences. */
export function createHandPolicy(holdMs: number | undefined): AnswerPolicy {
  return { kind: 'hand', ...(holdMs !== undefined && { holdMs }) }
}
