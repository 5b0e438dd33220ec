import { connect } from 'node:net'
import type { Socket } from 'node:net'

/** The bytes that one connection sends, and how it ends. */
export interface Conversation {
  writes: Uint8Array[]
  /** `wait`: waits until the other side closes. `leave`: goes without a word once everything is written. */
  ending: 'wait' | 'half-close' | 'reset' | 'leave'
}

/** Opens a connection to loopback, and ignores its failures. */
export function openSocket(port: number, options: { allowHalfOpen?: boolean } = {}): Socket {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, ...options })
  socket.on('error', () => {})
  return socket
}

/** Resolves to everything that came back once the connection is over; ends it after `timeoutMs`. */
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
