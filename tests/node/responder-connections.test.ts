import { once } from 'node:events'
import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { exchangeBytes, openSocket, readAll, statusesIn } from './raw-socket.ts'
import { handle, reply, startHolding, startResponder } from './running-responder.ts'
import { startWorkbench } from './running-workbench.ts'

const GET = 'GET /wx HTTP/1.1\r\nHost: x\r\n\r\n'
const HALF = 'POST /wx HTTP/1.1\r\nHost: x\r\n'

describe('what is over is closed', () => {
  it.each([
    ['nothing at all', ''],
    ['half a head', HALF],
    ['a head, and half a body', `${HALF}Content-Length: 100\r\n\r\n<xml>`],
    ['a chunk without its end', `${HALF}Transfer-Encoding: chunked\r\n\r\n5\r\n<x`],
    ['what is no HTTP', '\x16\x03\x01\x02\x00\x01\r\n\r\n'],
    ['HTTP/0.9', 'GET /\r\n\r\n'],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a head that is too large', `${HALF}X: ${'x'.repeat(20_000)}\r\n\r\n`],
    ['a wrong chunk size', `${HALF}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
    ['trailers without end', `${HALF}Transfer-Encoding: chunked\r\n\r\n0\r\n${'X: y\r\n'.repeat(9000)}`],
    ['two lengths', `${HALF}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`],
    ['a wish for a tunnel', 'CONNECT example.org:443 HTTP/1.1\r\nHost: x\r\n\r\n'],
  ])('for one who sent %s and never closes its own side', async (_, bytes) => {
    const { port } = await startResponder({ headersTimeoutMs: 50, requestTimeoutMs: 50 })
    const socket = await openSocket(port)
    const answer = readAll(socket)
    if (bytes) socket.write(bytes)
    const { text } = await answer
    expect(text).toMatch(/^(HTTP\/1\.1 (200|400|404|405|408|431) [\s\S]*)?$/)
    // Writing meets a reset. If it were half closed, the other side would take data for ever, and fill the places of
    // others.
    while (!socket.destroyed) {
      socket.write('x')
      await new Promise(setImmediate)
    }
  })

  it('with an answer to one that keeps the connection and sends nothing more', async () => {
    const { port } = await startResponder()
    const socket = await openSocket(port)
    socket.write(GET.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'))
    expect(statusesIn((await readAll(socket)).text)).toEqual([200])
  })

  it('where a reply is not taken', async () => {
    const large = 'x'.repeat(32 * 1024 * 1024)
    const { promise: gone, resolve } = Promise.withResolvers<void>()
    const { port } = await startResponder({
      requestTimeoutMs: 100,
      begin: handle(async (incoming) => {
        incoming.gone?.addEventListener('abort', () => resolve())
        return reply(200, large)
      }),
    })
    const socket = await openSocket(port)
    socket.pause()
    socket.write(GET)
    await gone
  })
})

describe('there is always room for one more', () => {
  it('when all connections are half open', async () => {
    const { port, received } = await startResponder({ maxConnections: 20, headersTimeoutMs: 60_000 })
    for (let i = 0; i < 25; i++) (await openSocket(port)).write(HALF)
    for (let i = 0; i < 20; i++) {
      const response = await fetch(`http://127.0.0.1:${port}/wx?${i}`, { headers: { connection: 'close' } })
      expect(response.status).toBe(200)
    }
    expect(received).toHaveLength(20)
  })

  it('when all have been answered once and are kept', async () => {
    const { port } = await startResponder({ maxConnections: 10 })
    for (let i = 0; i < 15; i++) {
      const socket = await openSocket(port)
      socket.write(GET)
      await once(socket, 'data')
    }
    expect(
      statusesIn(await exchangeBytes(port, GET.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'))),
    ).toEqual([200])
  })

  it('when all are in the middle of a body', async () => {
    const { port } = await startResponder({ maxConnections: 10 })
    for (let i = 0; i < 15; i++) (await openSocket(port)).write(`${HALF}Content-Length: 9\r\n\r\n<xml>`)
    expect((await fetch(`http://127.0.0.1:${port}/wx`)).status).toBe(200)
  })

  it('and it is never taken from one that waits for its reply', async () => {
    const { port, held, holding } = await startHolding({ maxConnections: 10 })
    const waiting = await openSocket(port)
    const answer = once(waiting, 'data')
    waiting.write(GET)
    await holding(1)
    const others = []
    for (let i = 0; i < 30; i++) others.push(await openSocket(port))
    held[0]!.answer('still here')
    expect(String((await answer)[0])).toContain('still here')
    expect(held[0]!.incoming.gone?.aborted).toBe(false)
  })

  it('it is not had where all wait for their replies, and they get them', async () => {
    const { port, held, holding } = await startHolding({ maxConnections: 5 })
    const sockets = []
    for (let i = 0; i < 5; i++) {
      const socket = await openSocket(port)
      socket.write(GET)
      sockets.push(socket)
    }
    await holding(5)
    const refused = await openSocket(port)
    expect((await readAll(refused)).text).toBe('')
    const answers = sockets.map((socket) => once(socket, 'data'))
    for (const { answer } of held) answer()
    await Promise.all(answers)
  })
})

describe('whatever is asked for', () => {
  it('CONNECT is refused and recorded', async () => {
    const workbench = await startWorkbench()
    const { port } = workbench.responder()
    const text = await exchangeBytes(port, 'CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n')
    expect(statusesIn(text)).toEqual([404])
    expect(await workbench.latest()).toMatchObject({
      request: { method: 'CONNECT', target: 'example.org:443' },
      standing: 'stranger',
      verdict: 'rejected',
    })
  })

  it('an upgrade is an ordinary request', async () => {
    const { port, received } = await startResponder()
    const upgrade = 'Connection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n'
    expect(statusesIn(await exchangeBytes(port, `${HALF}Content-Length: 0\r\n${upgrade}`))).toEqual([200])
    expect(received).toHaveLength(1)
  })

  it('an expectation that nobody knows is an ordinary request', async () => {
    const { port, received } = await startResponder()
    const head = `${HALF}Content-Length: 1\r\nExpect: the-unexpected\r\nConnection: close\r\n\r\nx`
    expect(statusesIn(await exchangeBytes(port, head))).toEqual([200])
    expect(received).toMatchObject([{ bodyBytes: 1 }])
  })

  it('a body is asked for where it is wanted', async () => {
    const { port } = await startResponder()
    const asked = request({ port, method: 'POST', headers: { Expect: '100-continue', 'Content-Length': 4 } })
    asked.flushHeaders()
    await once(asked, 'continue')
    asked.end('body')
    const [response] = (await once(asked, 'response')) as [{ statusCode: number; resume(): void }]
    response.resume()
    expect(response.statusCode).toBe(200)
  })

  it('a handler that throws is a 500 and a report, and the next request is served', async () => {
    let defect = true
    const { port, reported } = await startResponder({
      begin(head) {
        if (defect) throw new Error('a defect of ours')
        return handle(async () => reply())(head)
      },
    })
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(500)
    expect(reported).toHaveLength(1)
    defect = false
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200)
  })
})
