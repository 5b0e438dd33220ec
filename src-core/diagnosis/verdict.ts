import type { Finding, Verdict } from '../contract/exchange.ts'
import { FINDINGS } from '../contract/findings.ts'
import { isAcknowledgement } from '../exchange/acknowledgement.ts'

/** What a reply comes to, by the effects of the errors that were found. */
export function sumUpReply(body: Uint8Array, findings: readonly Finding[]): Verdict {
  const errors = findings.filter(({ severity }) => severity === 'error')
  const effects = new Set(errors.map(({ code }) => FINDINGS[code].effect))
  if (effects.has('retried')) return 'retried'
  if (effects.has('fault')) return 'fault'
  return isAcknowledgement(body) ? 'ignored' : 'accepted'
}
