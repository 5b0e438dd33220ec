import type { Server } from 'node:http'

/** All our servers listen here and nowhere else: the tunnel program runs on the same machine. */
export const LOOPBACK = '127.0.0.1'

/** Listens on loopback; returns the requested port if it was not available, or null. */
export async function listenOrMove(server: Server, port: number): Promise<number | null> {
  try {
    await listen(server, port)
    return null
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // EACCES: a port below 1024, or one that Windows has reserved.
    if (port === 0 || (code !== 'EADDRINUSE' && code !== 'EACCES')) throw error
    await listen(server, 0)
    return port
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host: LOOPBACK }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** Stops listening and ends the connections that are open. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
