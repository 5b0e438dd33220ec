import type { HttpRequest } from '../ports.ts'
import type { Incoming, RequestHead } from './incoming.ts'

type Headers = readonly [name: string, value: string][]

/** Of one connection, not of the message (RFC 9110, 7.6.1; the last three of practice). */
const HOP_BY_HOP = [
  'connection',
  'proxy-connection',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'proxy-authenticate',
  'proxy-authentication-info',
  'proxy-authorization',
]

/** Made anew for the backend. Expect was answered when the body was read. */
const NOT_OF_THE_REQUEST = ['host', 'content-length', 'expect']

/** By what this workbench knows its own requests when they come back to it (RFC 9110, 7.6.3). */
export function createViaName(runId: string): string {
  return `mpscope-${runId}`
}

/** Whether a request has passed through the workbench of this name already. */
export function hasPassed({ headers }: Pick<RequestHead, 'headers'>, viaName: string): boolean {
  return headers
    .filter(([name]) => name.toLowerCase() === 'via')
    .some(([, value]) => value.split(',').some((step) => step.trim().split(/\s+/)[1] === viaName))
}

/**
 * The request as the backend is to see it: method, query and body to the byte, after a query of the backend's own. The
 * headers go on as they came but for those of the connection, with one Via more; also what the tunnel has added
 * (X-Forwarded-…), since it tells the public address, without which frameworks redirect to it.
 */
export function createRelayRequest(
  backendUrl: string,
  incoming: Incoming,
  { deadlineMs, viaName }: { deadlineMs: number; viaName: string },
): HttpRequest {
  const url = new URL(backendUrl)
  const mark = incoming.target.indexOf('?')
  const queries = [url.search.slice(1), mark < 0 ? '' : incoming.target.slice(mark + 1)].filter(Boolean)
  const question = queries.length > 0 ? '?' : ''
  return {
    method: incoming.method,
    // Joined as text: `URL` would encode anew what was received.
    url: `${url.origin}${url.pathname}${question}${queries.join('&')}`,
    headers: [
      ...endToEnd(incoming.headers, NOT_OF_THE_REQUEST),
      ['Via', `${incoming.httpVersion} ${viaName}`],
      ['Content-Length', String(incoming.body.length)],
    ],
    body: incoming.body,
    deadlineMs,
  }
}

/** The headers of a backend's reply that go on, with the length of what goes on. */
export function passHeaders(
  status: number,
  headers: Headers,
  length: number,
): [name: string, value: string][] {
  const kept = endToEnd(headers, ['content-length'])
  // RFC 9110, 8.6: these have no body, and a length would be waited for.
  return status === 204 || status === 304 ? kept : [...kept, ['Content-Length', String(length)]]
}

/** Without those of the connection, also those that Connection names, and without these. */
function endToEnd(headers: Headers, others: readonly string[]): [name: string, value: string][] {
  const named = headers
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.toLowerCase().split(','))
    .map((name) => name.trim())
  const dropped = new Set([...HOP_BY_HOP, ...others, ...named])
  return headers.filter(([name]) => !dropped.has(name.toLowerCase()))
}

/**
 * Whether this address is the responder on this port: it listens on loopback alone, so other names of the machine do
 * not lead to it. What comes round through the public address is known by its Via.
 */
export function isOwnAddress(url: string, port: number): boolean {
  const { hostname, port: given, protocol } = new URL(url)
  const actual = given === '' ? (protocol === 'https:' ? 443 : 80) : Number(given)
  if (actual !== port) return false
  const host = hostname.replace(/\.$/, '')
  return (
    /^127\.\d+\.\d+\.\d+$/.test(host) ||
    ['0.0.0.0', '[::1]', '[::]'].includes(host) ||
    /^\[::ffff:(7f|0:0\])/.test(host) ||
    /(^|\.)localhost$/.test(host)
  )
}
