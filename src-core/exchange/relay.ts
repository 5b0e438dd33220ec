import type { HttpRequest } from '../ports.ts'
import { RELAY_BUDGET_MS } from '../wechat/limits.ts'
import type { Incoming } from './incoming.ts'

/** The request as the backend is to see it. */
export function createRelayRequest(backendUrl: string, incoming: Incoming): HttpRequest {
  const url = new URL(backendUrl)
  const mark = incoming.target.indexOf('?')
  const query = mark < 0 ? '' : incoming.target.slice(mark + 1)
  const own = url.search.slice(1)
  url.search = [own, query].filter(Boolean).join('&')
  return {
    method: incoming.method,
    url: url.href,
    headers: [
      ['Content-Type', 'text/xml'],
      ['Content-Length', String(incoming.body.length)],
    ],
    body: incoming.body,
    deadlineMs: RELAY_BUDGET_MS,
  }
}

/** The headers of a backend's reply that go on, with the length of what goes on. */
export function passHeaders(
  headers: readonly [name: string, value: string][],
  length: number,
): [name: string, value: string][] {
  const kept = headers.filter(
    ([name]) => !/^(connection|keep-alive|transfer-encoding|content-length)$/i.test(name),
  )
  return [...kept, ['Content-Length', String(length)]]
}
