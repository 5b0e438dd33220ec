import { Agent as HttpAgent, request as requestHttp } from 'node:http'
import type { ClientRequest, IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import { isIP } from 'node:net'
import type { LookupFunction } from 'node:net'
import { targetOf } from '../../src-core/delivery/request-target.ts'
import type { RawAnswer } from '../../src-core/ports/framing-fault.ts'
import type { HttpClient, HttpFailure, HttpRequest, HttpResponse } from '../../src-core/ports/http.ts'
import { createFailure, explainError, findStop, withCode } from './http-errors.ts'
import { speakHttp10 } from './http-10.ts'
import { pairHeaders } from './raw-headers.ts'
import { tapWire } from './wire-tap.ts'
import type { WireTap } from './wire-tap.ts'

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
 * Node's parser decides whether a response is whole, and stays strict. If it is not, the failure has the bytes that
 * came. The deadline covers everything: name, connection, headers and body; its code is `DEADLINE`. More than
 * `maxBytes` of body is `TOO_LARGE`, and what the parser refuses is `NOT_HTTP`. Any other code is the system's
 * (`ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED`, …).
 */
export function createHttpClient(maxBytes = MAX_RESPONSE_BYTES): ClosableHttpClient {
  const kept = { keepAlive: true, timeout: IDLE_MS }
  const agents = { 'http:': new HttpAgent(kept), 'https:': new HttpsAgent(kept) }
  const underWay = new Set<ClientRequest>()
  let isClosed = false

  async function send(request: HttpRequest): Promise<HttpResponse> {
    if (isClosed || request.signal?.aborted) throw createFailure(createCancelled())
    const outgoing = start(agents, request)
    underWay.add(outgoing)
    try {
      return await new Promise<HttpResponse>((resolve, reject) => {
        receive(outgoing, request, maxBytes, resolve, reject)
        writeBody(outgoing, request)
      })
    } finally {
      underWay.delete(outgoing)
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
  { method, url, version, headers, address }: HttpRequest,
): ClientRequest {
  const { protocol, hostname, port } = new URL(url)
  const isOwn = headers.some(([name, value]) => /^connection$/i.test(name) && /^close$/i.test(value))
  // A kept connection may lead to another address of the name.
  const isKept = !isOwn && version !== '1.0' && address === undefined
  const options = {
    // An IPv6 address stands in brackets only in a URL.
    hostname: hostname.replace(/^\[(.*)\]$/, '$1'),
    port,
    path: targetOf(url),
    method,
    headers: headers.flat(),
    setDefaultHeaders: false,
    ...(address !== undefined && { lookup: lookUpAs(address) }),
  }
  try {
    const outgoing =
      protocol === 'https:'
        ? requestHttps({ ...options, agent: isKept && agents['https:'] })
        : requestHttp({ ...options, agent: isKept && agents['http:'] })
    if (version === '1.0') speakHttp10(outgoing)
    return outgoing
  } catch (error) {
    throw createFailure(error)
  }
}

function writeBody(outgoing: ClientRequest, { body, pace }: HttpRequest): void {
  const size = Math.max(1, Math.ceil(body.length / (pace?.pieces ?? 1)))
  let from = 0
  function writeNext(): void {
    if (outgoing.destroyed) return
    const piece = body.subarray(from, (from += size))
    if (!pace || from >= body.length) return void outgoing.end(piece)
    outgoing.write(piece)
    setTimeout(writeNext, pace.pauseMs)
  }
  writeNext()
}

/** Returns a lookup that leads every name to this address. Names that are addresses already are not looked up. */
function lookUpAs(address: string): LookupFunction {
  return (_name, { all }, done) => {
    const family = isIP(address)
    if (all) done(null, [{ address, family }])
    else done(null, address, family)
  }
}

/** Room for the head of a response beside its body; Node refuses a longer one. */
const MAX_HEAD_BYTES = 64 * 1024

function receive(
  outgoing: ClientRequest,
  { deadlineMs, signal }: HttpRequest,
  maxBytes: number,
  resolve: (response: HttpResponse) => void,
  reject: (error: HttpFailure) => void,
): void {
  const startedAt = performance.now()
  const tap = tapWire(outgoing, maxBytes + MAX_HEAD_BYTES)
  const chunks: Buffer[] = []
  let length = 0
  let firstBodyMs: number | undefined
  let isOver = false
  const timer = setTimeout(() => {
    outgoing.destroy(withCode(`no response within ${Math.round(deadlineMs)} ms`, 'DEADLINE'))
  }, deadlineMs)
  const cancel = () => void outgoing.destroy(createCancelled())
  signal?.addEventListener('abort', cancel, { once: true })

  function end(): number {
    isOver = true
    clearTimeout(timer)
    signal?.removeEventListener('abort', cancel)
    tap.stop()
    return performance.now() - startedAt
  }
  function fail(error: unknown): void {
    if (isOver) return
    const durationMs = end()
    reject(createFailure(error, { durationMs, during: tap.step(), raw: describeRaw(tap, error) }))
  }
  function finish({ statusCode = 0, rawHeaders }: IncomingMessage): void {
    if (isOver) return
    // Node's parser accepts any three digits.
    if (statusCode < 200) return fail(withCode(`no status: ${statusCode}`, 'NOT_HTTP'))
    const durationMs = end()
    const raw = tap.isCut() ? null : tap.bytes()
    const headers = pairHeaders(rawHeaders)
    resolve({
      status: statusCode,
      headers,
      body: Buffer.concat(chunks),
      durationMs,
      ...(firstBodyMs !== undefined && { firstBodyMs }),
      ...(raw && { raw }),
    })
  }

  outgoing.on('error', fail)
  // A switch to another protocol that nobody asked for (101) ends without an error. This has no effect if there is a
  // result.
  outgoing.on('close', () => fail(withCode('', 'ECONNRESET')))
  outgoing.on('response', (incoming) => {
    incoming.on('data', (chunk: Buffer) => {
      firstBodyMs ??= performance.now() - startedAt
      length += chunk.length
      if (length > maxBytes) outgoing.destroy(withCode('the response is too large', 'TOO_LARGE'))
      else chunks.push(chunk)
    })
    incoming.on('error', fail)
    incoming.on('end', () => finish(incoming))
  })
}

/** Returns the bytes that came before the request failed; null if there are none, or nobody wants to know. */
function describeRaw(tap: WireTap, error: unknown): RawAnswer | null {
  const { code } = explainError(error)
  const bytes = tap.bytes()
  if (bytes.length === 0 || code === 'CANCELLED') return null
  const stop = findStop(error)
  if (code === 'TOO_LARGE') return { bytes, end: 'too-large' }
  if (code === 'DEADLINE') return { bytes, end: 'silent' }
  if (stop) return { bytes, end: 'stopped', stopped: { at: tap.lastPiece() + stop.at, reason: stop.reason } }
  return { bytes, end: tap.isClosed() ? 'closed' : 'reset' }
}

function createCancelled(): Error {
  return withCode('it was stopped, or the workbench was closed', 'CANCELLED')
}
