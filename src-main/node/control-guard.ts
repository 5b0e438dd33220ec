/**
 * Decides who may speak to the control channel.
 *
 * Threat model: the channel can read every message and change what is answered, so it must stay the user's own. It
 * listens on loopback, yet any page in the user's browser can send requests there, and any program on the machine,
 * or another user's, can connect. Against
 *   - a page whose name is made to resolve to 127.0.0.1 (DNS rebinding): the Host must be loopback, with our port;
 *   - any other page (cross-site WebSocket hijacking, CVE-2025-24964 in Vitest): the Origin must be our own;
 *   - any other page that only wants something to be served, be it to learn that we are here or to wear us out: what
 *     the browser says of itself (`Sec-Fetch-Site`) must not be a page elsewhere, unless its user follows a link;
 *   - another program or user, and a visitor if the tunnel points at us by mistake: a credential (`control-keys.ts`),
 *     which travels in the page's fragment and in a WebSocket header, never in a query, and so in no log.
 * These are checked in this order before anything is served; a refusal is a status and nothing else.
 *
 * We listen on 127.0.0.1 alone, so that is our one origin. `localhost` may lead to `[::1]` as well, where another
 * program may listen on our port: it is a way to get here, and no origin of ours.
 */
import type { IncomingHttpHeaders } from 'node:http'
import { LOOPBACK } from './listen.ts'

export type ControlRefusal = 'host' | 'origin' | 'site'

/** Returns the reason to refuse a page or file, or null if it may be served. */
export function refuseRequest(headers: IncomingHttpHeaders, port: number): ControlRefusal | null {
  return refuseUpgrade(headers, port) ?? (isForAnotherSite(headers) ? 'site' : null)
}

/**
 * Returns the reason to refuse a WebSocket, or null if a sender with a credential may open it. A browser gives the
 * Origin with each.
 */
export function refuseUpgrade(headers: IncomingHttpHeaders, port: number): ControlRefusal | null {
  if (headers.host !== `${LOOPBACK}:${port}` && !isLocalhost(headers, port)) return 'host'
  // Programs send no Origin; a credential alone admits them.
  if (headers.origin !== undefined && headers.origin !== `http://${LOOPBACK}:${port}`) return 'origin'
  return null
}

/** Returns whether the request used the name that is not our origin. */
export function isLocalhost(headers: IncomingHttpHeaders, port: number): boolean {
  return headers.host === `localhost:${port}`
}

/**
 * Returns true for scripts, images, frames and other parts that a page elsewhere may ask for; false for following a
 * link from there.
 */
function isForAnotherSite(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site']
  if (site === undefined || site === 'same-origin' || site === 'none') return false
  return headers['sec-fetch-mode'] !== 'navigate' || headers['sec-fetch-dest'] !== 'document'
}
