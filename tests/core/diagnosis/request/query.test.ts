import { describe, expect, it } from 'vitest'
import type { DamageKind } from '../../../../src-core/exchange/mend-query.ts'
import { findQueryDamage } from '../../../../src-core/exchange/query-damage.ts'
import { sign } from '../../../../src-core/wechat/signature.ts'
import { expectGoodChinese, expectGoodText } from '../../good-text.ts'
import { receiveWhole } from '../../received.ts'
import { ask } from './asks.ts'
import type { Ask } from './asks.ts'
import { account } from './pushes.ts'

const SIGNED = { timestamp: '1714036504', nonce: '1514711492' }
const S = sign({ token: 'AAAAA', ...SIGNED })
const OTHER = sign({ token: 'BBBBB', ...SIGNED })
const RIGHT = `signature=${S}&echostr=4375120948345356249&timestamp=${SIGNED.timestamp}&nonce=${SIGNED.nonce}`
const rest = `timestamp=${SIGNED.timestamp}&nonce=${SIGNED.nonce}`
const encoded = encodeURIComponent

/** Damage that can be taken back: the mended query fits the token. */
const MENDED: [kind: DamageKind, how: string, target: string][] = [
  ['times', 'UTF-8', `/wx?${RIGHT.replace('&times', '%C3%97')}`],
  ['times', 'Latin-1', `/wx?${RIGHT.replace('&times', '%D7')}`],
  ['times', 'GBK', `/wx?${RIGHT.replace('&times', '%A1%C1')}`],
  ['times', 'bytes that are not encoded', `/wx?${RIGHT.replace('&times', '\u00c3\u0097')}`],
  ['times', 'the entity itself', `/wx?${RIGHT.replace('&times', '&times;')}`],
  ['amp', 'once', `/wx?${RIGHT.replaceAll('&', '&amp;')}`],
  ['amp', 'twice', `/wx?${RIGHT.replaceAll('&', '&amp;amp;')}`],
  ['amp', 'as a number', `/wx?${RIGHT.replaceAll('&', '&#38;')}`],
  ['amp', 'and encoded', `/wx?${RIGHT.replaceAll('&', '%26amp%3B')}`],
  ['json-escape', 'of JSON', `/wx?${RIGHT.replaceAll('&', '\\u0026')}`],
  ['json-escape', 'of zsh', `/wx\\?${RIGHT.replaceAll('&', '\\&').replaceAll('=', '\\=')}`],
  ['json-escape', 'of cmd', `/wx?${RIGHT.replaceAll('&', '^&')}`],
  ['full-width', 'encoded', `/wx?${RIGHT.replaceAll('&', encoded('＆')).replaceAll('=', encoded('＝'))}`],
  ['percent', 'the question mark', `/wx%3F${RIGHT}`],
  ['percent', 'the query', `/wx?${encoded(RIGHT)}`],
  ['percent', 'twice', `/wx?${encoded(encoded(RIGHT))}`],
  ['blank', 'before', `/wx?${RIGHT.replace('&timestamp', '&%20timestamp')}`],
  ['blank', 'a line break', `/wx?${RIGHT.replace('&nonce', '&%0Anonce')}`],
  ['blank', 'a zero-width one', `/wx?${RIGHT.replace('&nonce', '&%E2%80%8Bnonce')}`],
  ['blank', 'behind', `/wx?${RIGHT.replace('nonce=', 'nonce+=')}`],
  ['second-question-mark', 'after a parameter of one’s own', `/wx?id=3?${RIGHT}`],
  ['second-question-mark', 'at once', `/wx??${RIGHT}`],
  ['separator', 'semicolons', `/wx?${RIGHT.replaceAll('&', ';')}`],
  ['separator', 'commas and blanks', `/wx?${RIGHT.replaceAll('&', ',%20')}`],
  ['no-separator', 'none at all', `/wx?${RIGHT.replaceAll('&', '')}`],
  ['no-question-mark', 'a slash', `/wx/${RIGHT}`],
  ['no-question-mark', 'an ampersand', `/wx&${RIGHT}`],
  ['no-question-mark', 'nothing', `/wx${RIGHT}`],
  ['no-question-mark', 'a fragment', `/wx#${RIGHT}`],
  ['no-question-mark', 'a query in the fragment', `/wx#?${RIGHT}`],
  ['path-info', 'of ThinkPHP', `/wx/${RIGHT.replaceAll(/[=&]/g, '/')}`],
  ['bracket', 'a list', `/wx?${RIGHT.replaceAll('=', '[]=')}`],
  ['bracket', 'a list, encoded', `/wx?${RIGHT.replaceAll('=', '%5B0%5D=')}`],
  ['bracket', 'an object', `/wx?${RIGHT.replaceAll(/(\w+)=/g, 'query[$1]=')}`],
  ['case', 'a capital', `/wx?${RIGHT.replace('timestamp', 'timeStamp')}`],
  ['case', 'capitals', `/wx?${RIGHT.replaceAll(/\w+=/g, (name) => name.toUpperCase())}`],
  ['wrapped', 'quotes', `/wx?${RIGHT.replaceAll(/=(\w+)/g, '="$1"')}`],
  ['wrapped', 'the end of a quoted address', `/wx?${RIGHT}%27`],
]

describe('query.damaged, proven by the signature of the mended query', () => {
  it.each(MENDED)('%s: %s', (kind, _, target) => {
    expect(findQueryDamage(target)?.kind).toBe(kind)
    const findings = ask(target)
    expect(findings).toMatchObject([{ code: 'query.damaged', severity: 'error', evidence: 'observed' }])
    const { title, detail, fix } = findings[0]!
    expect(detail.en).toContain('fits this account’s token')
    expect(detail.en).toContain(`signature=${S}`)
    expect(JSON.stringify(findings)).not.toMatch(/tokens most likely differ|AAAAA/)
    for (const { zh } of [title, detail, fix]) expectGoodChinese(zh)
  })

  it.each(MENDED)('%s: %s, with another token, is said without claiming more', (_kind, _how, target) => {
    const findings = ask(target.replaceAll(S, OTHER).replaceAll(S.toUpperCase(), OTHER.toUpperCase()))
    expect(findings).toMatchObject([{ code: 'query.damaged', evidence: 'inferred' }])
    expect(findings[0]!.detail.en).not.toContain('fits')
  })

  it.each(MENDED)('%s: %s, with a POST', (_kind, _how, target) => {
    expect(ask(target, { method: 'POST', body: '<xml/>' })[0]?.code).toBe('query.damaged')
  })

  it('leaves a parameter of one’s own alone that is like one of WeChat’s', () => {
    const [finding] = ask(`/wx?Timestamp=4&${RIGHT.replace('nonce', 'Nonce')}`)
    expect(finding).toMatchObject({ code: 'query.damaged', evidence: 'observed' })
    expect(finding?.detail.en).toContain('Timestamp=4&')
  })

  it('names what is missing, and where it went', () => {
    const [finding] = ask(`/wx?${RIGHT.replace('&times', '%C3%97')}`)
    expect(finding?.title.zh).toContain('×tamp')
    expect(finding?.title.en).toContain('no timestamp')
    expect(finding?.at).toEqual({ in: 'query', key: 'echostr' })
  })

  it('says of an address that no account has that it is unknown as well', () => {
    expect(ask(`/other/${RIGHT}`).map(({ code }) => code)).toEqual(['query.damaged', 'path.unknown'])
  })
})

describe('query.damaged, where pieces are missing', () => {
  it.each<[kind: DamageKind, target: string, missing: string[]]>([
    ['cut-by-shell', `/wx?signature=${S}`, ['timestamp', 'nonce']],
    ['cut', `/wx?signature=${S}&timestamp=1714036504&non`, ['nonce']],
    ['cut', `/wx?signature=${S}&timestamp=171403...`, ['nonce']],
    ['incomplete', `/wx?signature=${S}&nonce=1514711492&echostr=1`, ['timestamp']],
    ['incomplete', `/wx?msg_signature=${S}&${rest}&encrypt_type=aes`, ['signature']],
  ])('%s: %s', (kind, target, missing) => {
    expect(findQueryDamage(target)).toMatchObject({ kind, missing })
    const findings = ask(target)
    expect(findings).toMatchObject([{ code: 'query.damaged', at: { in: 'query', key: missing[0] } }])
    expect(findings[0]!.title.zh).toContain(missing[0])
    expectGoodText(findings[0]!.detail)
    expectGoodText(findings[0]!.fix)
  })
})

describe('query.damaged, where parameters stand twice', () => {
  const old = { timestamp: '1714000000', nonce: '1' }
  const stale = `signature=${sign({ token: 'AAAAA', ...old })}&timestamp=1714000000&nonce=1`

  it('is a warning where the first fits: the second echostr is what WeChat wants back', () => {
    const findings = ask(`/wx?${stale}&echostr=1&${RIGHT}`)
    const found = findings.filter(({ code }) => code === 'query.damaged')
    expect(found).toMatchObject([{ severity: 'warning' }])
    expect(found[0]!.title.en).toContain('twice')
  })

  it('is proven where the last fits', () => {
    const [finding] = ask(`/wx?signature=${OTHER}&timestamp=1&nonce=2&${RIGHT}`)
    expect(finding).toMatchObject({ code: 'query.damaged', severity: 'error', evidence: 'observed' })
  })

  it('is not said of the same values twice', () => {
    expect(ask(`/wx?${RIGHT}&${RIGHT}`)).toEqual([])
  })
})

it('is said of parameters in the body of a POST', () => {
  const findings = ask('/wx', { method: 'POST', body: RIGHT })
  expect(findings).toMatchObject([{ code: 'query.damaged', evidence: 'observed' }])
  expect(findings[0]!.title.zh).toContain('请求体')
})

describe('query.damaged is not said of', () => {
  it.each<[string, string, Ask?]>([
    ['a genuine query', `/wx?${RIGHT}`],
    ['parameters of one’s own', `/wx?id=3&${RIGHT}&a=b;c&copy=1`],
    ['names of one’s own that are like WeChat’s', `/wx?${RIGHT}&Timestamp=4&my_signature=3&query[nonce]=5`],
    ['an address in a parameter', `/wx?${RIGHT}&from=http://a.example/?nonce=4;timestamp=5`],
    ['a wrong signature', `/wx?${RIGHT.replace(S, OTHER)}`],
    ['a wrong signature and parameters of one’s own', `/wx?${RIGHT.replace(S, OTHER)}&Nonce=1&x=a;nonce=1`],
    ['a stranger’s random query', '/wx?s=/index/think%5Capp&amp;id=3;x=1'],
    ['another product’s signature', `/wx?Action=A&Signature=aGVsbG8%3D&Timestamp=1&Nonce=2`],
    ['another product’s digest', `/wx?Signature=${'a'.repeat(64)}&Timestamp=1&Nonce=2`],
    ['a signature that is a word', '/wx?signature=hello'],
    ['no signature at all', `/wx?${rest}&echostr=1`],
    ['a form', '/wx', { method: 'POST', body: 'name=a&signature=hello' }],
    [
      'a message that quotes an address',
      '/wx',
      { method: 'POST', body: `<xml>signature=${S}&${rest}</xml>` },
    ],
    ['four kilobytes', `/wx?${RIGHT.replaceAll('&', ';')}${'x'.repeat(4096)}`],
  ])('%s', (_, target, how) => {
    expect(ask(target, how).map(({ code }) => code)).not.toContain('query.damaged')
  })

  it('a query without timestamp, but nothing is said of the token either', () => {
    const [finding] = ask('/wx?signature=hello&nonce=1')
    expect(finding).toMatchObject({ code: 'signature.mismatch' })
    expect(finding!.fix.zh).toContain('没有 timestamp')
  })
})

it.each([
  [
    'that was damaged counts as one that may be WeChat’s',
    `/wx?${RIGHT.replaceAll('&', '&amp;')}`,
    'lookalike',
  ],
  ['of somebody else is a stranger’s', '/wx?s=index&amp;signature=1', 'stranger'],
])('a query %s', (_, target, standing) => {
  const request = { receivedAt: 0, startedAt: 0, method: 'GET', target, httpVersion: '1.1', headers: [] }
  const received = receiveWhole({ ...request, body: new Uint8Array(0), bodyBytes: 0 }, [account])
  expect(received.standing).toBe(standing)
})

describe('request.wecom', () => {
  const echostr = 'pU3KGCUwux1tEyze1iN7LtkeP3IfyxlxF0SU1kk8nVw0YL4xIB5p+tqg7ui5mX9cfCmZ/a/lkyU81lSvTfrXFA=='
  const four = (token: string, encrypt = echostr) => sign({ token, ...SIGNED, encrypt })
  const verify = (query: string, token = 'AAAAA') => ask(`/wx?msg_signature=${four(token)}&${rest}&${query}`)

  it('is said of a verification, and that it is genuine', () => {
    const findings = verify(`echostr=${encoded(echostr)}`)
    expect(findings).toMatchObject([{ code: 'request.wecom', severity: 'warning' }])
    expect(findings[0]!.title.zh).toContain('企业微信')
    expect(findings[0]!.detail.en).toContain('fits this account’s token')
    expect(findings[0]!.detail.en).not.toMatch(/became a blank|browser/)
    for (const text of [findings[0]!.title, findings[0]!.detail, findings[0]!.fix]) expectGoodChinese(text.zh)
  })

  it.each([
    ['a lost +', echostr],
    ['one encoding too many', encoded(encoded(echostr))],
  ])('is genuine with %s, which is said', (_, value) => {
    expect(verify(`echostr=${value}`)[0]!.detail.zh).toContain('echostr 在途中被改过')
  })

  it('is said besides what damaged its address', () => {
    const query = `msg_signature=${four('AAAAA')}&${rest}&echostr=${encoded(echostr)}`
    const findings = ask(`/wx?${query.replace('&times', '%C3%97')}`)
    expect(findings.map(({ code }) => code)).toEqual(['query.damaged', 'request.wecom'])
    expect(findings[1]!.detail.en).toContain('fits this account’s token')
  })

  it('is said of another token, too', () => {
    const [finding] = verify(`echostr=${encoded(echostr)}`, 'BBBBB')
    expect(finding!.code).toBe('request.wecom')
    expect(finding!.detail.en).toContain('does not fit')
  })

  it.each([
    [
      'XML',
      '<xml><ToUserName>ww1</ToUserName><Encrypt>AAAA</Encrypt><AgentID>1</AgentID></xml>',
      'fits this account’s',
    ],
    ['JSON', '{"encrypt":"AAAA"}', 'Its body is JSON'],
  ])('is said of a push in %s', (_, body, said) => {
    const query = `msg_signature=${four('AAAAA', 'AAAA')}&${rest}`
    const [finding] = ask(`/wx?${query}`, { method: 'POST', body })
    expect(finding?.code).toBe('request.wecom')
    expect(finding!.detail.en).toContain(said)
  })

  it('is not said of a signature of three parts that goes by its name', () => {
    expect(ask(`/wx?msg_${RIGHT}`)).toMatchObject([
      { code: 'query.damaged', at: { in: 'query', key: 'msg_signature' } },
    ])
  })

  it.each([
    ['an account’s own', `/wx?${RIGHT}`],
    ['an encrypted push', `/wx?${RIGHT}&encrypt_type=aes&msg_signature=${S}`],
    ['an encrypted push that lost its signature', `/wx?${rest}&encrypt_type=aes&msg_signature=${S}`],
    ['nothing', '/wx'],
  ])('is not said of %s', (_, target) => {
    expect(ask(target).map(({ code }) => code)).not.toContain('request.wecom')
  })
})
