import { describe, expect, it } from 'vitest'
import type { FindingCode } from '../../../src-core/contract/findings.ts'
import type { ProbeReport, ProbeStepName } from '../../../src-core/contract/probe.ts'
import { createFinding } from '../../../src-core/diagnosis/finding.ts'
import { explainSilence } from '../../../src-core/diagnosis/reach/silence.ts'

const URL = 'https://wx.example.com/wx'

/** Returns a probe of which one step failed. */
function failedAt(name: ProbeStepName, code: FindingCode): ProbeReport {
  const text = { zh: '原因', en: 'the cause' }
  const findings = [
    createFinding(code, { severity: 'error', evidence: 'observed', title: text, detail: text }),
  ]
  const steps = [{ name, state: 'failed' as const, seen: { zh: '', en: '' }, findings }]
  return { account: 'a', url: URL, startedAt: 0, outcome: 'changed', durationMs: 1, roundTripMs: 1, steps }
}

describe('the silence after a submission', () => {
  it.each([
    ['tls', 'probe.tls'],
    ['verification', 'hop.elsewhere'],
  ] as const)('is explained by a failed %s', (name, code) => {
    expect(explainSilence(URL, failedAt(name, code)).detail.en).toContain('already: the cause')
  })

  it.each([
    ['safe', 'hop.changed-body'],
    ['verification', 'hop.changed-reply'],
  ] as const)('is not explained by what keeps no verification away: %s', (name, code) => {
    const { detail } = explainSilence(URL, failedAt(name, code))
    expect(detail.en).toContain('requests arrive')
    // The probe signs with the account's own token, and cannot know the console's.
    expect(detail.en).not.toContain('token')
  })

  it('is not explained by a probe of another address', () => {
    const probe = { ...failedAt('tls', 'probe.tls'), url: 'https://other.example.com/wx' }
    expect(explainSilence(URL, probe).detail.en).toContain('has not been checked')
  })
})
