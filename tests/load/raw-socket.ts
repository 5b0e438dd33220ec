import { connect } from 'node:net'
import type { Socket } from 'node:net'

/** What one connection sends, and how it goes away. */
export interface Conversation {
  writes: Uint8Array[]
  /** `wait`: until the other side closes. `leave`: without a word when all is written. */
  ending: 'wait' | 'half-close' | 'reset' | 'leave'
}

/** A connection to loopback whose failures are nobody's concern. */
export function openSocket(port: number, options: { allowHalfOpen?: boolean } = {}): Socket {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, ...options })
  socket.on('error', () => {})
  return socket
}

/** Resolves to all that came back, when the connection is over; after `timeoutMs` it is ended from here. */
export function converse(port: number, { writes, ending }: Conversation, timeoutMs: number): Promise<Buffer> {
  return new Promise((resolve) => {
    const received: Buffer[] = []
    const socket = openSocket(port, { allowHalfOpen: true })
    const timer = setTimeout(() => socket.destroy(), timeoutMs)
    socket.on('data', (chunk) => received.push(chunk))
    socket.on('end', () => socket.end())
    socket.on('close', () => {
      clearTimeout(timer)
      resolve(Buffer.concat(received))
    })
    socket.on('connect', () => {
      for (const bytes of writes) socket.write(bytes)
      if (ending === 'half-close') socket.end()
      else if (ending === 'leave') socket.write('', () => socket.destroy())
      else if (ending === 'reset') socket.write('', () => socket.resetAndDestroy())
    })
  })
}

export function portOf(address: string): number {
  return Number(new URL(address).port)
}
