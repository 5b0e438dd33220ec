import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

/** A request as a backend got it. */
export interface Seen {
  method: string
  target: string
  headers: [name: string, value: string][]
  body: Buffer
}

export interface BackendServer {
  /** `http://127.0.0.1:PORT` */
  origin: string
  /** Oldest first. */
  seen: Seen[]
}

/** Starts a developer's server on a free port, ended with the test. */
export async function startBackend(
  answer: (response: ServerResponse, seen: Seen) => void | Promise<void>,
): Promise<BackendServer> {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    void see(request).then((one) => {
      seen.push(one)
      return answer(response, one)
    })
  })
  return { origin: await listen(server), seen }
}

async function see(request: IncomingMessage): Promise<Seen> {
  const { rawHeaders, method = '', url = '' } = request
  const headers = rawHeaders.flatMap((name, index): [string, string][] =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1]!]] : [],
  )
  return { method, target: url, headers, body: await buffer(request) }
}

/** Starts any server on loopback; returns its origin. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    if ('closeAllConnections' in server) (server.closeAllConnections as () => void)()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
