import type { Finding, Verdict } from '../contract/exchange.ts'
import { FINDINGS } from '../contract/findings.ts'
import { isAcknowledgement } from '../exchange/acknowledgement.ts'

/** Sums up a reply by the effects of its errors. Findings about the request do not count: their effect is `none`. */
export function sumUpReply(body: Uint8Array, findings: readonly Finding[]): Verdict {
  const errors = findings.filter(({ severity }) => severity === 'error')
  const effects = new Set(errors.map(({ code }) => FINDINGS[code].effect))
  if (effects.has('retried')) return 'retried'
  if (effects.has('fault')) return 'fault'
  return isAcknowledgement(body) ? 'ignored' : 'accepted'
}
