/**
 * Runs in a thread of its own: sends messages over connections that are kept open, each at its time whatever became of
 * those before it, and checks each reply.
 */
import { once } from 'node:events'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { parentPort } from 'node:worker_threads'
import { createMessages } from '../responder/messages.ts'
import type { Message } from '../responder/messages.ts'
import { readReply } from '../responder/read-reply.ts'
import { sendOnSchedule } from './send-on-schedule.ts'

export type PacedOrder =
  | { order: 'prepare'; url: string; count: number; connections: number }
  /** Sends the next `count` prepared messages, `rate` a second. */
  | { order: 'send'; count: number; rate: number }
  | { order: 'close' }

let messages: Message[] = []
let sockets: Socket[] = []

parentPort!.on('message', async (order: PacedOrder) => {
  if (order.order === 'prepare') {
    const { url, count, connections } = order
    messages = createMessages(url, count, true)
    const { hostname, port } = new URL(url)
    sockets = Array.from({ length: connections }, () =>
      connect({ host: hostname, port: Number(port), noDelay: true }),
    )
    await Promise.all(sockets.map((socket) => once(socket, 'connect')))
    parentPort!.postMessage(null)
  } else if (order.order === 'send') {
    const some = messages.splice(0, order.count)
    parentPort!.postMessage(await sendOnSchedule(some, { lanes: sockets, rate: order.rate, send: exchange }))
  } else {
    for (const socket of sockets) socket.destroy()
    parentPort!.postMessage(null)
  }
})

/** Sends one message over a free connection; resolves when its reply is there. */
function exchange(socket: Socket, { bytes, expected }: Message): Promise<void> {
  return new Promise((resolve, reject) => {
    let received = ''
    const onClose = () => reject(new Error('the server closed a connection'))
    function onData(chunk: Buffer): void {
      received += chunk.toString('latin1')
      try {
        const body = readReply(received)
        if (body === null) return
        if (!expected.every((part) => body.includes(part)))
          throw new Error(`a wrong reply: ${Buffer.from(received, 'latin1').toString()}`)
        socket.off('data', onData).off('close', onClose).off('error', reject)
        resolve()
      } catch (error) {
        reject(error)
      }
    }
    socket.on('data', onData).on('close', onClose).on('error', reject)
    socket.write(bytes)
  })
}
