import { once } from 'node:events'
import { request } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Incoming } from '../../src-core/exchange/incoming.ts'
import { serveResponder } from '../../src-main/node/responder.ts'
import { exchangeBytes, openSocket, readAll, statusesIn } from './raw-socket.ts'
import { handle, reply } from './running-responder.ts'
import { startWorkbench } from './running-workbench.ts'

const MIB = 1024 * 1024
const MESSAGE =
  '<xml><ToUserName>gh_1</ToUserName><FromUserName>oA</FromUserName><CreateTime>1395658920</CreateTime>' +
  '<MsgType>text</MsgType><Content>你好</Content><MsgId>1</MsgId></xml>'

/** The responder refuses these kinds of requests by their heads. */
const REFUSED = [
  ['to a path that is nobody’s', '/nope?signature=x&timestamp=1&nonce=2', 404],
  ['without a signature', '/wx', 401],
  ['with a wrong signature', '/wx?signature=x&timestamp=1&nonce=2', 401],
] as const

const chunks = (count: number, piece: string) => `${piece.length.toString(16)}\r\n${piece}\r\n`.repeat(count)

describe('what is refused by its head', () => {
  it.each(REFUSED)('%s is answered before its body has come', async (_, target, status) => {
    const workbench = await startWorkbench()
    const socket = await openSocket(workbench.responder().port)
    const head = `POST ${target} HTTP/1.1\r\nHost: x\r\nContent-Length: ${MIB}\r\n\r\n`
    const [piece] = await Promise.all([once(socket, 'data'), socket.write(head + 'x'.repeat(8 * 1024 + 1))])
    expect(statusesIn(String((piece as unknown[])[0]))).toEqual([status])
    expect(await workbench.latest()).toMatchObject({
      request: { body: 'x'.repeat(8 * 1024), incomplete: 'too-large' },
      response: { status },
      verdict: 'rejected',
    })
  })

  it('is cut off where its body never ends', async () => {
    const workbench = await startWorkbench()
    const head = `POST /nope HTTP/1.1\r\nHost: x\r\nContent-Length: ${MIB}\r\n\r\n`
    expect(statusesIn(await exchangeBytes(workbench.responder().port, head + 'x'.repeat(9000)))).toEqual([
      404,
    ])
  })

  it.each(REFUSED)('%s is cut off in the middle of a million pieces', async (_, target) => {
    const workbench = await startWorkbench()
    const socket = await openSocket(workbench.responder().port)
    const ended = readAll(socket)
    socket.write(`POST ${target} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`)
    let sent = 0
    const { promise: cut, resolve } = Promise.withResolvers<void>()
    socket.once('close', resolve)
    while (!socket.destroyed && sent < MIB) {
      sent += 1000
      if (!socket.write(chunks(1000, 'x'))) await Promise.race([once(socket, 'drain').catch(() => {}), cut])
    }
    await ended
    const { request: recorded } = await workbench.latest()
    // One read of the network is 64 KiB, some ten thousand pieces; bytes that the network holds were sent and never
    // read.
    expect(recorded.bodyBytes).toBeLessThan(1000)
    expect(sent).toBeLessThan(MIB)
  })

  it('keeps its connection where it was short, and is parsed where it may be WeChat’s', async () => {
    const workbench = await startWorkbench()
    const target = '/wx?signature=x&timestamp=1&nonce=2'
    const post = (end: string) =>
      `POST ${target} HTTP/1.1\r\nHost: x\r\nContent-Length: ${Buffer.byteLength(MESSAGE)}\r\n${end}\r\n${MESSAGE}`
    const text = await exchangeBytes(
      workbench.responder().port,
      Buffer.from(post('') + post('Connection: close\r\n')),
    )
    expect(statusesIn(text)).toEqual([401, 401])
    expect(await workbench.latest()).toMatchObject({ standing: 'lookalike', message: { type: 'text' } })
  })

  it('is not parsed where nothing about it is WeChat’s', async () => {
    const workbench = await startWorkbench()
    const response = await fetch(`${workbench.responder().origin}/nope`, { method: 'POST', body: MESSAGE })
    expect(response.status).toBe(404)
    expect(await workbench.latest()).toMatchObject({
      standing: 'stranger',
      message: null,
      request: { body: MESSAGE },
    })
  })

  it('is not asked for its body', async () => {
    const workbench = await startWorkbench()
    const { port } = workbench.responder()
    const asked = request({
      port,
      path: '/wx?signature=x',
      method: 'POST',
      headers: { Expect: '100-continue', 'Content-Length': MIB },
    })
    let continued = false
    asked.on('continue', () => (continued = true))
    asked.flushHeaders()
    onTestFinished(() => void asked.destroy())
    const [response] = (await once(asked, 'response')) as [{ statusCode: number }]
    expect(response.statusCode).toBe(401)
    expect(continued).toBe(false)
  })

  it('gets no second answer when its body turns out to be malformed', async () => {
    const workbench = await startWorkbench()
    const socket = await openSocket(workbench.responder().port)
    const answer = readAll(socket)
    socket.write('POST /nope HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n')
    socket.write(chunks(1, 'x'.repeat(9000)))
    await once(socket, 'data')
    socket.write('zz\r\n')
    expect(statusesIn((await answer).text)).toEqual([404])
  })
})

describe('a request that a browser made', () => {
  it.each([
    ['Origin', 'https://evil.test'],
    ['Origin', 'null'],
    ['Sec-Fetch-Site', 'cross-site'],
    ['sec-fetch-site', 'none'],
  ])('with %s: %s is refused whatever its signature, and says so', async (name, value) => {
    const workbench = await startWorkbench()
    const url = await workbench.signedUrl({ echostr: '42' })
    for (const method of ['GET', 'POST']) {
      const sent = request(url, { method, headers: { [name]: value } }).end(method === 'POST' ? MESSAGE : '')
      const [response] = (await once(sent, 'response')) as [{ statusCode: number; resume(): void }]
      response.resume()
      expect(response.statusCode).toBe(403)
      expect(await workbench.latest()).toMatchObject({
        standing: 'stranger',
        verdict: 'rejected',
        attempt: 1,
        messageKey: null,
        message: null,
        findings: [{ code: 'request.browser', severity: 'info' }],
      })
    }
  })
})

describe('the body of a genuine message', () => {
  it('comes whole, however it is cut', async () => {
    const workbench = await startWorkbench()
    const { pathname, search } = new URL(await workbench.signedUrl())
    const content = '好'.repeat(100_000)
    const body = Buffer.from(MESSAGE.replace('你好', content))
    const pieces: Buffer[] = []
    for (let at = 0, size = 1; at < body.length; at += size, size = (size * 7) % 4001)
      pieces.push(body.subarray(at, at + size))
    const coded = pieces.flatMap((piece) => [`${piece.length.toString(16)}\r\n`, piece, '\r\n'])
    const head = `POST ${pathname}${search} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n`
    const text = await exchangeBytes(
      workbench.responder().port,
      Buffer.concat([head, ...coded, '0\r\n\r\n'].map((part) => Buffer.from(part))),
    )
    expect(statusesIn(text)).toEqual([200])
    const { request: recorded } = await workbench.latest()
    expect(recorded.body).toBe(body.toString())
    expect(recorded.bodyBytes).toBe(body.length)
  })

  it('is refused in a million pieces, after some thousand', async () => {
    const workbench = await startWorkbench()
    const { pathname, search } = new URL(await workbench.signedUrl())
    const head = `POST ${pathname}${search} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`
    await exchangeBytes(workbench.responder().port, head + chunks(100_000, 'x'))
    expect(await workbench.latest()).toMatchObject({
      response: { status: 413 },
      request: { incomplete: 'too-large', bodyBytes: 8193 },
      findings: [{ code: 'body.too-large' }],
    })
  })

  it('is held in one buffer that grows with what has come, and all of them in so many bytes', async () => {
    const bodies: Incoming[] = []
    const responder = await serveResponder({
      port: 0,
      begin: handle(async (incoming) => (bodies.push(incoming), reply())),
      clock: { now: () => Date.now(), monotonic: () => performance.now() },
      report: () => {},
    })
    onTestFinished(() => responder.close())
    const { port } = responder.status()
    const head = `POST /wx HTTP/1.1\r\nHost: x\r\nContent-Length: ${MIB}\r\n\r\n`
    const short = await openSocket(port)
    short.write(head)
    short.write('x')
    short.end()
    while (bodies.length === 0) await new Promise(setImmediate)
    expect(bodies[0]!.body.buffer.byteLength).toBeLessThanOrEqual(4096)

    // A hundred bodies that never end: those that have waited longest make room.
    const sockets = []
    for (let i = 0; i < 100; i++) {
      const socket = await openSocket(port)
      socket.resume()
      sockets.push(socket)
      await new Promise<void>((resolve) => socket.write(head + 'x'.repeat(MIB - 1), () => resolve()))
    }
    const last = await openSocket(port)
    last.write(`${head}${'x'.repeat(MIB)}`)
    await once(last, 'data')
    expect(
      sockets.filter(({ readableEnded, destroyed }) => readableEnded || destroyed).length,
    ).toBeGreaterThanOrEqual(30)
  })
})
