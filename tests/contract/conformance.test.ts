import { describe, it, onTestFinished } from 'vitest'
import WebSocket from 'ws'
import { clock } from '../../src-main/node/clock.ts'
import { serveControl } from '../../src-main/node/control-server.ts'
import { createClient } from '../../src-renderer/transport/connect.ts'
import type { Transport, Wire } from '../../src-renderer/transport/connect.ts'
import { serveChannel } from '../../src-core/channel.ts'
import type { Client } from '../../src-core/contract/client.ts'
import { startWorkbench } from '../node/running-workbench.ts'
import { conformanceCases } from './conformance.ts'

/** Both ends are in one process: only the channel itself is left. */
async function connectDirectly(): Promise<Client> {
  const workbench = await startWorkbench()
  const transport: Transport = {
    open: () => {
      const [here, there] = createWirePair()
      serveChannel(there, workbench)
      return Promise.resolve(here)
    },
  }
  return track(createClient(transport))
}

async function connectOverWebSocket(): Promise<Client> {
  const workbench = await startWorkbench()
  const token = 'a-token-for-this-run'
  const control = await serveControl({
    port: 0,
    served: workbench,
    token,
    rendererDir: 'none',
    look: workbench.getPreferences,
    clock,
    report: (error) => void workbench.reported.push(error),
  })
  onTestFinished(() => control.close())
  const transport: Transport = {
    open: () =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(`ws://127.0.0.1:${control.port}/rpc`, ['mpscope', `token.${token}`])
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
  }
  return track(createClient(transport))
}

function track(client: Client): Client {
  onTestFinished(() => client.close())
  return client
}

function createWirePair(): [Wire, Wire] {
  const listeners: [(text: string) => void, (text: string) => void] = [() => {}, () => {}]
  const end = (own: 0 | 1): Wire => ({
    post: (text) => queueMicrotask(() => listeners[own === 0 ? 1 : 0](text)),
    onMessage: (listener) => {
      listeners[own] = listener
    },
    onClose: () => {},
    close: () => {},
  })
  return [end(0), end(1)]
}

describe.each([
  ['direct', connectDirectly],
  ['WebSocket', connectOverWebSocket],
])('over %s', (_name, connect) => {
  it.each(conformanceCases)('$name', async ({ run }) => {
    await run(await connect())
  })
})
