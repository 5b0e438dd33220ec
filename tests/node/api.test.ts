import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import * as api from '../../src-main/api.ts'
import { expectGoodText } from '../core/good-text.ts'

const TOKEN = 'apiTestToken1'
const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
const ACCOUNT = { token: TOKEN, aesKey: AES_KEY, appId: 'wx0123456789abcdef' }
const SIGNED = { token: TOKEN, timestamp: '1714036504', nonce: '1514711492' }

/** Starts a backend that replies this to every message; resolves with its address and the requests that came. */
async function startBackend(reply: (body: string) => string) {
  const requests: { url: string; headers: string[]; body: string }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
    request.on('end', () => {
      requests.push({ url: request.url ?? '', headers: request.rawHeaders, body })
      response.end(reply(body))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/wx?own=1`, requests }
}

describe('signatures', () => {
  it('are made and verified, with Encrypt and without', () => {
    for (const input of [SIGNED, { ...SIGNED, encrypt: 'c2VhbGVk' }]) {
      const signature = api.sign(input)
      expect(signature).toMatch(/^[0-9a-f]{40}$/)
      expect(api.verifySignature({ ...input, signature })).toBe(true)
      expect(api.verifySignature({ ...input, signature: signature.replace(/^./, 'g') })).toBe(false)
      expect(api.verifySignature({ ...input, signature: '' })).toBe(false)
    }
  })
})

describe('encryption', () => {
  it('comes back as it was', () => {
    const message = '<xml><Content><![CDATA[你好 👋]]></Content></xml>'
    const envelope = api.encrypt({ ...ACCOUNT, message, timestamp: '1714036504', nonce: 'n' })
    expect(envelope).toContain('<TimeStamp>1714036504</TimeStamp><Nonce><![CDATA[n]]></Nonce>')
    expect(api.decrypt({ ...ACCOUNT, envelope })).toEqual({
      message,
      receiver: ACCOUNT.appId,
      isSigned: true,
    })
    const [, encrypted = ''] = /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(envelope) ?? []
    const signed = { ...SIGNED, msgSignature: api.sign({ ...SIGNED, encrypt: encrypted }) }
    expect(api.decrypt({ ...ACCOUNT, envelope: encrypted })).toMatchObject({ message, isSigned: false })
    expect(api.decrypt({ ...ACCOUNT, ...signed, envelope: encrypted })).toMatchObject({ isSigned: true })
  })

  it('is opened with the previous key after a change', () => {
    const envelope = api.encrypt({ ...ACCOUNT, message: 'm' })
    const changed = { ...ACCOUNT, aesKey: AES_KEY.toLowerCase(), previousAesKey: AES_KEY }
    expect(api.decrypt({ ...changed, envelope }).message).toBe('m')
  })

  it.each([
    ['token', { token: 'anotherToken1' }, /signature/],
    ['AppID', { appId: 'wxfedcba9876543210' }, /receiver/],
    ['key', { aesKey: AES_KEY.toLowerCase() }, /key/i],
  ])('with another %s is refused, with the reason', (_what, other, reason) => {
    const envelope = api.encrypt({ ...ACCOUNT, message: 'm' })
    expect(() => api.decrypt({ ...ACCOUNT, ...other, envelope })).toThrow(reason)
  })
})

describe('judge', () => {
  const request = api.sampleMessage({ set: { Content: '你好' } })

  it.each([
    ['success', {}, 'ignored'],
    ['', {}, 'ignored'],
    ['hello', {}, 'fault'],
    ['success', { took: 5001 }, 'retried'],
    ['oh no', { status: 500 }, 'retried'],
  ])('of %j %j is %s', (reply, given, verdict) => {
    expect(api.judge({ reply, request, ...given }).verdict).toBe(verdict)
    expect(api.judge({ reply: new TextEncoder().encode(reply), request, ...given }).verdict).toBe(verdict)
  })

  it('opens an encrypted reply with the keys', () => {
    const reply = api.encrypt({ ...ACCOUNT, message: 'no XML at all' })
    const judged = { reply, request, mode: 'safe' } as const
    expect(api.judge({ ...judged, ...ACCOUNT }).findings.map(({ code }) => code)).toContain('reply.not-xml')
    expect(api.judge(judged).findings.map(({ code }) => code)).not.toContain('reply.not-xml')
  })

  it('gives findings in both languages', () => {
    const [finding] = api.judge({ reply: 'hello', request }).findings
    for (const text of [finding!.detail, finding!.fix]) expectGoodText(text)
    expect(finding!.title).toEqual({ zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.any(String) })
  })
})

describe('send', () => {
  it('pushes what WeChat would, and resolves with the exchange', async () => {
    const { url, requests } = await startBackend(() => 'success')
    const exchange = await api.send({ url, token: TOKEN, event: 'CLICK', set: { EventKey: 'K1' } })
    expect(exchange).toMatchObject({
      verdict: 'ignored',
      message: { type: 'event', event: 'CLICK', json: { xml: { EventKey: 'K1' } } },
      response: { status: 200, body: 'success' },
    })
    const { searchParams } = new URL(requests[0]!.url, url)
    const { own, signature, timestamp, nonce } = Object.fromEntries(searchParams) as Record<string, string>
    expect(own).toBe('1')
    expect(signature).toBe(api.sign({ token: TOKEN, timestamp: timestamp!, nonce: nonce! }))
  })

  it('encrypts, and sends a text as it is', async () => {
    const { url, requests } = await startBackend(() => 'success')
    const message = '<xml>\n<MsgType>text</MsgType></xml>'
    await api.send({ url, token: TOKEN, message })
    await api.send({ url, message, ...ACCOUNT })
    expect(requests[0]!.body).toBe(message)
    const { searchParams } = new URL(requests[1]!.url, url)
    const query = Object.fromEntries(searchParams) as Record<string, string>
    const { timestamp = '', nonce = '', msg_signature: msgSignature = '' } = query
    expect(
      api.decrypt({ ...ACCOUNT, envelope: requests[1]!.body, timestamp, nonce, msgSignature }),
    ).toMatchObject({ message, isSigned: true })
  })

  it('resolves with why nothing came back', async () => {
    const { verdict, response, findings } = await api.send({ url: 'http://127.0.0.1:9/', token: TOKEN })
    expect([verdict, response.status, findings[0]?.severity]).toEqual(['retried', 0, 'error'])
  })

  it('verifies an address', async () => {
    const { url } = await startBackend(() => 'success')
    expect(await api.verifyUrl({ url, token: TOKEN })).toMatchObject({ verdict: 'rejected', message: null })
  })
})

describe('conversions', () => {
  it('go there and back', () => {
    const xml = '<xml><!-- n --><A b="1"><![CDATA[你好]]></A></xml>'
    const { text, lossless } = api.toJson({ xml, view: 'lossless' })
    expect(lossless).toBe(true)
    expect(api.toXml({ json: text, view: 'lossless' }).text).toBe(xml)
    expect(api.toJson({ xml })).toMatchObject({ lossless: false, issues: [{ code: 'COMMENT_DROPPED' }] })
  })
})

/** What a caller from JavaScript gets wrong; the words have to be in the message. */
const MISTAKES: [code: string, words: string[], call: () => unknown][] = [
  ['INVALID_INPUT', ['sign', 'one object', 'token'], () => api.sign(undefined as never)],
  ['INVALID_INPUT', ['sign', 'nonce is missing'], () => api.sign({ ...SIGNED, nonce: undefined as never })],
  ['INVALID_INPUT', ['timestamp', 'a number'], () => api.sign({ ...SIGNED, timestamp: 1714036504 as never })],
  ['INVALID_INPUT', ['no field tokn'], () => api.sign({ ...SIGNED, tokn: TOKEN } as never)],
  ['INVALID_INPUT', ['no field toString'], () => api.sign({ ...SIGNED, toString: TOKEN } as never)],
  [
    'INVALID_INPUT',
    ['aesKey', '42', '43'],
    () => api.encrypt({ ...ACCOUNT, aesKey: AES_KEY.slice(1), message: 'm' }),
  ],
  [
    'INVALID_INPUT',
    ['sampleMessage', '/xml/Content', 'U+0000'],
    () => api.sampleMessage({ set: { Content: 'a\0b' } }),
  ],
  [
    'INVALID_INPUT',
    ['send', '/xml/Content', 'U+D800'],
    () => api.send({ url: 'http://127.0.0.1:1/', token: TOKEN, set: { Content: '\ud800' } }),
  ],
  ['INVALID_INPUT', ['message is empty'], () => api.encrypt({ ...ACCOUNT, message: '' })],
  [
    'INVALID_INPUT',
    ['timestamp', 'digits'],
    () => api.encrypt({ ...ACCOUNT, message: 'm', timestamp: '2024-04-25' }),
  ],
  [
    'INVALID_INPUT',
    ['timestamp and nonce missing'],
    () => api.decrypt({ ...ACCOUNT, envelope: 'c2VhbGVk', msgSignature: 's' }),
  ],
  ['NOT_DECRYPTED', ['envelope is empty'], () => api.decrypt({ ...ACCOUNT, envelope: ' ' })],
  ['INVALID_INPUT', ['status', '100 to 599'], () => api.judge({ reply: '', request: '<xml/>', status: 99 })],
  ['INVALID_INPUT', ['token'], () => api.judge({ reply: '', request: '<xml/>', aesKey: AES_KEY })],
  ['NOT_READABLE', ['request', 'line 1, column'], () => api.judge({ reply: '', request: '<xml>' })],
  ['NOT_READABLE', ['toJson', 'line 2'], () => api.toJson({ xml: '<xml>\n<A></B></xml>' })],
  ['NOT_READABLE', ['toXml', '$.xml'], () => api.toXml({ json: '{"xml": [[1]]}' })],
  ['INVALID_INPUT', ["'simple', 'lossless'"], () => api.toJson({ xml: '', view: 'full' as never })],
  ['NOT_FOUND', ['event CLIK'], () => api.sampleMessage({ event: 'CLIK' })],
  ['INVALID_INPUT', ['content'], () => api.sampleMessage({ set: { content: '1' } })],
  ['INVALID_INPUT', ['event', 'text'], () => api.sampleMessage({ type: 'text', event: 'CLICK' })],
  ['INVALID_INPUT', ['url', 'http://'], () => api.send({ url: '127.0.0.1:8080', token: TOKEN })],
  [
    'INVALID_INPUT',
    ['safe', 'aesKey and appId'],
    () => api.send({ url: 'http://a/', token: TOKEN, mode: 'safe' }),
  ],
  [
    'INVALID_INPUT',
    ['message', 'type'],
    () => api.send({ url: 'http://a/', token: TOKEN, message: '<xml/>', type: 'text' }),
  ],
  ['INVALID_INPUT', ['verifyUrl', 'url'], () => api.verifyUrl({ url: 'file:///etc/passwd', token: TOKEN })],
]

describe('a mistake', () => {
  it.each(MISTAKES)('is %s, and named: %j', async (code, words, call) => {
    // A function that returns a promise never throws beside it.
    const fault = await Promise.resolve()
      .then(call)
      .then(
        () => null,
        (error: api.MpscopeError) => error,
      )
    expect(fault).toMatchObject({ name: 'MpscopeError', code, message: fault?.text.en })
    for (const word of words) expect(fault!.message).toContain(word)
    expectGoodText(fault!.text)
    for (const secret of [TOKEN, AES_KEY, AES_KEY.slice(1)])
      expect(JSON.stringify(fault)).not.toContain(secret)
  })
})

it('says in both languages what was given in place of what is needed', () => {
  expect(() => api.sign({ ...SIGNED, timestamp: 1714036504 as never })).toThrow(
    expect.objectContaining({
      text: {
        zh: 'sign：timestamp 应为字符串，给的是数字。',
        en: 'sign: timestamp must be a string, and is a number.',
      },
    }),
  )
})

it('rejects and never throws where it returns a promise', async () => {
  await expect(api.send(null as never)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  await expect(api.verifyUrl({} as never)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})
