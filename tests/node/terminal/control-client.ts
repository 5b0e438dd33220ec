import { onTestFinished } from 'vitest'
import WebSocket from 'ws'
import type { Client } from '../../../src-core/contract/client.ts'
import { createClient } from '../../../src-renderer/transport/connect.ts'

/** A screen's client over the control address that `serve` prints, without a screen. */
export function connectTo(control: string): Client {
  const { host, hash } = new URL(control)
  const token = hash.replace('#token=', '')
  const client = createClient({
    open: () =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(`ws://${host}/rpc`, ['mpscope', `token.${token}`])
        socket.once('error', reject)
        socket.once('open', () =>
          resolve({
            post: (text) => socket.send(text),
            onMessage: (listener) => socket.on('message', (data) => listener(String(data))),
            onClose: (listener) => socket.on('close', listener),
            close: () => socket.close(),
          }),
        )
      }),
  })
  onTestFinished(() => client.close())
  return client
}
