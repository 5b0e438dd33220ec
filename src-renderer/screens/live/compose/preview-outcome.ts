import type { ReplyPreview } from '../../../../src-core/contract/reply.ts'

/** The effect that a reply would have if it were sent. `partly`: WeChat takes it, and not everything is as it should be. */
export type PreviewOutcome = 'accepted' | 'partly' | 'ignored' | 'retried' | 'fault'

/** Returns it; green never stands beside a fault, whether that changes the verdict or not. */
export function outcomeOf({ verdict, findings }: Pick<ReplyPreview, 'verdict' | 'findings'>): PreviewOutcome {
  if (verdict === 'rejected') return 'retried'
  if (verdict !== 'accepted') return verdict
  return findings.some(({ severity }) => severity !== 'info') ? 'partly' : 'accepted'
}
