import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Incoming, RequestHead } from '../../src-core/exchange/incoming.ts'
import { MAX_BODY_BYTES } from '../../src-core/wechat/limits.ts'
import { trackConnections } from '../../src-main/node/connections.ts'
import { openSocket, readAll, statusesIn } from './raw-socket.ts'
import { handle, reply, startHolding, startResponder } from './running-responder.ts'

const GET = 'GET /wx HTTP/1.1\r\nHost: x\r\n\r\n'
const LAST = 'GET /wx HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'

describe('requests sent ahead', () => {
  it('are all answered, one after the other', async () => {
    const { port, held, holding } = await startHolding()
    const socket = await openSocket(port)
    const answer = readAll(socket)
    const count = 200
    const targets = Array.from({ length: count }, (_, i) => `/wx?${i}`)
    for (const target of targets)
      socket.write(`POST ${target} HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx`)
    for (let i = 0; i < count; i++) {
      await holding(i + 1)
      expect(held).toHaveLength(i + 1)
      held[i]!.answer(`<${i}>`)
    }
    socket.end()
    const { text } = await answer
    expect([...text.matchAll(/<(\d+)>/g)].map(([, i]) => Number(i))).toEqual(targets.map((_, i) => i))
    expect(held.map(({ incoming }) => incoming.target)).toEqual(targets)
  })

  it('before something that is no HTTP get their answers first, and nothing else in between', async () => {
    const { port, held, holding } = await startHolding()
    const socket = await openSocket(port)
    const answer = readAll(socket)
    socket.write(`${GET}${GET}\x00garbage\r\n\r\n`)
    await holding(1)
    held[0]!.answer('first')
    await holding(2)
    held[1]!.answer('second')
    const { text } = await answer
    expect(statusesIn(text)).toEqual([200, 200, 400])
    expect(text.indexOf('first')).toBeLessThan(text.indexOf('second'))
  })

  it.each([
    ['a few', 10],
    ['more than are read', 100],
  ])('%s, are given up with their connection, and the end waits for none of them', async (_, count) => {
    const { port, held, holding, close } = await startHolding()
    for (let i = 0; i < 20; i++) {
      const socket = await openSocket(port)
      socket.write(GET.repeat(count))
      await holding(i + 1)
      socket.resetAndDestroy()
    }
    // A connection that is no longer read is seen to be reset when a reply is sent to it.
    for (const { answer } of held) answer()
    await Promise.all(held.map(({ incoming: { gone } }) => gone!.aborted || once(gone!, 'abort')))
    expect(held).toHaveLength(20)
    await expectQuickEnd(close)
  })

  it('are read as they are answered, and all of them, though nothing more comes to read', async () => {
    let made = 0
    const server = createServer()
    const connections = trackConnections(server, { maxConnections: 10, maxBodyBytes: 0 })
    const due: (() => void)[] = []
    server.on('request', (request, response) => {
      made++
      connections.take(request, (taken) => {
        response.once('finish', () => taken.over())
        taken.arrived()
        const answer = () => response.end(request.url)
        if (due.push(answer) > 1) answer()
      })
    })
    const port = await listen(server)
    const count = 5000
    const [ahead, other] = [await openSocket(port), await openSocket(port)]
    const answers = readAll(ahead)
    const targets = Array.from({ length: count }, (_, i) => `/${i}`)
    ahead.write(targets.map((target) => `GET ${target} HTTP/1.1\r\nHost:\r\n\r\n`).join('') + LAST)
    const otherAnswer = readAll(other)
    other.write('GET /other HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    while (due.length < 2) await once(server, 'request')
    due[1]!()
    await otherAnswer
    expect(made).toBeLessThan(100)
    due[0]!()
    const { text } = await answers
    expect(text.match(/(?<=\n)\/\d+(?=HTTP)/g)).toEqual(targets)
  })

  it('are not taken into memory before their turn, however many are answered', async () => {
    let taken = 0
    const server = createServer()
    server.on('connection', (socket) => ((taken = 0), socket.on('data', () => (taken = socket.bytesRead))))
    const connections = trackConnections(server, { maxConnections: 10, maxBodyBytes: 0 })
    const answered = Promise.withResolvers<void>()
    let count = 0
    server.on('request', (request, response) =>
      connections.take(request, (one) => {
        response.once('finish', () => one.over())
        one.arrived()
        if (++count === 500) answered.resolve()
        else response.end()
      }),
    )
    const port = await listen(server)
    const socket = await openSocket(port)
    socket.resume()
    const request = `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(900)}\r\n\r\n`
    socket.write(request.repeat(20_000))
    await answered.promise
    // 500 of them, what waits behind them, and what one reading gives.
    expect(taken).toBeLessThan(600 * request.length + 2 * 65_536)
  })

  it('get no answer to nothing while we hold them back', async () => {
    const { port, held, holding } = await startHolding({ headersTimeoutMs: 100 })
    const socket = await openSocket(port)
    const answer = readAll(socket)
    socket.write(GET.repeat(60) + LAST)
    await holding(1)
    const slow = await openSocket(port)
    const late = readAll(slow)
    slow.write('GET / HTTP/1.1\r\nX')
    expect(statusesIn((await late).text)).toEqual([408])
    for (let i = 0; i < 61; i++) {
      await holding(i + 1)
      held[i]!.answer()
    }
    expect(statusesIn((await answer).text)).toEqual(Array.from({ length: 61 }, () => 200))
  })

  it('are all answered where the replies are large and read late', async () => {
    const large = 'x'.repeat(300_000)
    const begun = Promise.withResolvers<void>()
    const { port, reported } = await startResponder({
      begin: handle(async ({ target }) => {
        if (target === '/5') begun.resolve()
        return reply(200, target + large)
      }),
    })
    const socket = await openSocket(port)
    const targets = Array.from({ length: 60 }, (_, i) => `/${i}`)
    socket.write(targets.map((target) => GET.replace('/wx', target)).join('') + LAST)
    await begun.promise
    let text = ''
    for await (const piece of socket) text += String(piece)
    expect(text.match(/\/\d+(?=x)/g)).toEqual(targets)
    expect(reported).toEqual([])
  })

  it('hold up their own connection alone', async () => {
    const order: string[] = []
    const { port } = await startResponder({
      begin: handle(async ({ target }) => (order.push(target), reply())),
    })
    const many = await Promise.all(Array.from({ length: 20 }, () => openSocket(port)))
    const one = await openSocket(port)
    const answers = [...many, one].map(readAll)
    for (const socket of many) socket.write(GET.repeat(199) + LAST)
    one.write(LAST.replace('/wx', '/one'))
    await Promise.all(answers)
    expect(order).toHaveLength(20 * 200 + 1)
    // One turn of each of the others, and some more until all have been read.
    expect(order.indexOf('/one')).toBeLessThan(20 * 20)
  })
})

describe('what is refused', () => {
  const limit = ({ target }: RequestHead) => (target === '/refused' ? 10 : MAX_BODY_BYTES)
  const REFUSED = GET.replace('/wx', '/refused')

  it('is looked at when nothing else comes', async () => {
    const order: string[] = []
    const { port } = await startResponder({
      begin: handle(async ({ target }) => (order.push(target), reply()), limit),
    })
    const refused = await Promise.all(Array.from({ length: 100 }, () => openSocket(port)))
    const wanted = await Promise.all(Array.from({ length: 5 }, () => openSocket(port)))
    const answers = [...refused, ...wanted].map(readAll)
    for (const socket of refused) socket.write(LAST.replace('/wx', '/refused'))
    for (const socket of wanted) socket.write(LAST)
    await Promise.all(answers)
    expect(order).toHaveLength(105)
    expect(order.lastIndexOf('/wx')).toBeLessThan(50)
  })

  it('is not looked at where nobody waits for the reply any more', async () => {
    const received: Incoming[] = []
    const { port, reported } = await startResponder({
      begin: handle(async (incoming) => (received.push(incoming), reply()), limit),
    })
    for (let i = 0; i < 40; i++) {
      const socket = await openSocket(port)
      socket.write(REFUSED.repeat(50))
      socket.resetAndDestroy()
    }
    const response = await fetch(`http://127.0.0.1:${port}/refused`)
    expect(response.status).toBe(200)
    // One of a connection whose end was not seen yet, at most.
    expect(received.length).toBeLessThanOrEqual(41)
    expect(reported).toEqual([])
  })
})

async function listen(server: Server): Promise<number> {
  onTestFinished(() => void server.close())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return (server.address() as AddressInfo).port
}

/** It waits a second where a reply is due. */
async function expectQuickEnd(close: () => Promise<void>): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<void>()
  const timer = setTimeout(() => reject(new Error('it waited for a reply that nobody wants')), 900)
  await Promise.race([close(), late]).finally(() => clearTimeout(timer))
}
