import { describe, expect, it } from 'vitest'
import { expectGoodChinese, expectGoodText } from '../../good-text.ts'
import { ask, forged, genuine } from './asks.ts'
import type { Ask } from './asks.ts'

const codes = (target: string, how?: Ask) => ask(target, how).map(({ code }) => code)

describe('request.stranger', () => {
  it.each<[string, Ask]>([
    ['/.env', {}],
    ['/wx/.git/config', {}],
    ['/wp-login.php', { method: 'POST', body: 'log=admin' }],
    ['/blog/wp-admin/setup.php', {}],
    ['/robots.txt', { userAgent: 'Googlebot/2.1' }],
    ['/favicon.ico', { userAgent: 'Mozilla/5.0 (X11; Linux x86_64)' }],
    ['/actuator/env', { userAgent: null }],
    ['/backup.sql', {}],
    [
      '/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php',
      { method: 'POST', body: '<?xml version="1.0"?><a/>' },
    ],
    [`/.env?${forged}`, {}],
    ['/', { method: 'HEAD' }],
    ['/wx', { method: 'OPTIONS' }],
    ['/anything', { method: 'PROPFIND' }],
  ])('is said of %s %j, and nothing else', (target, how) => {
    expect(codes(target, how)).toEqual(['request.stranger'])
  })

  it.each<[string, Ask, string]>([
    ['/', {}, 'path.unknown'],
    ['/wechat', { method: 'POST', body: '<xml></xml>' }, 'path.unknown'],
    ['/environment', {}, 'path.unknown'],
    ['/wx/wp', {}, 'path.unknown'],
    ['/weixin.php', {}, 'path.unknown'],
    [`/wechat?${forged}`, {}, 'path.unknown'],
    ['/.env', { userAgent: 'Mozilla/4.0' }, 'path.unknown'],
    ['/wx', {}, 'signature.missing'],
    ['/wx', { userAgent: 'Mozilla/5.0' }, 'signature.missing'],
    ['/vendor/wx', {}, 'signature.missing'],
    [`/wx?${forged}`, {}, 'signature.mismatch'],
    [`/wx?${forged}`, { method: 'PUT' }, 'method.refused'],
    [`/wx?${genuine}`, { method: 'PUT' }, 'method.refused'],
    ['/wx', { method: 'PUT', userAgent: 'Mozilla/4.0' }, 'method.refused'],
    [`/wx?${genuine}`, {}, 'echostr.missing'],
  ])('is not said of %s %j, which may be a test of one’s own: %s', (target, how, code) => {
    expect(codes(target, how)[0]).toBe(code)
    expect(codes(target, how)).not.toContain('request.stranger')
  })

  it('is information, says what was asked for, and that nothing is to be done', () => {
    const [finding] = ask(`/.env${'x'.repeat(500)}`)
    expect(finding).toMatchObject({ severity: 'info', at: { in: 'request-line' } })
    expect(finding?.detail.en).toContain('GET /.envxxx')
    expect(finding!.detail.en.length).toBeLessThan(400)
    expect(finding?.fix.zh).toContain('getcallbackip')
    expectGoodChinese(finding!.title.zh)
    expectGoodText(finding!.detail)
    expectGoodText(finding!.fix)
  })
})

describe('verify.first-success', () => {
  const verification = `/wx?${genuine}&echostr=4375120948345356249`

  it('is said of the first verification, as information', () => {
    const findings = ask(verification, { firstVerification: true })
    expect(findings).toMatchObject([{ code: 'verify.first-success', severity: 'info', at: null }])
    expectGoodText(findings[0]!.detail)
    expectGoodText(findings[0]!.fix)
  })

  it('is not said of a later one, nor of one that failed', () => {
    expect(codes(verification)).toEqual([])
    const failed = codes(`/wx?${forged}&echostr=1`, { firstVerification: true })
    expect(failed).toEqual(['signature.mismatch'])
  })
})
