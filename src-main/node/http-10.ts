import type { ClientRequest } from 'node:http'

/**
 * Makes a request speak HTTP/1.0. Node's client knows 1.1 only, so the version is changed in the first bytes that are
 * written on the connection: they begin with the request line.
 */
export function speakHttp10(outgoing: ClientRequest): void {
  outgoing.once('socket', (socket) => {
    const write = socket.write.bind(socket) as (data: unknown, ...rest: unknown[]) => boolean
    const writeFirst = (data: unknown, ...rest: unknown[]): boolean => {
      Object.assign(socket, { write })
      return write(typeof data === 'string' ? data.replace(' HTTP/1.1\r\n', ' HTTP/1.0\r\n') : data, ...rest)
    }
    Object.assign(socket, { write: writeFirst })
  })
}
