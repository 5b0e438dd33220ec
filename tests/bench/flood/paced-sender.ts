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
let lanes: Lane[] = []

parentPort!.on('message', async (order: PacedOrder) => {
  if (order.order === 'prepare') {
    const { url, count, connections } = order
    messages = createMessages(url, count, true)
    const { hostname, port } = new URL(url)
    lanes = Array.from({ length: connections }, () => createLane(hostname, Number(port)))
    await Promise.all(lanes.map((lane) => lane.open()))
    parentPort!.postMessage(null)
  } else if (order.order === 'send') {
    const some = messages.splice(0, order.count)
    parentPort!.postMessage(await sendOnSchedule(some, { lanes, rate: order.rate, send: exchange }))
  } else {
    for (const lane of lanes) lane.close()
    parentPort!.postMessage(null)
  }
})

interface Lane {
  /** Resolves to the lane's connection: a new one if the server closed the last, as it may when one was long unused. */
  open(): Promise<Socket>
  close(): void
}

function createLane(host: string, port: number): Lane {
  let socket: Socket | null = null
  return {
    async open() {
      if (socket === null || socket.destroyed || socket.readableEnded) {
        socket = connect({ host, port, noDelay: true })
        await once(socket, 'connect')
      }
      return socket
    },
    close: () => socket?.destroy(),
  }
}

/** Sends one message over a free lane; resolves when its reply is there. */
async function exchange(lane: Lane, { bytes, expected }: Message): Promise<void> {
  const socket = await lane.open()
  return await new Promise((resolve, reject) => {
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
