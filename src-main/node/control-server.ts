import { createServer, STATUS_CODES } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { serveChannel } from '../../src-core/channel.ts'
import type { Served, Wire } from '../../src-core/channel.ts'
import type { Clock } from '../../src-core/ports.ts'
import { findPageFile, readPageFiles } from '../host/page-files.ts'
import type { PageFile, PageLook } from '../host/page-files.ts'
import { createPagePolicy } from '../host/page-policy.ts'
import { trackConnections } from './connections.ts'
import { isLocalhost, refuseRequest, refuseUpgrade } from './control-guard.ts'
import { createControlKeys, SUBPROTOCOL } from './control-keys.ts'
import type { TicketUsers } from './control-keys.ts'
import { closeServer, listenOrMove, LOOPBACK } from './listen.ts'
import { isOwnConnection } from './own-connection.ts'

export interface ControlServerOptions {
  /** 0 means any. */
  port: number
  served: Served
  /** Made anew each run. */
  token: string
  /** The look of the page at this moment. */
  look(): PageLook
  /** As in `PageDress`. */
  program?: string | undefined
  /** The built screens, which are read once. Without them the channel works, and the page says which command to run. */
  rendererDir: string
  clock: Pick<Clock, 'monotonic'>
  /** Receives defects of ours that a request, an upgrade or a frame has caused. */
  report(error: unknown): void
}

export interface ControlServer {
  /** For programs: the page's address with the run's token in its fragment, which no client sends to a server. */
  url: string
  /** For browsers: the page's address with a ticket for one connection. A new one each time. */
  createLink(goodFor?: TicketUsers): string
  port: number
  close(): Promise<void>
}

/**
 * The largest message of a screen: 32 MiB of text to convert, each character of which JSON may write as two, and the
 * rest.
 */
const MAX_MESSAGE_BYTES = 80 * 1024 * 1024
/** The most bytes that may wait to go out to one screen before its events are held back. */
const MAX_BACKLOG_BYTES = 4 * 1024 * 1024

/** A browser opens six to one host. */
const MAX_CONNECTIONS = 256

/** Milliseconds. Requests have no bodies; a client slower than this is not a browser on this machine. */
const PATIENCE = {
  headersTimeout: 3000,
  requestTimeout: 5000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 1000,
}
/** A reader that takes nothing for so long has gone. */
const SILENCE_MS = 30_000

/** The time that a screen has to answer that the connection is being closed. */
const CLOSE_WITHIN_MS = 500

const POLICY = createPagePolicy("'self'")

/** Serves the screens and their channel on loopback; `control-guard.ts` decides who gets them. */
export async function serveControl(options: ControlServerOptions): Promise<ControlServer> {
  const { token, served, report, program } = options
  const files = readPageFiles(options.rendererDir)
  const keys = createControlKeys(token, options.clock)
  const server = createServer(PATIENCE)
  server.setTimeout(SILENCE_MS)
  const connections = trackConnections(server, { maxConnections: MAX_CONNECTIONS, maxBodyBytes: 0 })
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  })

  /**
   * Runs code that a stranger's input triggers. If it throws, the error is reported and only the stranger's connection
   * ends, never the process.
   */
  function guard(run: () => void, giveUp: () => void): void {
    try {
      run()
    } catch (error) {
      report(error)
      giveUp()
    }
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    for (const [name, value] of Object.entries(POLICY)) response.setHeader(name, value)
    if (refuseRequest(request.headers, port)) return refuse(response, 403)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD')
      return refuse(response, 405)
    }
    // The browser takes the fragment along, and with it the ticket.
    if (isLocalhost(request.headers, port)) {
      return void response.writeHead(307, { Location: `http://${LOOPBACK}:${port}/` }).end()
    }
    if (files.size === 0) return refuse(response, 503, NOT_BUILT)
    const file = findPageFile(files, pathOf(request), { ...options.look(), program })
    if (!file) return refuse(response, 404)
    sendFile(file, request, response)
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (refuseUpgrade(request.headers, port)) return refuseSocket(socket, 403)
    if (pathOf(request) !== '/rpc') return refuseSocket(socket, 404)
    const isOwnUser = () => isOwnConnection(request.socket)
    if (!keys.admit(request.headers['sec-websocket-protocol'], isOwnUser)) return refuseSocket(socket, 403)
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      connections.release(socket)
      serveChannel(createWire(webSocket, guard), served)
    })
  }

  /** Refuses a request for which there is no response object. */
  function refuseSocket(socket: Duplex, status: number): void {
    const headers = { ...POLICY, Connection: 'close', 'Content-Length': '0' }
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
    connections.end(socket, [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', ''].join('\r\n'))
  }

  for (const event of ['request', 'checkContinue', 'checkExpectation'] as const) {
    server.on(event, (request: IncomingMessage, response: ServerResponse) =>
      connections.take(request, (taken) => {
        response.once('finish', () => taken.over())
        taken.arrived()
        guard(
          () => answer(request, response),
          () => response.destroy(),
        )
        taken.answered()
      }),
    )
  }
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    guard(
      () => upgrade(request, socket, head),
      () => socket.destroy(),
    )
  })
  server.on('connect', (_request, socket: Duplex) => refuseSocket(socket, 405))
  server.on('clientError', ({ code }: NodeJS.ErrnoException, socket) => {
    // Browsers open connections ahead of time; an answer there would be taken for that of the next request.
    if ((socket as Socket).bytesRead === 0) socket.destroy()
    else if (code === 'ERR_HTTP_REQUEST_TIMEOUT' && connections.isHeldBack(socket)) return
    else refuseSocket(socket, STATUS_OF[code ?? ''] ?? 400)
  })
  sockets.on('wsClientError', (_error, socket) => refuseSocket(socket, 400))
  await listenOrMove(server, options.port)
  const { port } = server.address() as AddressInfo

  const origin = `http://${LOOPBACK}:${port}`
  return {
    url: `${origin}/#token=${token}`,
    createLink: (goodFor) => `${origin}/#ticket=${keys.createTicket(goodFor)}`,
    port,
    close() {
      for (const webSocket of sockets.clients) {
        webSocket.close(1001)
        // A frozen page never answers the close; its socket would keep the process alive.
        setTimeout(() => webSocket.terminate(), CLOSE_WITHIN_MS).unref()
      }
      const closed = closeServer(server)
      // Node forgets the sockets that asked for a tunnel or an upgrade and were refused.
      connections.destroyAll()
      return closed
    },
  }
}

/** Returns the path of a stranger's target, compared as plain text: a parser would throw at some of them. */
function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0]!
}

/**
 * The browser keeps what is named after its content, and what it compiled of it: the next start in it takes a fifth less of
 * the processor's time. It may not keep the page itself: another run on this port, or another program, is another page.
 */
function sendFile(file: PageFile, { headers }: IncomingMessage, response: ServerResponse): void {
  const gzipped = takesGzip(headers['accept-encoding']) ? file.gzipped() : null
  const content = gzipped ?? file.content
  response.writeHead(200, {
    'Content-Type': file.contentType,
    'Content-Length': content.length,
    ...(gzipped && { 'Content-Encoding': 'gzip' }),
    Vary: 'Accept-Encoding',
    'Cache-Control': file.hashed ? 'private, max-age=31536000, immutable' : 'no-store',
  })
  response.end(content)
}

/** RFC 9110, section 12.5.3: a coding with `q=0` is refused. */
function takesGzip(accepted: string | string[] | undefined): boolean {
  return /(?:^|,)\s*gzip\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[^,]*)?(?:,|$)/i.test(String(accepted ?? ''))
}

const NOT_BUILT = '界面还没有构建，请先运行 npm run build。\nThe screens are not built yet: npm run build'

/** Refuses the request and ends its connection. */
function refuse(response: ServerResponse, status: number, text = STATUS_CODES[status]): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' })
  response.end(`${text}\n`)
}

/** The statuses for errors of Node's own parser and clock; every other error is 400. */
const STATUS_OF: Record<string, number> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

function createWire(webSocket: WebSocket, guard: (run: () => void, giveUp: () => void) => void): Wire {
  webSocket.on('error', () => webSocket.terminate())
  return {
    post(text) {
      if (webSocket.readyState === webSocket.OPEN) webSocket.send(text)
    },
    onMessage(listener) {
      webSocket.on('message', (data, isBinary) => {
        if (isBinary) return webSocket.close(1003)
        guard(
          () => listener(String(data)),
          () => webSocket.close(1011),
        )
      })
    },
    onClose(listener) {
      webSocket.on('close', listener)
    },
    close: () => webSocket.close(1008),
    congested: () => webSocket.bufferedAmount > MAX_BACKLOG_BYTES,
  }
}
