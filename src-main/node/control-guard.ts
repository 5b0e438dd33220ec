/**
 * Who may speak to the control channel.
 *
 * Threat model: the channel can read every message and change what is answered, so it must stay the user's own. It
 * listens on loopback, yet any page in the user's browser can send requests there, and any program on the machine,
 * or another user's, can connect. Against
 *   - a page whose name is made to resolve to 127.0.0.1 (DNS rebinding): the Host must be loopback, with our port;
 *   - any other page (cross-site WebSocket hijacking, CVE-2025-24964 in Vitest): the Origin must be our own;
 *   - another program or user, and whoever the tunnel was pointed at us by mistake: a token made anew each run, which
 *     travels in the page's fragment and in a WebSocket header, never in a query, and so in no log.
 * Checked in this order before anything is served; a refusal is a status and nothing else.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** The WebSocket subprotocols: ours, and the one that carries the token (a page can set no other header). */
export const SUBPROTOCOL = 'mpscope'
const TOKEN_PREFIX = 'token.'

export type ControlRefusal = 'host' | 'origin' | 'token'

/** Whether a page or file may be served: Host, and Origin where the browser sends one. */
export function refuseRequest(headers: IncomingHttpHeaders, port: number): ControlRefusal | null {
  if (!isOwnHost(headers.host, port)) return 'host'
  if (headers.origin !== undefined && !isOwnOrigin(headers.origin, port)) return 'origin'
  return null
}

/** Whether a WebSocket may be opened: as above, and the token. */
export function refuseUpgrade(
  headers: IncomingHttpHeaders,
  port: number,
  token: string,
): ControlRefusal | null {
  if (!isOwnHost(headers.host, port)) return 'host'
  // Programs send no Origin; they may come in with the token alone. A browser always sends one.
  if (headers.origin !== undefined && !isOwnOrigin(headers.origin, port)) return 'origin'
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim())
  const given = offered.find((name) => name.startsWith(TOKEN_PREFIX))?.slice(TOKEN_PREFIX.length) ?? ''
  return isSameSecret(given, token) ? null : 'token'
}

function isOwnHost(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`
}

function isOwnOrigin(origin: string, port: number): boolean {
  return origin === `http://127.0.0.1:${port}` || origin === `http://localhost:${port}`
}

/** Constant time whatever the lengths: hashes are compared, which also hides how long the token is. */
function isSameSecret(given: string, expected: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text, 'utf8').digest()
  return timingSafeEqual(hash(given), hash(expected))
}
