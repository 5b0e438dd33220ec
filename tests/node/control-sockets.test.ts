import { once } from 'node:events'
import type { Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exchangeBytes, openSocket } from './raw-socket.ts'
import { createUpgrade, get, SCRIPT, startControl, TOKEN, upgrade } from './running-control.ts'
import type { RunningControl } from './running-control.ts'

/*
 * Bytes that any program on the machine may send without a credential. After each of them the server must still serve.
 * An error thrown in a handler ends the run of tests, as it once ended the process.
 */

let control: RunningControl
let port: number

beforeAll(async () => {
  control = await startControl()
  port = control.port
})

afterAll(() => control.close())

async function isServing(): Promise<boolean> {
  const [page, channel] = [await get(port, '/'), await upgrade(port, ['mpscope', `token.${TOKEN}`])]
  return page.status === 200 && channel === 101
}

const head = (more = '') => `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${more}`

describe('a target that is no address', () => {
  it.each([
    '//',
    '/\\',
    'http://[',
    'http://a:99999/',
    'http://',
    '*',
    '/rpc/..',
    '///rpc',
    '/%',
    '?',
    '#',
    'rpc',
    '/rpc%00',
  ])('is refused as an upgrade, and ends nothing: %s', async (target) => {
    expect(await exchangeBytes(port, createUpgrade(port, target))).toMatch(/^HTTP\/1\.1 40[04] /)
    expect(await isServing()).toBe(true)
  })

  it.each(['//', '/\\', 'http://[', 'http://a:99999/', '*', '///', '/%', '?'])(
    'is no page, and ends nothing: %s',
    async (target) => {
      const answer = await exchangeBytes(
        port,
        head().replace(' / ', ` ${target} `) + 'Connection: close\r\n\r\n',
      )
      expect(answer).toMatch(/^HTTP\/1\.1 40[04] /)
      expect(await isServing()).toBe(true)
    },
  )

  it('is not the channel, though a parser would make it that', async () => {
    expect(await exchangeBytes(port, createUpgrade(port, '/./rpc'))).toMatch(/^HTTP\/1\.1 404 /)
  })
})

describe('an upgrade', () => {
  it.each<[string, Record<string, string>, number]>([
    ['without the key of a WebSocket', { 'Sec-WebSocket-Key': '' }, 400],
    ['of another version', { 'Sec-WebSocket-Version': '7' }, 400],
    ['to another protocol', { Upgrade: 'h2c' }, 400],
    ['with a broken list of protocols', { 'Sec-WebSocket-Protocol': `token.${TOKEN},,` }, 400],
    ['without a credential', { 'Sec-WebSocket-Protocol': 'mpscope' }, 403],
    ['from elsewhere', { Origin: 'http://evil.example' }, 403],
  ])('%s is refused with the policy, and let go of', async (_name, headers, status) => {
    const answer = await exchangeBytes(port, createUpgrade(port, '/rpc', headers))
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(answer).toContain('\r\nX-Content-Type-Options: nosniff\r\n')
    expect(answer).toContain("\r\nContent-Security-Policy: default-src 'none'; ")
    expect(await isServing()).toBe(true)
  })
})

describe('bytes that are no request', () => {
  it.each<[string, string | Uint8Array, number]>([
    ['a word', 'hello\r\n\r\n', 400],
    ['a greeting of TLS', Buffer.from('16030100c8010000c403', 'hex'), 400],
    ['NULs', Buffer.alloc(100), 400],
    ['a header without a name', `GET / HTTP/1.1\r\n: x\r\n\r\n`, 400],
    ['two lengths', `GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n`, 400],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
    ],
    ['a large header', `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['two hosts', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 403],
  ])('%s: refused, with the policy where Node leaves it to us', async (name, bytes, status) => {
    const answer = await exchangeBytes(port, bytes)
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    if (name !== 'no host') expect(answer).toContain('X-Content-Type-Options: nosniff\r\n')
    expect(await isServing()).toBe(true)
  })

  it.each(['100-continue', 'something else'])('an expectation is no way in: %s', async (expectation) => {
    const answer = await exchangeBytes(
      port,
      head(`Expect: ${expectation}\r\nOrigin: http://evil.example\r\n\r\n`),
    )
    expect(answer).toContain('HTTP/1.1 403 Forbidden\r\n')
    expect(await isServing()).toBe(true)
  })

  it.each([
    ['', /^$/],
    ['GET / HTT', /^HTTP\/1\.1 408 Request Timeout\r\n/],
    ['GET / HTTP/1.1\r\nHost: 127', /^HTTP\/1\.1 408 Request Timeout\r\n/],
  ])('half a request is let go of: %j', async (half, answer) => {
    expect(await exchangeBytes(port, half)).toMatch(answer)
  })

  it('CONNECT is refused', async () => {
    const answer = await exchangeBytes(
      port,
      'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n',
    )
    expect(answer).toMatch(/^HTTP\/1\.1 405 /)
    expect(await isServing()).toBe(true)
  })

  it('a body is not asked for', async () => {
    const post = head('Expect: 100-continue\r\nContent-Length: 5\r\n\r\n').replace('GET', 'POST')
    expect(await exchangeBytes(port, post)).toMatch(/^HTTP\/1\.1 405 /)
  })

  it('what is no request gets its refusal behind the answers to what was one', async () => {
    const pages = (head() + '\r\n').repeat(3)
    const answer = await exchangeBytes(port, `${pages}nonsense\r\n\r\n`)
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual([
      ...Array<string>(3).fill('HTTP/1.1 200'),
      'HTTP/1.1 400',
    ])
  })
})

it('a call that comes with the upgrade itself is answered, however long', async () => {
  const call = JSON.stringify({
    t: 'q',
    i: 'mine',
    m: 'call',
    a: ['conversion.run', { from: 'xml', text: `<a>${'x'.repeat(50_000)}</a>` }],
  })
  const length = Buffer.alloc(2)
  length.writeUInt16BE(call.length)
  // Text, whole, masked with zeros (RFC 6455, 5.2).
  const frame = Buffer.concat([Buffer.from([0x81, 0xfe]), length, Buffer.alloc(4), Buffer.from(call)])
  const socket = await openSocket(port)
  socket.write(Buffer.concat([Buffer.from(createUpgrade(port, '/rpc')), frame]))
  let received = ''
  for await (const piece of socket) {
    received += String(piece)
    if (/"i":"mine"/.test(received)) break
  }
  expect(received).toMatch(/^HTTP\/1\.1 101 /)
  expect(received).toMatch(/"i":"mine"/)
})

describe('many', () => {
  it('readers that go away in the middle leave nothing behind', async () => {
    const request = head().replace(' / ', ' /assets/index-B_x1.js ') + '\r\n'
    for (let round = 0; round < 10; round++) {
      const readers = await Promise.all(Array.from({ length: 60 }, () => openSocket(port, request)))
      await Promise.all(readers.map((socket) => once(socket, 'data')))
      for (const socket of readers) socket.resetAndDestroy()
    }
    expect(await isServing()).toBe(true)
  })

  it('HEADs on one connection are answered one by one', async () => {
    const heads = Array.from({ length: 2000 }, () => head().replace('GET', 'HEAD') + '\r\n').join('')
    const last = head('Connection: close\r\n\r\n')
    const answer = await exchangeBytes(port, heads + last)
    expect(answer.split('HTTP/1.1 200 OK').length - 1).toBe(2001)
  })

  it('requests of a reader that reads nothing hold no more than what is in memory anyway', async () => {
    const greedy = await openSocket(port)
    greedy.pause()
    const request = head().replace(' / ', ' /assets/index-B_x1.js ') + '\r\n'
    const before = process.memoryUsage()
    greedy.write(request.repeat(1000))
    for (let i = 0; i < 20; i++) await get(port, '/')
    const grown =
      process.memoryUsage().external +
      process.memoryUsage().arrayBuffers -
      before.external -
      before.arrayBuffers
    // 1,000 times the file would be 300 MB.
    expect(grown).toBeLessThan(100 * SCRIPT.length)
    greedy.destroy()
  })

  it('sockets that only wait give way to who comes, and the longest waiting goes first', async () => {
    const waiting: Socket[] = []
    const gone: number[] = []
    for (let i = 0; i < 300; i++) {
      const socket = await openSocket(port, i % 2 ? 'GET / HTTP/1.1\r\nHos' : '')
      socket.resume().once('end', () => gone.push(i))
      waiting.push(socket)
    }
    expect(await isServing()).toBe(true)
    // Node takes connections in the order in which they came: the closed ones are the first.
    expect(gone.length).toBeGreaterThanOrEqual(44)
    expect(gone.toSorted((one, other) => one - other)).toEqual(gone.map((_, i) => i))
    for (const socket of waiting) socket.destroy()
  })

  it('a screen that is open is not pushed out by them', async () => {
    const screen = await openSocket(port, createUpgrade(port, '/rpc'))
    await once(screen, 'data')
    let closed = false
    screen.once('close', () => (closed = true))
    const waiting = await Promise.all(Array.from({ length: 300 }, () => openSocket(port)))
    expect(await isServing()).toBe(true)
    expect(closed).toBe(false)
    for (const socket of [screen, ...waiting]) socket.destroy()
  })
})

it('reports nothing of all that', () => {
  expect(control.reported).toEqual([])
})
