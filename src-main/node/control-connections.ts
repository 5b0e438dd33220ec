import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'

/** A browser opens six to one host. */
const MAX_CONNECTIONS = 256

/** Milliseconds. Requests have no bodies; what is slower than this is not a browser on this machine. */
export const PATIENCE = {
  headersTimeout: 3000,
  requestTimeout: 5000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 1000,
}
/** A reader that takes nothing for so long has gone. */
const SILENCE_MS = 30_000

/**
 * Bounds what strangers can hold open. At the limit the connection goes that has been without a request for longest,
 * so that sockets which only wait never shut anybody out. Returns the way to take a connection out of this: one that
 * has shown a credential.
 */
export function boundConnections(server: Server): (socket: Duplex) => void {
  // In order of the last request.
  const open = new Set<Duplex>()
  server.setTimeout(SILENCE_MS)
  server.on('connection', (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    const [longest] = open
    if (open.size > MAX_CONNECTIONS) longest?.destroy()
  })
  server.on('request', ({ socket }) => {
    if (open.delete(socket)) open.add(socket)
  })
  return (socket) => void open.delete(socket)
}
