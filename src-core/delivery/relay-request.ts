import type { Incoming } from '../exchange/incoming.ts'
import { endToEnd } from '../exchange/relay.ts'
import type { HttpRequest } from '../ports/http.ts'

/** These headers are made anew for the backend. Expect was answered when the body was read. */
const NOT_OF_THE_REQUEST = ['host', 'content-length', 'expect']

/**
 * Returns the request for the backend: method, query and body to the byte, after a query of the backend's own. The
 * headers go on unchanged, except for those of the connection, and with one more Via. The tunnel's headers
 * (X-Forwarded-…) go on, too: they tell the public address, and without them frameworks redirect to it.
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
      ['Host', url.host],
      ...endToEnd(incoming.headers, NOT_OF_THE_REQUEST),
      ['Via', `${incoming.httpVersion} ${viaName}`],
      ['Content-Length', String(incoming.body.length)],
    ],
    body: incoming.body,
    deadlineMs,
  }
}
