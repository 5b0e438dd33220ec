import { Agent, errors } from 'undici'
import type { HttpClient, HttpRequest, HttpResponse } from '../../src-core/ports.ts'
import { pairHeaders } from './raw-headers.ts'

/** Far more than a reply that WeChat would take; a backend that never stops must not fill our memory. */
const MAX_RESPONSE_BYTES = 1024 * 1024

/**
 * Milliseconds that an idle connection is kept for the next request. Many servers close theirs after two seconds and
 * more without saying so, and a request that meets the closing would fail for no reason of the backend's.
 */
const IDLE_MS = 1000

export interface BackendClient extends HttpClient {
  /** Ends what is under way, which fails, and resolves when all of it has been told so. */
  close(): Promise<void>
}

/**
 * Sends many requests at once over connections that are kept: undici's pools, whose number of connections is bounded
 * by what the responder takes in. It follows no redirect, decompresses nothing and adds no header but Host and
 * Connection; the sender has a client of its own on `node:http`, since there their very order has to be WeChat's.
 *
 * The deadline is for everything: name, connection, headers and body. A body that has not ended by then is given as
 * far as it came, `unfinished`; where not even headers came, the code is `DEADLINE`. More than `maxBytes` of body is
 * `TOO_LARGE`. Any other code is the system's (`ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED`, …) or of the table.
 */
export function createBackendClient(maxBytes = MAX_RESPONSE_BYTES): BackendClient {
  const agent = new Agent({
    maxResponseSize: maxBytes,
    keepAliveTimeout: IDLE_MS,
    keepAliveMaxTimeout: IDLE_MS,
    // The deadline is the one limit.
    headersTimeout: 0,
    bodyTimeout: 0,
  })
  return {
    send: (request) => send(agent, request),
    async close() {
      await agent.destroy()
      // Those who wait are told in later ticks; by the next turn of the event loop all of them know.
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

async function send(
  agent: Agent,
  { method, url, headers, body, deadlineMs }: HttpRequest,
): Promise<HttpResponse> {
  const startedAt = performance.now()
  const deadline = new AbortController()
  const timer = setTimeout(
    () => deadline.abort(withCode(`no answer within ${Math.round(deadlineMs)} ms`, 'DEADLINE')),
    deadlineMs,
  )
  try {
    const response = await agent.request({
      ...splitUrl(url),
      method,
      headers: headers.flat(),
      body,
      signal: deadline.signal,
      responseHeaders: 'raw',
    })
    const chunks: Buffer[] = []
    let unfinished = false
    try {
      for await (const chunk of response.body) chunks.push(chunk as Buffer)
    } catch (error) {
      if (!deadline.signal.aborted) throw error
      unfinished = true
    }
    return {
      status: response.statusCode,
      // Undici's types know only the parsed form.
      headers: pairHeaders(response.headers as unknown as string[]),
      body: Buffer.concat(chunks),
      durationMs: performance.now() - startedAt,
      ...(unfinished && { unfinished }),
    }
  } catch (error) {
    throw explain(error)
  } finally {
    clearTimeout(timer)
  }
}

/** Path and query as they stand: `URL` would encode some of the characters that others leave as they are. */
function splitUrl(url: string): { origin: string; path: string } {
  const { origin } = new URL(url)
  const path = url.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/#.*$/s, '')
  return { origin, path: path.startsWith('/') ? path : `/${path}` }
}

/** What undici means, in the codes that people know from their systems. */
const CODES: Record<string, [code: string, message: string]> = {
  UND_ERR_CONNECT_TIMEOUT: ['ETIMEDOUT', 'the connection could not be opened in time'],
  UND_ERR_SOCKET: ['ECONNRESET', 'the connection was closed before the answer was complete'],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: [
    'CONTENT_LENGTH_MISMATCH',
    'the connection was closed before as many bytes came as Content-Length says',
  ],
  UND_ERR_RES_EXCEEDED_MAX_SIZE: ['TOO_LARGE', 'the answer is too large'],
  UND_ERR_HEADERS_OVERFLOW: ['TOO_LARGE', 'the headers of the answer are too large'],
  UND_ERR_INVALID_ARG: ['INVALID_REQUEST', 'the request cannot be passed on'],
  UND_ERR_DESTROYED: ['CANCELLED', 'the workbench was closed'],
  UND_ERR_CLOSED: ['CANCELLED', 'the workbench was closed'],
}

/** An error with a code and a message; those of the system often lack one of them. */
function explain(error: unknown): Error {
  // Where a name has several addresses, there is an error for each of them; the first was for the preferred one.
  const cause = (
    error instanceof AggregateError ? (error.errors[0] as unknown) : error
  ) as NodeJS.ErrnoException
  if (cause instanceof errors.HTTPParserError) return withCode(cause.message, 'NOT_HTTP')
  const { code = 'ERROR', message } = cause
  const [known, sentence] = CODES[code] ?? [code, message || code]
  return withCode(sentence, known)
}

function withCode(message: string, code: string): Error {
  return Object.assign(new Error(message), { code })
}
