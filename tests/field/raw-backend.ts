import { createServer } from 'node:net'
import type { Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { parseTarget } from '../../src-core/exchange/incoming.ts'
import { listen } from '../node/backend-server.ts'
import type { Answer } from './field-case.ts'
import { SELF_SIGNED } from './self-signed.ts'

/**
 * Starts a server that answers each request with these very bytes, whatever a parser would make of them; ended with the
 * test. Returns its address.
 */
export async function startRawBackend(
  answer: Answer,
  { tls = false, hold = false }: { tls?: boolean; hold?: boolean } = {},
): Promise<string> {
  const open = new Set<Socket>()
  const take = (socket: Socket) => {
    open.add(socket)
    serve(socket, answer, hold)
  }
  const server = tls ? createTlsServer(SELF_SIGNED, take) : createServer(take)
  const origin = await listen(
    Object.assign(server, { closeAllConnections: () => open.forEach((one) => one.destroy()) }),
  )
  return `${tls ? origin.replace('http:', 'https:') : origin}/wx`
}

function serve(socket: Socket, answer: Answer, hold: boolean): void {
  let text = ''
  // Whoever does not trust the certificate hangs up.
  socket.on('error', () => {})
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1')
    const end = text.indexOf('\r\n\r\n')
    const length = Number(/^content-length: (\d+)/im.exec(text)?.[1] ?? 0)
    if (end < 0 || text.length < end + 4 + length) return
    socket.write(answer(readAsked(text)))
    if (!hold) socket.end()
    text = ''
  })
}

function readAsked(text: string) {
  const { parameters } = parseTarget(text.split(' ')[1] ?? '')
  const field = (name: string) => new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([^<\\]]*)`).exec(text)?.[1] ?? ''
  return {
    echostr: parameters.find(([name]) => name === 'echostr')?.[1] ?? '',
    from: field('FromUserName'),
    to: field('ToUserName'),
  }
}
