import { describe, expect, test } from 'vitest'
import type { Exchange } from '../../../src-core/contract/exchange.ts'
import { readMessageText } from '../../../src-core/exchange/receive.ts'
import { createRedaction } from '../../../src-core/sharing/redact.ts'
import {
  ACCOUNT,
  ENCRYPT,
  FORBIDDEN,
  findForbidden,
  secretExchange,
  SECRETS,
  SIGNATURES,
} from './secret-exchange.ts'

function redact(change: Partial<Exchange> = {}, accounts = [ACCOUNT]): Exchange {
  return createRedaction(accounts).redact({ ...secretExchange, ...change })
}

/** Redacts one text in the place of a message. */
function redactText(xml: string): string {
  const message = { ...secretExchange.message!, xml }
  return redact({ message }).message!.xml
}

describe('redaction', () => {
  test('leaves no secret and no id, however it is written', () => {
    const text = JSON.stringify(secretExchange)
    // Two keys stand in no exchange.
    expect(findForbidden(text).toSorted()).toEqual(
      FORBIDDEN.filter((one) => !/^(?:Current|Previous)/.test(one)).toSorted(),
    )
    expect(findForbidden(JSON.stringify(redact()))).toEqual([])
  })

  test('changes nothing of the original', () => {
    const before = structuredClone(secretExchange)
    redact()
    expect(secretExchange).toEqual(before)
  })

  test('has one stand-in for one value, wherever it stands, and for two values two', () => {
    const redacted = redact()
    const user = redacted.message!.from!
    expect(user).toMatch(/^oRedacted\d{19}$/)
    expect(redacted.messageKey).toBe(`msg:24012345678901234:${user}`)
    expect(redacted.request.query['openid']).toBe(user)
    expect(redacted.response.plain).toContain(`<![CDATA[给 ${user}]]>`)
    expect(redacted.findings[0]!.title.zh).toBe(`发给了 ${user}`)
    expect(redacted.draft).not.toMatchObject({ content: `亲爱的 ${user}` })
    expect(redacted.signature.received).not.toBe(redacted.signature.expected)
    expect(redacted.signature.msgSignature!.received).toBe(redacted.signature.msgSignature!.expected)
    expect(redacted.request.target).toContain(`&msg_signature=${redacted.signature.msgSignature!.received}`)
  })

  test('goes on with the same stand-ins in the next exchange', () => {
    const redaction = createRedaction([ACCOUNT])
    const [first, second] = [
      redaction.redact(secretExchange),
      redaction.redact({ ...secretExchange, id: 'next' }),
    ]
    expect(second).toEqual({ ...first, id: 'next' })
    expect(redaction.counts()).toMatchObject({ openId: 3, originalId: 1, appId: 1, cipher: 1, host: 3 })
  })

  test('keeps the length of bodies, so that the places of findings stay right', () => {
    const redacted = redact()
    const { offset, length } = redacted.findings[0]!.at as { offset: number; length: number }
    expect(redacted.response.plain!.slice(offset, offset + length)).toBe(redacted.message!.from)
    expect(Buffer.byteLength(redacted.request.body)).toBe(redacted.request.bodyBytes)
    expect(/<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(redacted.request.body)![1]).toHaveLength(ENCRYPT.length)
  })

  test('leaves XML and JSON well-formed, with the same fields', () => {
    const { message, backends } = redact()
    const [before, after] = [secretExchange.message!.xml, message!.xml].map((xml) => readMessageText(xml))
    const namesOf = (read: typeof before) => Object.keys((read!.json as { xml: object }).xml)
    expect(after).not.toBeNull()
    expect(namesOf(after)).toEqual(namesOf(before))
    expect(Object.keys(JSON.parse(backends![0]!.body) as object)).toEqual(['openid', 'client', 'secret'])
    const inJson = String.raw`{"url":"https://a.example/?token=abcdefgh\u0026x","b":"Bearer abcdefgh","c":"access_token=abcdefgh"}`
    expect(JSON.parse(redactText(inJson))).toMatchObject({ b: expect.not.stringContaining('abcdefgh') })
  })

  test('leaves what tells nothing', () => {
    const redacted = redact()
    expect(redacted.request.headers).toContainEqual(['User-Agent', 'Mozilla/4.0 Chrome/120.0.0.0'])
    expect(redacted.request.headers.find(([name]) => name === 'X-Forwarded-For')![1]).toMatch(
      /, 127\.0\.0\.1$/,
    )
    expect(redacted.request.query).toMatchObject({
      timestamp: '1714036504',
      nonce: '1514711492',
      encrypt_type: 'aes',
    })
    expect(redacted).toMatchObject({
      id: secretExchange.id,
      account: 'shop',
      verdict: 'accepted',
      mode: 'safe',
    })
    expect(redactText('退款 of 24012345678901234 and mp.weixin.qq.com')).toBe(
      '退款 of 24012345678901234 and mp.weixin.qq.com',
    )
  })

  test.each([
    ['an OpenID after an escape', String.raw`a%3D${SECRETS.otherUser} \n${SECRETS.otherUser}`],
    ['an AppID and an original ID', `${SECRETS.appId} ${SECRETS.originalId}`],
    ['a signature in capitals', `x ${SIGNATURES.expected.toUpperCase()} x`],
    ['a password in an address', 'redis://user:pa55word@cache/0'],
    ['a key in an address', `/?key=${SECRETS.accessToken}&x=1`],
    ['a token in a header line', `Authorization: ${SECRETS.bearer}`],
    ['an encoded host', `https%3A%2F%2F${SECRETS.host}%2F`],
    ['a tunnel that nobody named', `http://${SECRETS.tunnel}/x`],
  ])('finds %s', (_what, text) => {
    expect(findForbidden(text)).not.toEqual([])
    expect(findForbidden(redactText(text))).toEqual([])
  })

  test.each(['abc', 'it/s+"so"&<x>', '令牌token'])('finds a token that is no ordinary one: %s', (token) => {
    const text = `${token} is wrong; ?t=${encodeURIComponent(token)}& ${JSON.stringify(token)}`
    const message = { ...secretExchange.message!, xml: text }
    const { xml } = redact({ message }, [{ ...ACCOUNT, token }]).message!
    expect(xml).not.toContain(token)
    expect(xml).not.toContain(encodeURIComponent(token))
    expect(xml).toContain('is wrong; ?t=')
  })

  test('finds a host in another case than that of its header', () => {
    const headers = [['Host', 'Shop.Private-Company.cn']] as [string, string][]
    const redacted = redact({
      request: { ...secretExchange.request, headers },
      message: { ...secretExchange.message!, xml: 'shop.private-company.cn, Shop.Private-Company.cn' },
    })
    expect(JSON.stringify([redacted.request.headers, redacted.message!.xml]).toLowerCase()).not.toContain(
      'private',
    )
    expect(new Set(redacted.message!.xml.split(', ')).size).toBe(1)
  })

  test('does not take a short token for a part of a word', () => {
    const message = { ...secretExchange.message!, xml: 'the cabcde abc' }
    expect(redact({ message }, [{ ...ACCOUNT, token: 'abc' }]).message!.xml).toBe('the cabcde RE3')
  })

  test.each([
    ['names of fields', '<'.repeat(200_000)],
    ['parameters', 'a_'.repeat(200_000)],
    ['tokens', 'eyJ-'.repeat(100_000)],
    ['addresses', '://a:'.repeat(100_000)],
    ['quotes', '"openid":"\\'.repeat(50_000)],
    ['hosts', 'http://a.'.repeat(100_000)],
  ])('takes no longer for %s than their length asks for', (_what, text) => {
    expect(redactText(text).length).toBeGreaterThan(text.length / 2)
  })
})
