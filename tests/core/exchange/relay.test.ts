import { describe, expect, it } from 'vitest'
import * as v from 'valibot'
import { backendSchema } from '../../../src-core/contract/account.ts'
import type { BackendReply, Finding } from '../../../src-core/contract/exchange.ts'
import type { FindingCode } from '../../../src-core/contract/findings.ts'
import { createRelayRequest } from '../../../src-core/delivery/relay-request.ts'
import { createGuarded } from '../../../src-core/diagnosis/delivery/guarded.ts'
import type { Incoming } from '../../../src-core/exchange/incoming.ts'
import { isOwnAddress, passHeaders, workbenchesPassed } from '../../../src-core/exchange/relay.ts'

type Headers = [name: string, value: string][]

function createIncoming(target: string, headers: Headers = []): Incoming {
  const body = new TextEncoder().encode('<xml/>')
  return {
    receivedAt: 0,
    startedAt: 0,
    method: 'POST',
    target,
    httpVersion: '1.1',
    headers,
    body,
    bodyBytes: body.length,
  }
}

function relay(backendUrl: string, target: string, headers: Headers = []) {
  return createRelayRequest(backendUrl, createIncoming(target, headers), {
    deadlineMs: 1,
    viaName: 'mpscope-1',
  })
}

describe('the address that a request is relayed to', () => {
  it.each([
    ['http://a', '/wx?x=1', 'http://a/?x=1'],
    ['http://a/', '/wx', 'http://a/'],
    ['http://a/cb', '/wx?x=1', 'http://a/cb?x=1'],
    ['http://a/cb?', '/wx?x=1', 'http://a/cb?x=1'],
    ['http://a/cb?own=1', '/wx?x=1', 'http://a/cb?own=1&x=1'],
    ['http://a/cb?own=1', '/wx', 'http://a/cb?own=1'],
    ['http://a/cb', '/wx?', 'http://a/cb'],
    ['http://a/你', '/wx?n=%e4%BD%a0', 'http://a/%E4%BD%A0?n=%e4%BD%a0'],
    ['http://a/', '/wx?a=b?c=d&&=&e', 'http://a/?a=b?c=d&&=&e'],
    ['http://a/', `/wx?'"<>|^\`{}[]\u00ff`, `http://a/?'"<>|^\`{}[]\u00ff`],
    ['http://a/', 'http://public.example.com/wx?x=1', 'http://a/?x=1'],
  ])('%s with %s is %s', (backendUrl, target, url) => {
    expect(relay(backendUrl, target).url).toBe(url)
  })
})

describe('the headers that go on', () => {
  it.each<[string, Headers, string[]]>([
    [
      'all of the message',
      [
        ['Content-Type', 'text/xml'],
        ['X-Real-IP', '1.2.3.4'],
      ],
      ['Content-Type', 'X-Real-IP'],
    ],
    ['not the host', [['Host', 'public.example.com']], []],
    [
      'not those of the connection',
      [
        ['TE', 'x'],
        ['Upgrade', 'x'],
        ['Keep-Alive', 'x'],
        ['Trailer', 'x'],
      ],
      [],
    ],
    [
      'nor those that it names',
      [
        ['Connection', 'close, X-A'],
        ['x-a', '1'],
        ['X-B', '2'],
      ],
      ['X-B'],
    ],
    ['not what asks for a go-ahead', [['Expect', '100-continue']], []],
    ['those of earlier steps', [['Via', '1.1 tunnel']], ['Via']],
  ])('%s', (_name, headers, names) => {
    const passed = relay('http://a', '/wx', headers).headers
    expect(passed.map(([name]) => name)).toEqual(['Host', ...names, 'Via', 'Content-Length'])
    // It is the backend's own, whatever the public one was.
    expect(passed[0]).toEqual(['Host', 'a'])
    expect(passed.slice(-2)).toEqual([
      ['Via', '1.1 mpscope-1'],
      ['Content-Length', '6'],
    ])
  })

  it.each([
    [200, [['Content-Length', '9']]],
    [204, []],
    [304, []],
  ])('back, with the length of what goes back where there is a body: %i', (status, length) => {
    const headers: Headers = [
      ['Content-Type', 'text/xml'],
      ['content-length', '1'],
      ['Transfer-Encoding', 'chunked'],
      ['Content-Encoding', 'gzip'],
    ]
    expect(passHeaders(status, headers, 9)).toEqual([
      ['Content-Type', 'text/xml'],
      ['Content-Encoding', 'gzip'],
      ...length,
    ])
  })
})

describe('a request that has passed through here', () => {
  it.each<[Headers, boolean]>([
    [[['Via', '1.1 mpscope-1']], true],
    [[['via', '1.0 fred, 1.1 mpscope-1 (a comment), 1.1 p.example.net']], true],
    [
      [
        ['Via', '1.1 fred'],
        ['Via', '1.1 mpscope-1'],
      ],
      true,
    ],
    [[['Via', '1.1 mpscope-12']], false],
    [[['Via', 'mpscope-1']], false],
    [[['X-Via', '1.1 mpscope-1']], false],
    [[], false],
  ])('%j: %s', (headers, expected) => {
    expect(workbenchesPassed(createIncoming('/wx', headers)).includes('mpscope-1')).toBe(expected)
  })
})

describe('an address of a backend', () => {
  it.each([
    ['http://127.0.0.1:7788/wx', true],
    ['http://127.1:7788', true],
    ['http://0x7f000001:7788', true],
    ['http://2130706433:7788', true],
    ['http://0:7788', true],
    ['https://LOCALHOST:7788', true],
    ['http://wx.localhost:7788', true],
    ['http://[0:0:0:0:0:0:0:1]:7788', true],
    ['http://[::]:7788', true],
    ['http://[::ffff:127.0.0.2]:7788', true],
    ['http://127.0.0.1:7789/wx', false],
    ['http://127.0.0.1/wx', false],
    ['http://192.168.1.2:7788/wx', false],
    ['http://127.0.0.1.example.com:7788', false],
    ['http://notlocalhost:7788', false],
  ])('%s is our own: %s', (url, expected) => {
    expect(isOwnAddress(url, 7788)).toBe(expected)
  })

  it.each([
    ['http://localhost', 80],
    ['https://localhost', 443],
  ])('%s has the port of its scheme', (url, port) => {
    expect(isOwnAddress(url, port)).toBe(true)
  })

  it.each([
    ['http://127.0.0.1:8080/wx?a=b@c', true],
    ['https://例子.测试/回调', true],
    ['http://user:password@host/', false],
    ['http://user@host', false],
    ['ftp://host/', false],
    ['127.0.0.1:8080', false],
    ['http://host/ a', false],
    ['http://', false],
    ['file:///etc/passwd', false],
  ])('%s can be saved: %s', (url, expected) => {
    expect(v.is(backendSchema, { id: '1', name: 'a', url, copies: false })).toBe(expected)
  })
})

describe('relay.guarded', () => {
  const finding = (code: FindingCode, severity: Finding['severity'] = 'error'): Finding => ({
    code,
    severity,
    at: null,
    title: { zh: `${code} 标题`, en: `${code} title` },
    detail: { zh: '', en: '' },
    fix: { zh: `${code} 办法`, en: `${code} fix` },
  })

  it('names the backend, the first cause, and what to do about it', () => {
    const findings = [finding('time.stale', 'info'), finding('reply.not-xml'), finding('reply.malformed')]
    const guarded = createGuarded({ name: 'shop', error: null, findings })
    expect(guarded.title.en).toContain('shop')
    expect(guarded.detail).toMatchObject({
      zh: expect.stringContaining('reply.not-xml 标题') as string,
      en: expect.stringContaining('reply.not-xml title') as string,
    })
    expect(guarded.fix.zh).toBe('reply.not-xml 办法')
  })

  it('names how an answer is broken before the faults of what can be read of it', () => {
    const findings = [finding('reply.broken-framing'), finding('reply.structure')]
    const cause = (error: BackendReply['error']) => createGuarded({ name: 'shop', error, findings }).detail.en
    expect(cause({ code: 'NOT_HTTP', message: '' })).toContain('reply.broken-framing title')
    expect(cause(null)).toContain('reply.structure title')
  })
})
