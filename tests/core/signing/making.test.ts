import { describe, expect, test } from 'vitest'
import { codeLanguages } from '../../../src-core/contract/signing.ts'
import { makeSignature } from '../../../src-core/signing/making.ts'
import { findCallback, explainSignatures } from '../../../src-core/signing/signing.ts'
import { sign } from '../../../src-core/wechat/signature.ts'
import { createAccount } from './signing-account.ts'

const ORIGIN = 'http://127.0.0.1:7788'
const TOKEN = 'MyOwnToken'
const signed = { timestamp: '1714036504', nonce: '0486452656' }
const SIGNATURE = sign({ token: TOKEN, ...signed })
const shop = createAccount('shop', { token: TOKEN, path: '/wx/shop', originalId: 'gh_shop' })

function make(order: Partial<Parameters<typeof makeSignature>[0]>) {
  return makeSignature({ tokenInCode: false, ...signed, ...order }, [shop], ORIGIN)
}

describe('the signed URL', () => {
  test('goes to the account’s local address, with WeChat’s parameters in WeChat’s order', () => {
    expect(make({ account: 'shop' }).request?.url).toBe(
      `${ORIGIN}/wx/shop?signature=${SIGNATURE}&timestamp=1714036504&nonce=0486452656&openid=oMpscopeSampleUser0000000001`,
    )
  })

  test('has an AppID in place of a third-party platform’s mark', () => {
    const account = createAccount('platform', { path: '/$APPID$/wx', appId: 'wx5823bf96d3bd56c7' })
    const { request } = makeSignature(
      { tokenInCode: false, ...signed, account: 'platform' },
      [account],
      ORIGIN,
    )
    expect(request?.url).toContain(`${ORIGIN}/wx5823bf96d3bd56c7/wx?`)
  })

  test('of a verification carries echostr', () => {
    const { url, curl } = make({ account: 'shop', echostr: '4375 1209' }).request!
    expect(url).toBe(
      `${ORIGIN}/wx/shop?signature=${SIGNATURE}&echostr=4375%201209&timestamp=1714036504&nonce=0486452656`,
    )
    expect(curl).toBe(`curl -i --max-time 5 '${url}'`)
  })

  test('of an encrypted message carries both signatures, and its envelope is the body', () => {
    const { url, curl } = make({ account: 'shop', encrypt: 'aB+/=', echostr: '1' }).request!
    const msg = sign({ token: TOKEN, ...signed, encrypt: 'aB+/=' })
    expect(url).toContain(`&encrypt_type=aes&msg_signature=${msg}`)
    expect(url).not.toContain('echostr')
    expect(curl).toContain('<ToUserName><![CDATA[gh_shop]]></ToUserName>')
    const read = findCallback(curl, [shop])!
    expect(read).toMatchObject({ path: '/wx/shop', encrypt: 'aB+/=', missing: [], account: { by: 'token' } })
    const { msg_signature: receivedMsg, signature: received } = read.values
    const found = explainSignatures({ token: TOKEN, ...signed, encrypt: 'aB+/=', received, receivedMsg }, [])
    expect([found.signature.ok, found.msgSignature?.ok]).toEqual([true, true])
  })

  test.each([
    ['a.example/wx', 'http://a.example/wx?signature='],
    [' https://a.example:8443/wx?a=1&b=%20#top ', 'https://a.example:8443/wx?a=1&b=%20&signature='],
    ['127.0.0.1:8080/wx', 'http://127.0.0.1:8080/wx?signature='],
    ['http://[::1]/wx', 'http://[::1]/wx?signature='],
  ])('goes to an address of one’s own: %s', (address, start) => {
    expect(make({ token: TOKEN, address }).request?.url).toMatch(new RegExp(`^${escape(start)}`))
  })

  test.each(['', '   ', 'http://', 'ftp://a.example/', 'javascript:alert(1)', 'http://a b/'])(
    'is not made for %j, which is no address',
    (address) => {
      const made = make({ token: TOKEN, address })
      expect(made.request).toBeNull()
      expect(made.code.node.zh).toContain('isFromWeChat')
    },
  )

  test('keeps what would end a parameter', () => {
    const nonce = "a&b=c#d+é'%"
    const url = new URL(make({ token: TOKEN, nonce }).request!.url)
    expect(url.searchParams.get('nonce')).toBe(nonce)
    expect(url.searchParams.get('signature')).toBe(sign({ token: TOKEN, ...signed, nonce }))
  })

  test('never has the token in it, nor has the command', () => {
    expect(JSON.stringify(make({ account: 'shop', encrypt: 'AAAA' }).request)).not.toContain(TOKEN)
  })
})

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}

test('an account that is not there, and an Encrypt that cannot stand in XML, are failures', () => {
  expect(() => make({ account: 'gone' })).toThrow('no account gone')
  expect(() => make({ token: TOKEN, encrypt: '\u0000' })).toThrow('cannot stand in XML')
})

describe('verifying code', () => {
  const { code } = make({ account: 'shop', tokenInCode: true })

  test.each(codeLanguages)(
    'of %s reads the token from the environment, whatever is asked of an account’s',
    (one) => {
      for (const text of [code[one].zh, code[one].en]) {
        expect(text).toContain('WECHAT_TOKEN')
        expect(text).not.toContain(TOKEN)
      }
    },
  )

  test.each(codeLanguages)('of %s has a token that was typed, if one asks for it', (one) => {
    expect(make({ token: TOKEN }).code[one].zh).not.toContain(TOKEN)
    const { zh } = make({ token: TOKEN, tokenInCode: true }).code[one]
    expect(zh).toContain(TOKEN)
    expect(zh).not.toMatch(/getenv|environ\b|process\.env/)
  })

  test.each([
    ['node', /sort\(Buffer\.compare\)/, /timingSafeEqual/],
    ['php', /sort\(\$parts, SORT_STRING\)/, /hash_equals/],
    ['java', /sorted\(Arrays::compareUnsigned\)/, /MessageDigest\.isEqual/],
    ['python', /sorted\(part\.encode\(\)/, /hmac\.compare_digest/],
    ['go', /sort\.Strings\(parts\)/, /subtle\.ConstantTimeCompare/],
  ] as const)('of %s sorts bytes, and compares in constant time', (one, sorts, compares) => {
    expect(code[one].zh).toMatch(sorts)
    expect(code[one].zh).toMatch(compares)
    expect(code[one].zh).toMatch(/sha1|SHA-1/)
  })

  test.each([
    ['node', String.raw`"a\"b\\c'd"`],
    ['php', String.raw`'a"b\\c\'d'`],
    ['java', String.raw`"a\"b\\c'd"`],
    ['python', String.raw`"a\"b\\c'd"`],
    ['go', String.raw`"a\"b\\c'd"`],
  ] as const)('of %s quotes a token', (one, literal) => {
    expect(make({ token: `a"b\\c'd`, tokenInCode: true }).code[one].zh).toContain(literal)
  })
})
