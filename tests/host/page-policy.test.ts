import { describe, expect, it } from 'vitest'
import { createPagePolicy } from '../../src-main/host/page-policy.ts'

describe('the policy of the page', () => {
  const headers = createPagePolicy("'none'")
  const policy = new Map(
    (headers['Content-Security-Policy'] ?? '').split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ')
      return [name, sources.join(' ')]
    }),
  )

  it('starts from nothing', () => {
    expect(policy.get('default-src')).toBe("'none'")
  })

  it.each([
    ['script-src', "'self'"],
    ['connect-src', "'none'"],
    ['require-trusted-types-for', "'script'"],
    // Vue's, and no second one of that name.
    ['trusted-types', 'vue'],
    ['base-uri', "'none'"],
    ['form-action', "'none'"],
    ['frame-ancestors', "'none'"],
  ])('holds %s to %s', (directive, sources) => {
    expect(policy.get(directive)).toBe(sources)
  })

  it('never lets content types be guessed, nor addresses leave', () => {
    expect(headers).toMatchObject({
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    })
  })
})
