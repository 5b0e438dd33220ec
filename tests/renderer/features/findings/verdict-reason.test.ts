import { describe, expect, it } from 'vitest'
import type { Exchange, Verdict } from '../../../../src-core/contract/exchange.ts'
import type { FindingCode } from '../../../../src-core/contract/findings.ts'
import { verdictReason } from '../../../../src-renderer/features/findings/verdict-reason.ts'

/** The parts of an answered push that the sentence depends on. */
function answered(verdict: Verdict, ...codes: FindingCode[]): Exchange {
  const findings = codes.map((code) => ({ code, severity: 'error' }))
  return {
    verdict,
    findings,
    attempt: 1,
    request: { method: 'POST', query: {} },
    response: { body: '' },
  } as never
}

describe('the sentence about a verdict', () => {
  it.each([
    ['fault', ['reply.not-xml'], 'fault'],
    ['retried', ['status.redirect'], 'retried'],
    ['fault', ['reply.length-mismatch'], 'likelyFault'],
    ['fault', ['reply.length-mismatch', 'reply.structure'], 'fault'],
    ['retried', ['status.not-200', 'reply.length-mismatch'], 'retried'],
    // Nothing was answered: no fault of a reply is concerned.
    ['retried', [], 'retried'],
    ['rejected', ['signature.mismatch'], 'rejected'],
    ['accepted', [], 'replied'],
  ] as const)('%s for %j is %s', (verdict, codes, reason) => {
    expect(verdictReason(answered(verdict, ...codes))).toBe(reason)
  })

  it('speaks of no further delivery after the last one', () => {
    const exchange = answered('retried', 'status.redirect')
    expect(verdictReason({ ...exchange, attempt: 2 })).toBe('retried')
    expect(verdictReason({ ...exchange, attempt: 3 })).toBe('last')
    expect(verdictReason({ ...answered('fault', 'reply.not-xml'), attempt: 3 })).toBe('fault')
  })

  it('is careful where the message would only most likely be sent again', () => {
    const exchange = answered('retried', 'status.not-200')
    const [finding] = exchange.findings
    const findings = [{ ...finding!, evidence: 'inferred' as const }]
    expect(verdictReason({ ...exchange, findings })).toBe('likelyRetried')
    expect(verdictReason({ ...exchange, findings, attempt: 3 })).toBe('likelyLast')
  })
})
