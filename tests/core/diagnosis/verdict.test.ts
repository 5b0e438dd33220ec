import { describe, expect, it } from 'vitest'
import type { FindingCode } from '../../../src-core/contract/findings.ts'
import { FINDING_CODES, FINDINGS } from '../../../src-core/contract/findings.ts'
import { createFinding } from '../../../src-core/diagnosis/finding.ts'
import { sumUpReply } from '../../../src-core/diagnosis/verdict.ts'

const TEXTS = { title: { zh: '一', en: 'a' }, detail: { zh: '一', en: 'a' } }
const BODY = new TextEncoder().encode('<xml></xml>')
const sumUp = (...codes: FindingCode[]) =>
  sumUpReply(
    BODY,
    codes.map((code) => createFinding(code, TEXTS)),
  )

describe('a reply comes to', () => {
  it.each(FINDING_CODES.map((code) => [code, FINDINGS[code].effect]))('%s: %s', (code, effect) => {
    expect(sumUp(code as FindingCode)).toBe(effect === 'none' ? 'accepted' : effect)
  })

  it('a fault where it cannot be read, whatever is in it', () => {
    expect(sumUp('reply.not-xml', 'time.stale')).toBe('fault')
    expect(sumUp('crypt.reply-envelope')).toBe('fault')
  })

  it('being sent again before anything else', () => {
    expect(sumUp('reply.not-xml', 'status.not-200')).toBe('retried')
  })

  it('what it is by itself where an error has no effect, or a finding is no error', () => {
    expect(sumUp('reply.article-limit', 'signature.mismatch')).toBe('accepted')
    const milder = createFinding('status.not-200', { severity: 'warning', ...TEXTS })
    expect(sumUpReply(BODY, [milder])).toBe('accepted')
    expect(sumUpReply(new TextEncoder().encode('success'), [milder])).toBe('ignored')
  })
})
