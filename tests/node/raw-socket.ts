import type { Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { openSocket as openAnySocket } from '../load/raw-socket.ts'

/** Opens a connection like a stranger's, half open for as long as they like; ended with the test. */
export async function openSocket(port: number, bytes = ''): Promise<Socket> {
  const socket = openAnySocket(port, { allowHalfOpen: true })
  onTestFinished(() => void socket.destroy())
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  if (bytes) socket.write(bytes)
  return socket
}

/** Returns everything that comes until the other side ends or resets, and which of the two it was. */
export function readAll(socket: Socket): Promise<{ text: string; ended: 'end' | 'reset' }> {
  return new Promise((resolve) => {
    let text = ''
    socket.on('data', (piece: Buffer) => (text += piece.toString('latin1')))
    socket.once('end', () => resolve({ text, ended: 'end' }))
    socket.once('close', () => resolve({ text, ended: 'reset' }))
  })
}

/** Sends these bytes on a connection of their own; returns everything that came back until it was ended. */
export async function exchangeBytes(port: number, bytes: string | Uint8Array): Promise<string> {
  const socket = await openSocket(port)
  const answer = readAll(socket)
  socket.write(bytes)
  return (await answer).text
}

/** Returns the statuses of the whole responses in these bytes. */
export function statusesIn(text: string): number[] {
  return [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))
}
