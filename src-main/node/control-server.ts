import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import sirv from 'sirv'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { serveChannel } from '../../src-core/channel.ts'
import type { Served, Wire } from '../../src-core/channel.ts'
import { refuseRequest, refuseUpgrade, SUBPROTOCOL } from './control-guard.ts'
import { closeServer, listenOrMove, LOOPBACK } from './listen.ts'

export interface ControlServerOptions {
  /** 0 means any. */
  port: number
  served: Served
  /** Made anew each run. */
  token: string
  /** The built screens; without them the channel works and the page says what to run. */
  rendererDir: string
}

export interface ControlServer {
  /** The page, with the token in its fragment, which browsers send to nobody. */
  url: string
  port: number
  close(): Promise<void>
}

/** A message of a screen: 32 MiB of text to convert, each character of which JSON may write as two, and the rest. */
const MAX_MESSAGE_BYTES = 80 * 1024 * 1024
/** What may wait to go out to one screen before events are held back for it. */
const MAX_BACKLOG_BYTES = 4 * 1024 * 1024

/** How long a screen may take to answer that the connection is being closed. */
const CLOSE_WITHIN_MS = 500

// CodeMirror puts its styles into the page as it runs, hence 'unsafe-inline' for styles, and for them alone.
const HEADERS: Record<string, string> = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

/** Serves the screens and their channel on loopback; `control-guard.ts` says to whom. */
export async function serveControl(options: ControlServerOptions): Promise<ControlServer> {
  const files = createFileHandler(options.rendererDir)
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
    if (refuseRequest(request.headers, port)) return end(response, 403, 'Forbidden')
    if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405, 'Method not allowed')
    files(request, response)
  })
  await listenOrMove(server, options.port)
  const { port } = server.address() as AddressInfo

  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const refusal = refuseUpgrade(request.headers, port, options.token)
    if (refusal || new URL(request.url ?? '/', 'http://x').pathname !== '/rpc') {
      socket.end(
        `HTTP/1.1 ${refusal ? '403 Forbidden' : '404 Not Found'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
      )
      return
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) =>
      serveChannel(createWire(webSocket), options.served),
    )
  })

  return {
    url: `http://${LOOPBACK}:${port}/#token=${options.token}`,
    port,
    close() {
      for (const webSocket of sockets.clients) {
        webSocket.close(1001)
        // A frozen page never answers the close; its socket would keep the process.
        setTimeout(() => webSocket.terminate(), CLOSE_WITHIN_MS).unref()
      }
      return closeServer(server)
    },
  }
}

function createFileHandler(dir: string): (request: IncomingMessage, response: ServerResponse) => void {
  if (!existsSync(join(dir, 'index.html'))) {
    return (_request, response) =>
      end(
        response,
        503,
        '界面还没有构建，请先运行 npm run build。\nThe screens are not built yet: npm run build',
      )
  }
  const serve = sirv(dir, { etag: true })
  return (request, response) => serve(request, response, () => end(response, 404, 'Not found'))
}

function createWire(webSocket: WebSocket): Wire {
  webSocket.on('error', () => webSocket.terminate())
  return {
    post(text) {
      if (webSocket.readyState === webSocket.OPEN) webSocket.send(text)
    },
    onMessage(listener) {
      webSocket.on('message', (data, isBinary) => {
        if (isBinary) webSocket.close(1003)
        else listener(String(data))
      })
    },
    onClose(listener) {
      webSocket.on('close', listener)
    },
    close: () => webSocket.close(1008),
    congested: () => webSocket.bufferedAmount > MAX_BACKLOG_BYTES,
  }
}

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' })
  response.end(`${text}\n`)
}
