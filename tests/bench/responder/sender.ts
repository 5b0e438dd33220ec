/** Runs in a thread of its own: sends prepared messages over connections that are kept open, and checks each reply. */
import { once } from 'node:events'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { parentPort } from 'node:worker_threads'
import { createMessages } from './messages.ts'
import type { Message } from './messages.ts'
import { readReply } from './read-reply.ts'

export type Order =
  | { order: 'prepare'; url: string; count: number; answersByName: boolean; connections: number }
  /** Sends the next `count` prepared messages. */
  | { order: 'send'; count: number }
  | { order: 'close' }

export interface Sent {
  /** Milliseconds of each request, from the first byte sent to the last byte received. */
  latencies: number[]
  /** Milliseconds for all requests. */
  elapsed: number
  /** The part of that time in which this thread was at work: at 1 the server waits for this thread. */
  busy: number
}

let messages: Message[] = []
let sockets: Socket[] = []
let next = 0

parentPort!.on('message', async (order: Order) => {
  if (order.order === 'prepare') {
    messages = createMessages(order.url, order.count, order.answersByName)
    next = 0
    const { hostname, port } = new URL(order.url)
    sockets = Array.from({ length: order.connections }, () =>
      connect({ host: hostname, port: Number(port), noDelay: true }),
    )
    await Promise.all(sockets.map((socket) => once(socket, 'connect')))
    parentPort!.postMessage(null)
  } else if (order.order === 'send') {
    parentPort!.postMessage(await send(order.count))
  } else {
    for (const socket of sockets) socket.destroy()
    parentPort!.postMessage(null)
  }
})

async function send(count: number): Promise<Sent> {
  const end = Math.min(next + count, messages.length)
  const latencies: number[] = []
  const before = performance.eventLoopUtilization()
  const begun = performance.now()
  await Promise.all(sockets.map((socket) => sendOver(socket, end, latencies)))
  const elapsed = performance.now() - begun
  const { utilization } = performance.eventLoopUtilization(before)
  return { latencies, elapsed, busy: utilization }
}

/** Sends one message after the other, until those before `end` are taken. */
function sendOver(socket: Socket, end: number, latencies: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let received = ''
    let begun = 0
    let message: Message | undefined

    function sendNext(): void {
      if (next === end) {
        socket.removeAllListeners()
        return resolve()
      }
      message = messages[next++]!
      received = ''
      begun = performance.now()
      socket.write(message.bytes)
    }

    socket.on('error', reject)
    socket.on('close', () => reject(new Error('the server closed a connection')))
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1')
      try {
        const body = readReply(received)
        if (body === null) return
        latencies.push(performance.now() - begun)
        if (!message!.expected.every((part) => body.includes(part))) {
          throw new Error(`a wrong reply: ${Buffer.from(received, 'latin1').toString()}`)
        }
        sendNext()
      } catch (error) {
        reject(error)
      }
    })
    sendNext()
  })
}
