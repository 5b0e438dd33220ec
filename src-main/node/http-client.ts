import { Agent as HttpAgent, request as requestHttp } from 'node:http'
import type { ClientRequest, IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import type { HttpClient, HttpRequest, HttpResponse } from '../../src-core/ports.ts'
import { pairHeaders } from './raw-headers.ts'

/** Far more than a reply that WeChat would take; a backend that never stops must not fill our memory. */
const MAX_RESPONSE_BYTES = 1024 * 1024

/**
 * Milliseconds that an idle connection is kept for the next request. Many servers close theirs after two seconds or
 * more without notice, and a request sent at that moment would fail although the backend is well.
 */
const IDLE_MS = 1000

export interface ClosableHttpClient extends HttpClient {
  /** Ends all requests under way, which reject, and resolves when all of them have rejected. */
  close(): Promise<void>
}

/**
 * Sends exactly the headers that it is given, in their order, follows no redirect and decompresses nothing: it must
 * look like WeChat, or like the sender of a request that is passed on, and `fetch` would not. Many requests may be
 * under way at once over connections that are kept; the responder's limits bound their number. A request with
 * `Connection: close` gets a connection of its own. Interim responses, asked for or not, are ignored (RFC 9110, 15.2).
 *
 * The deadline covers everything: name, connection, headers and body. If the body has not ended by then, the part that
 * came is returned as `unfinished`; if not even headers came, the code is `DEADLINE`. More than `maxBytes` of body is
 * `TOO_LARGE`. Any other code is the system's (`ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED`, …) or one of the table.
 */
export function createHttpClient(maxBytes = MAX_RESPONSE_BYTES): ClosableHttpClient {
  const kept = { keepAlive: true, timeout: IDLE_MS }
  const agents = { 'http:': new HttpAgent(kept), 'https:': new HttpsAgent(kept) }
  const underWay = new Set<ClientRequest>()
  let isClosed = false

  async function send(request: HttpRequest): Promise<HttpResponse> {
    if (isClosed) throw createCancelled()
    let outgoing: ClientRequest | undefined
    try {
      return await new Promise<HttpResponse>((resolve, reject) => {
        outgoing = start(agents, request)
        underWay.add(outgoing)
        receive(outgoing, request, maxBytes, resolve, reject)
        outgoing.end(request.body)
      })
    } catch (error) {
      throw explain(error)
    } finally {
      if (outgoing) underWay.delete(outgoing)
    }
  }

  return {
    send,
    async close() {
      isClosed = true
      for (const outgoing of underWay) outgoing.destroy(createCancelled())
      for (const agent of Object.values(agents)) agent.destroy()
      // The requests reject in later ticks; by the next turn of the event loop all of them have.
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

function start(
  agents: { 'http:': HttpAgent; 'https:': HttpsAgent },
  { method, url, headers }: HttpRequest,
): ClientRequest {
  const { protocol, hostname, port } = new URL(url)
  const isKept = !headers.some(([name, value]) => /^connection$/i.test(name) && /^close$/i.test(value))
  const options = {
    // An IPv6 address stands in brackets only in a URL.
    hostname: hostname.replace(/^\[(.*)\]$/, '$1'),
    port,
    path: readPath(url),
    method,
    headers: headers.flat(),
    setDefaultHeaders: false,
  }
  return protocol === 'https:'
    ? requestHttps({ ...options, agent: isKept && agents['https:'] })
    : requestHttp({ ...options, agent: isKept && agents['http:'] })
}

function receive(
  outgoing: ClientRequest,
  { deadlineMs }: HttpRequest,
  maxBytes: number,
  resolve: (response: HttpResponse) => void,
  reject: (error: Error) => void,
): void {
  const startedAt = performance.now()
  const chunks: Buffer[] = []
  let length = 0
  let response: IncomingMessage | undefined
  const timer = setTimeout(() => {
    if (response) finish(response, true)
    outgoing.destroy(withCode(`no answer within ${Math.round(deadlineMs)} ms`, 'DEADLINE'))
  }, deadlineMs)

  function fail(error: Error): void {
    clearTimeout(timer)
    reject(error)
  }
  function finish({ statusCode = 0, rawHeaders }: IncomingMessage, unfinished: boolean): void {
    clearTimeout(timer)
    // Node's parser accepts any three digits.
    if (statusCode < 200) return fail(withCode(`no status: ${statusCode}`, 'NOT_HTTP'))
    resolve({
      status: statusCode,
      headers: pairHeaders(rawHeaders),
      body: Buffer.concat(chunks),
      durationMs: performance.now() - startedAt,
      ...(unfinished && { unfinished }),
    })
  }

  outgoing.on('error', fail)
  // A switch to another protocol that nobody asked for (101) ends without an error. This has no effect if there is a
  // result.
  outgoing.on('close', () => fail(withCode('', 'ECONNRESET')))
  outgoing.on('response', (incoming) => {
    response = incoming
    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > maxBytes) outgoing.destroy(withCode('the answer is too large', 'TOO_LARGE'))
      else chunks.push(chunk)
    })
    incoming.on('error', fail)
    incoming.on('end', () => finish(incoming, false))
  })
}

/**
 * Returns path and query as they stand, including `#`: `URL` would encode or cut characters that other clients leave
 * alone.
 */
function readPath(url: string): string {
  const path = url.replace(/^[a-z]+:\/\/[^/?#]*/i, '')
  return path.startsWith('/') ? path : `/${path}`
}

/** Node's errors in the codes and sentences that people know from their systems. */
const CODES: Record<string, [code: string, message: string]> = {
  ECONNRESET: ['ECONNRESET', 'the connection was closed before the answer was complete'],
  HPE_HEADER_OVERFLOW: ['TOO_LARGE', 'the headers of the answer are too large'],
  ERR_UNESCAPED_CHARACTERS: ['INVALID_REQUEST', 'the request cannot be passed on'],
  ERR_INVALID_CHAR: ['INVALID_REQUEST', 'the request cannot be passed on'],
  ERR_INVALID_HTTP_TOKEN: ['INVALID_REQUEST', 'the request cannot be passed on'],
}

/** Returns an error with a code and a message; the system's errors often lack one of them. */
function explain(error: unknown): Error {
  // If a name has several addresses, there is an error for each of them; the first is the preferred address's.
  const cause = (
    error instanceof AggregateError ? (error.errors[0] as unknown) : error
  ) as NodeJS.ErrnoException
  const { code = 'ERROR', message } = cause
  const known = CODES[code]
  if (known) return withCode(known[1], known[0])
  return code.startsWith('HPE_') ? withCode(message, 'NOT_HTTP') : withCode(message || code, code)
}

function createCancelled(): Error {
  return withCode('the workbench was closed', 'CANCELLED')
}

function withCode(message: string, code: string): Error {
  return Object.assign(new Error(message), { code })
}
