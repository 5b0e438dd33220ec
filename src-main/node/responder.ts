/**
 * The listener that WeChat reaches through the tunnel.
 *
 * Threat model: whoever knows the public URL can send anything here, at any speed, for as long as they like. So it
 * binds to loopback only; headers, bodies, times and connections are bounded; what is read is only ever bytes; it
 * knows one function, `receive`, and nothing of the control channel, which listens on a port of its own. Refusals
 * carry no detail: what was expected is shown on the screen, not to the sender.
 */
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { MAX_BODY_BYTES } from '../../src-core/wechat/limits.ts'
import type { Incoming } from '../../src-core/exchange/incoming.ts'
import type { Reply } from '../../src-core/exchange/answer.ts'
import type { ResponderStatus } from '../../src-core/contract/workbench.ts'
import { closeServer, listenOrMove, LOOPBACK } from './listen.ts'
import { pairHeaders } from './raw-headers.ts'

export interface ResponderOptions {
  /** The port asked for; 0 means any. Where it is taken, any free one is used and the status says so. */
  port: number
  /** May take its time; others are served meanwhile. */
  receive(incoming: Incoming): Promise<Reply>
  /** On the same clocks as the core's. */
  clock: { now(): number; monotonic(): number }
  report(error: unknown): void
  /** Milliseconds for a whole request; a slower sender is cut off. */
  requestTimeoutMs?: number
  maxBodyBytes?: number
  maxConnections?: number
}

export interface Responder {
  status(): ResponderStatus
  /** Stops listening and ends what is open. */
  close(): Promise<void>
}

/** Twice the time in which WeChat wants an answer: nothing genuine takes longer to arrive. */
const REQUEST_TIMEOUT_MS = 10_000

/** How long the end waits for replies that are on their way out. */
const FAREWELL_MS = 1000

/** More than WeChat opens, a thousand that wait for an answer included; each may hold a body of 1 MiB. */
const MAX_CONNECTIONS = 2048

export async function serveResponder(options: ResponderOptions): Promise<Responder> {
  const { requestTimeoutMs = REQUEST_TIMEOUT_MS, maxConnections = MAX_CONNECTIONS } = options
  const answering = new Set<ServerResponse>()
  const server = createServer(
    {
      maxHeaderSize: 16 * 1024,
      headersTimeout: requestTimeoutMs,
      // Ours below comes first, records what had arrived and answers; this one is the backstop.
      requestTimeout: requestTimeoutMs * 2,
      connectionsCheckingInterval: Math.min(1000, requestTimeoutMs),
      keepAliveTimeout: 5000,
    },
    (request, response) => {
      handle(request, response, options, requestTimeoutMs, answering).catch((error: unknown) => {
        options.report(error)
        response.destroy()
      })
    },
  )
  server.maxConnections = maxConnections
  // Not HTTP, or headers out of bounds: there is no request to record. Node's default answer, without its detail.
  server.on('clientError', (_error, socket) => {
    if (socket.writable)
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
    else socket.destroy()
  })

  const movedFrom = await listenOrMove(server, options.port)
  const { port } = server.address() as AddressInfo
  return {
    status: () => ({ origin: `http://${LOOPBACK}:${port}`, port, movedFrom }),
    async close() {
      server.close()
      await Promise.race([allSent(answering), elapse(FAREWELL_MS)])
      await closeServer(server)
    },
  }
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  options: ResponderOptions,
  requestTimeoutMs: number,
  answering: Set<ServerResponse>,
): Promise<void> {
  const receivedAt = options.clock.now()
  const startedAt = options.clock.monotonic()
  response.on('error', () => response.destroy())
  const read = await readBody(request, options.maxBodyBytes ?? MAX_BODY_BYTES, requestTimeoutMs)
  const gone = new AbortController()
  answering.add(response)
  response.once('close', () => {
    answering.delete(response)
    gone.abort()
  })
  const reply = await options.receive({
    receivedAt,
    startedAt,
    method: request.method ?? '',
    target: request.url ?? '',
    httpVersion: request.httpVersion,
    headers: pairHeaders(request.rawHeaders),
    ...read,
    gone: gone.signal,
  })
  send(request, response, reply, read.incomplete !== undefined)
}

/** What has been asked and is about to be answered is still answered. */
async function allSent(answering: Set<ServerResponse>): Promise<void> {
  await Promise.all(
    [...answering].map((response) => new Promise((resolve) => response.once('close', resolve))),
  )
}

function elapse(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref())
}

type Body = Pick<Incoming, 'body' | 'bodyBytes' | 'incomplete'>

/** Reads at most `maxBytes` for at most `timeoutMs`; always resolves, with what there is. */
function readBody(request: IncomingMessage, maxBytes: number, timeoutMs: number): Promise<Body> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let bodyBytes = 0
    const timer = setTimeout(() => finish('too-slow'), timeoutMs)

    function finish(incomplete?: Incoming['incomplete']): void {
      clearTimeout(timer)
      request.off('data', onData)
      // What still comes is thrown away unread until the connection is closed.
      if (incomplete) request.resume()
      const body = Buffer.concat(chunks)
      resolve({ body, bodyBytes, ...(incomplete && { incomplete }) })
    }
    function onData(chunk: Buffer): void {
      bodyBytes += chunk.length
      if (bodyBytes > maxBytes) finish('too-large')
      else chunks.push(chunk)
    }

    request.on('data', onData)
    request.once('end', () => finish())
    request.once('error', () => finish('aborted'))
    request.once('aborted', () => finish('aborted'))
  })
}

function send(request: IncomingMessage, response: ServerResponse, reply: Reply, cutOff: boolean): void {
  if (response.destroyed || reply.status === 0) {
    response.destroy()
    return
  }
  // What is recorded as sent is what is sent: no header of Node's own but the framing of the connection.
  response.sendDate = false
  if (cutOff) response.shouldKeepAlive = false
  response.writeHead(reply.status, reply.headers.flat())
  response.end(reply.body, () => {
    // The rest of the body is not wanted, however much of it is still to come.
    if (cutOff) request.destroy()
  })
}
