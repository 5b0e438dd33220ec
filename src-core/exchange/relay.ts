import type { RequestHead } from './incoming.ts'

type Headers = readonly [name: string, value: string][]

/** Headers that belong to one connection, not to the message (RFC 9110, 7.6.1; the last three by practice). */
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

const VIA_PREFIX = 'mpscope-'

/** Returns the name by which this workbench knows its own requests when they come back to it (RFC 9110, 7.6.3). */
export function createViaName(runId: string): string {
  return VIA_PREFIX + runId
}

/** The most workbenches that a request may pass through: more than a team has in a row, and the end of any circle. */
export const PASSED_MAX = 5

/** Returns the names of the workbenches that a request has passed through, by its Via headers, the first one first. */
export function workbenchesPassed({ headers }: Pick<RequestHead, 'headers'>): string[] {
  return headers
    .filter(([name]) => name.toLowerCase() === 'via')
    .flatMap(([, value]) => value.split(',').map((step) => step.trim().split(/\s+/)[1] ?? ''))
    .filter((name) => name.startsWith(VIA_PREFIX))
}

/** Returns the headers of a backend's reply that are passed on, with the length of the body that is passed on. */
export function passHeaders(
  status: number,
  headers: Headers,
  length: number,
): [name: string, value: string][] {
  const kept = endToEnd(headers, ['content-length'])
  // RFC 9110, 8.6: these have no body; with a length the client would wait for one.
  return status === 204 || status === 304 ? kept : [...kept, ['Content-Length', String(length)]]
}

/** Returns the headers without those of the connection, including those that Connection names, and without `others`. */
export function endToEnd(headers: Headers, others: readonly string[]): [name: string, value: string][] {
  const named = headers
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.toLowerCase().split(','))
    .map((name) => name.trim())
  const dropped = new Set([...HOP_BY_HOP, ...others, ...named])
  return headers.filter(([name]) => !dropped.has(name.toLowerCase()))
}

/**
 * Tells whether this address is the responder on this port. It listens on loopback alone, so other names of the machine
 * do not lead to it. A request that comes back through the public address is known by its Via.
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
