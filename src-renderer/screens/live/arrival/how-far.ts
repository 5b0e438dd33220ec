import type { Milestones } from '../../../../src-core/contract/milestones.ts'

/** Says how far WeChat has got with an account, from what has happened once. A message needs no verification on record. */
export function howFar({
  tunnel,
  verification,
  message,
}: Milestones): 'never' | 'called' | 'verified' | 'received' {
  if (message) return 'received'
  if (verification) return 'verified'
  return tunnel ? 'called' : 'never'
}
