import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { openSocket, readAll, statusesIn } from './raw-socket.ts'
import { reply, startHolding, startResponder } from './running-responder.ts'

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
    // One that is no longer read is seen to be reset when a reply is sent to it.
    for (const { answer } of held) answer()
    await Promise.all(held.map(({ incoming: { gone } }) => gone!.aborted || once(gone!, 'abort')))
    expect(held).toHaveLength(20)
    await expectQuickEnd(close)
  })

  it('hold up their own connection alone', async () => {
    const order: string[] = []
    const { port } = await startResponder({
      receive: async ({ target }) => (order.push(target), reply()),
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
  const refuse = { bodyLimit: ({ target }: { target: string }) => (target === '/refused' ? 10 : 2 ** 20) }
  const REFUSED = GET.replace('/wx', '/refused')

  it('is looked at when nothing else comes', async () => {
    const order: string[] = []
    const { port } = await startResponder({
      ...refuse,
      receive: async ({ target }) => (order.push(target), reply()),
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
    const { port, received, reported } = await startResponder(refuse)
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

/** It waits a second where a reply is due. */
async function expectQuickEnd(close: () => Promise<void>): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<void>()
  const timer = setTimeout(() => reject(new Error('it waited for a reply that nobody wants')), 900)
  await Promise.race([close(), late]).finally(() => clearTimeout(timer))
}
