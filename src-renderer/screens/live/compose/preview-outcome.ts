import { DELIVERY_ATTEMPTS } from '../../../../src-core/contract/limits.ts'
import type { ReplyPreview } from '../../../../src-core/contract/reply.ts'

/**
 * The effect that a reply would have if it were sent. `partly`: WeChat takes it, and not everything is as it should be.
 * `last`: WeChat does not take it, and does not ask again.
 */
export type PreviewOutcome = 'accepted' | 'partly' | 'ignored' | 'retried' | 'last' | 'fault'

/** Returns it; green never stands beside a fault, whether that changes the verdict or not. */
export function outcomeOf(
  { verdict, findings }: Pick<ReplyPreview, 'verdict' | 'findings'>,
  attempt: number,
): PreviewOutcome {
  if (verdict === 'rejected' || verdict === 'retried')
    return attempt >= DELIVERY_ATTEMPTS ? 'last' : 'retried'
  if (verdict !== 'accepted') return verdict
  return findings.some(({ severity }) => severity !== 'info') ? 'partly' : 'accepted'
}
