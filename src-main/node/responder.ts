/**
 * The listener that WeChat reaches through the tunnel.
 *
 * Threat model: anyone who knows the public URL can send anything here, at any speed, for as long as they like. So it
 * binds to loopback only; headers, bodies, times and connections are bounded; the head of a request decides how much of
 * its body is read; bodies are handled only as bytes; it knows one function of the core and nothing of the control
 * channel, which listens on a port of its own. Refusals carry no detail: the screen shows the expected values, the
 * sender does not see them; and refused requests wait for everything else. Nothing that comes in may end the process:
 * an error that a handler throws becomes a 500 and a report.
 */
import { createServer, STATUS_CODES } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { MAX_BODY_BYTES } from '../../src-core/wechat/limits.ts'
import type { Incoming, RequestHead } from '../../src-core/exchange/incoming.ts'
import type { Reply } from '../../src-core/exchange/answer.ts'
import type { Responding } from '../../src-core/responding/responding.ts'
import type { ResponderStatus } from '../../src-core/contract/workbench.ts'
import { trackConnections } from './connections.ts'
import type { Taken } from './connections.ts'
import { createIdleTurns } from './idle-turns.ts'
import type { IdleTurns } from './idle-turns.ts'
import { closeServer, listenOrMove, LOOPBACK } from './listen.ts'
import { pairHeaders } from './raw-headers.ts'
import { readBody } from './read-body.ts'
import type { Body } from './read-body.ts'

export interface ResponderOptions {
  /** The port asked for; 0 means any. If it is taken, any free one is used and the status says so. */
  port: number
  /** Takes a request by its head. Receiving the whole may take a while; others are served meanwhile. */
  begin: Responding['begin']
  /** The same clocks as the core's. */
  clock: { now(): number; monotonic(): number }
  report(error: unknown): void
  /** Milliseconds for the head of a request. */
  headersTimeoutMs?: number
  /** Milliseconds for its body, and again for a reply to be taken; a slower client is cut off. */
  requestTimeoutMs?: number
  maxConnections?: number
}

export interface Responder {
  status(): ResponderStatus
  /** Stops listening and ends the open connections. */
  close(): Promise<void>
}

/** WeChat sends a head in one piece. */
const HEADERS_TIMEOUT_MS = 3000

/** Twice the time in which WeChat wants an answer: nothing genuine takes longer to arrive. */
const REQUEST_TIMEOUT_MS = 10_000

/** Milliseconds that closing waits for replies that are being sent. */
const FAREWELL_MS = 1000

/**
 * Milliseconds that a client that was answered early may go on sending before its connection is cut, so that it can
 * read the answer.
 */
const LINGER_MS = 1000

/** More than WeChat opens, including a thousand that wait for an answer. */
const MAX_CONNECTIONS = 2048

/** The most bytes of all bodies together that are being received. */
const MAX_BODIES_BYTES = 64 * 1024 * 1024

export async function serveResponder(options: ResponderOptions): Promise<Responder> {
  const { headersTimeoutMs = HEADERS_TIMEOUT_MS, requestTimeoutMs = REQUEST_TIMEOUT_MS } = options
  const server = createServer({
    maxHeaderSize: 16 * 1024,
    headersTimeout: headersTimeoutMs,
    // Our own limit for the body ends first, records the bytes that arrived and answers; this one is the backstop.
    requestTimeout: headersTimeoutMs + requestTimeoutMs * 2,
    connectionsCheckingInterval: Math.min(1000, headersTimeoutMs),
    keepAliveTimeout: 5000,
  })
  const connections = trackConnections(server, {
    maxConnections: options.maxConnections ?? MAX_CONNECTIONS,
    maxBodyBytes: MAX_BODIES_BYTES,
  })
  const idleTurns = createIdleTurns(options.clock)
  server.on('connection', () => idleTurns.disturb())

  function serve(expectsContinue: boolean) {
    return (request: IncomingMessage, response: ServerResponse): void => {
      idleTurns.disturb()
      const times = readClocks(options.clock)
      response.on('error', () => response.destroy())
      connections.take(request, (taken) => {
        const arrival = { ...readHead(request), ...times }
        const handling = { request, response, arrival, taken, expectsContinue, idleTurns }
        handle(handling, options, requestTimeoutMs).catch((error: unknown) => {
          options.report(error)
          fail(response, taken)
        })
      })
    }
  }
  server.on('request', serve(false))
  // By default Node asks for a body that we may not read, and refuses unknown expectations without a record.
  server.on('checkContinue', serve(true))
  server.on('checkExpectation', serve(false))
  server.on('connect', (request: IncomingMessage, socket: Duplex) => {
    refuseTunnel(request, options).then(
      (head) => connections.end(socket, head),
      (error: unknown) => {
        options.report(error)
        socket.destroy()
      },
    )
  })
  // The client sent no HTTP, or headers out of bounds, or was too slow: there is no request to record.
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const isLate = error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
    if (isLate && connections.isHeldBack(socket)) return
    connections.end(socket, createHead(isLate ? 408 : 400))
  })

  const movedFrom = await listenOrMove(server, options.port)
  // Added once the server listens: a connection that cannot be accepted is no reason to end.
  server.on('error', options.report)
  const { port } = server.address() as AddressInfo
  return {
    status: () => ({ origin: `http://${LOOPBACK}:${port}`, port, movedFrom }),
    async close() {
      server.close()
      await within(FAREWELL_MS, connections.idle())
      connections.destroyAll()
      await closeServer(server)
    },
  }
}

interface Arrival extends RequestHead, Pick<Incoming, 'receivedAt' | 'startedAt'> {}

function readClocks({ now, monotonic }: ResponderOptions['clock']) {
  return { receivedAt: now(), startedAt: monotonic() }
}

function readHead(request: IncomingMessage): RequestHead {
  return {
    method: request.method ?? '',
    target: request.url ?? '',
    httpVersion: request.httpVersion,
    headers: pairHeaders(request.rawHeaders),
  }
}

interface Handling {
  request: IncomingMessage
  response: ServerResponse
  arrival: Arrival
  taken: Taken
  /** The client waits to be asked for the body (RFC 9110, 10.1.1). */
  expectsContinue: boolean
  /** The turns in which refused requests are handled. */
  idleTurns: IdleTurns
}

async function handle(
  { request, response, arrival, taken, expectsContinue, idleTurns }: Handling,
  { begin }: ResponderOptions,
  requestTimeoutMs: number,
): Promise<void> {
  response.once('finish', () => taken.over())
  const { bodyLimit: maxBytes, receive } = begin(arrival)
  const isRefused = maxBytes < MAX_BODY_BYTES
  const isUnwanted = expectsContinue && isRefused
  if (expectsContinue && !isUnwanted) response.writeContinue()
  const limits = { maxBytes, timeoutMs: requestTimeoutMs, keep: taken.keep }
  const body: Body = isUnwanted
    ? { body: new Uint8Array(0), bodyBytes: 0, incomplete: 'too-large' }
    : await readBody(request, limits)
  taken.arrived()
  // If nobody waits for a refused request any more, it is not worth a record either.
  if (isRefused && !(await idleTurns.next(taken.gone))) return
  const incoming: Incoming = {
    ...arrival,
    ...body,
    get gone() {
      return taken.gone
    },
  }
  const reply = await receive(incoming)
  // A body that we did not ask for may or may not follow, and a body that never ends would keep the connection waiting.
  const isLast = isUnwanted || body.incomplete === 'too-slow'
  if (isLast) response.shouldKeepAlive = false
  send(response, reply)
  taken.answered()
  limitSending({ request, response, taken }, requestTimeoutMs)
}

function send(response: ServerResponse, { http }: Reply): void {
  if (response.destroyed || !http) {
    response.destroy()
    response.req.socket.destroy()
    return
  }
  // The record shows exactly what is sent, so Node adds no headers of its own except the framing of the connection.
  response.sendDate = false
  response.writeHead(http.status, http.headers.flat())
  if (http.pause) sendInParts(response, http.body, http.pause)
  else if (http.body.length > MAX_ONE_WRITE) response.end(http.body)
  // One string, one character a byte, goes out with the head in one write.
  else response.end(Buffer.from(http.body).toString('latin1'), 'latin1')
}

function sendInParts(
  response: ServerResponse,
  body: Uint8Array,
  { afterBytes, ms }: { afterBytes: number; ms: number },
): void {
  response.write(body.subarray(0, afterBytes))
  const timer = setTimeout(() => response.end(body.subarray(afterBytes)), ms)
  response.once('close', () => clearTimeout(timer))
}

/** Up to so many bytes of a body are copied to save a write. */
const MAX_ONE_WRITE = 16 * 1024

/** Cuts off a client that does not take its reply, or goes on sending a body of which enough was read. */
function limitSending(
  { request, response, taken }: Pick<Handling, 'request' | 'response' | 'taken'>,
  timeoutMs: number,
): void {
  const { socket } = request
  // The system has taken the whole reply already, as it nearly always does.
  if (taken.isGone || (request.complete && socket.writableLength === 0)) return
  const cut = () => socket.destroy()
  const timer = setTimeout(cut, timeoutMs)
  taken.gone.addEventListener('abort', () => clearTimeout(timer), { once: true })
  response.once('finish', () => {
    clearTimeout(timer)
    if (request.complete) return
    const linger = setTimeout(cut, LINGER_MS)
    const stop = () => clearTimeout(linger)
    request.once('end', stop)
    socket.once('close', stop)
  })
}

/** Answers for a defect of ours, so that the sender knows that the fault is not theirs. */
function fail(response: ServerResponse, taken: Taken): void {
  if (response.headersSent) response.req.socket.destroy()
  else {
    response.shouldKeepAlive = false
    response.writeHead(500, { 'Content-Length': '0' }).end()
  }
  taken.answered()
}

/**
 * Refuses a request to act as a proxy. Node has no response object for it, so the core's refusal is written as bytes.
 */
async function refuseTunnel(request: IncomingMessage, options: ResponderOptions): Promise<string> {
  const head = readHead(request)
  const nothing = { body: new Uint8Array(0), bodyBytes: 0 }
  const { http } = await options.begin(head).receive({ ...head, ...readClocks(options.clock), ...nothing })
  return createHead(http?.status ?? 405)
}

function createHead(status: number): string {
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`
}

/** Resolves with the promise, or when time is up; keeps the process alive until then. */
async function within(ms: number, promise: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const timeUp = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)))
  await Promise.race([promise, timeUp])
  clearTimeout(timer)
}
