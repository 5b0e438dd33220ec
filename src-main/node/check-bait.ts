import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CheckBait } from '../../src-core/ports/check-up.ts'
import { closeServer, listenOrMove, LOOPBACK } from './listen.ts'

/** Far more than a check-up asks for; whoever else finds the port must not fill our memory. */
const HITS_MAX = 100
const PATH_MAX = 200

/** Listens on loopback while a check-up runs, and notes which paths somebody fetches. It answers with a harmless word. */
export function createCheckBait(): CheckBait {
  return {
    async open() {
      const paths: string[] = []
      const server = createServer((request, response) => {
        if (paths.length < HITS_MAX) paths.push((request.url ?? '').slice(0, PATH_MAX))
        response.writeHead(200, { 'Content-Type': 'text/plain', Connection: 'close' }).end('mpscope')
      })
      server.on('clientError', (_error, socket) => void socket.destroy())
      await listenOrMove(server, 0)
      const { port } = server.address() as AddressInfo
      return {
        url: `http://${LOOPBACK}:${port}/`,
        hits: () => paths,
        close: () => void closeServer(server),
      }
    },
  }
}
