import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { HttpClient, HttpRequest, HttpResponse } from '../../src-core/ports.ts'
import { pairHeaders } from './raw-headers.ts'

/** More than any reply WeChat would take; a peer that never stops must not fill our memory. */
const MAX_RESPONSE_BYTES = 4 * 1024 * 1024

/**
 * Sends a request with exactly the headers given, in their order: the point of the sender is to look like WeChat,
 * and `fetch` adds headers of its own, follows redirects and decompresses.
 */
export const httpClient: HttpClient = {
  send: (request) => new Promise((resolve, reject) => exchange(request, resolve, reject)),
}

function exchange(
  { method, url, headers, body, deadlineMs }: HttpRequest,
  resolve: (response: HttpResponse) => void,
  reject: (error: Error) => void,
): void {
  const startedAt = performance.now()
  const request = url.startsWith('https:') ? requestHttps : requestHttp
  const outgoing = request(url, { method, headers: headers.flat(), setDefaultHeaders: false, agent: false })
  const deadline = setTimeout(() => {
    outgoing.destroy(withCode(`no answer within ${deadlineMs} ms`, 'DEADLINE'))
  }, deadlineMs)

  function fail(error: Error): void {
    clearTimeout(deadline)
    reject(error)
  }

  outgoing.on('error', fail)
  // Another protocol that nobody asked for (101) ends without an error; has no effect where there is a result.
  outgoing.on('close', () =>
    fail(withCode('the connection was closed before the answer was complete', 'ECONNRESET')),
  )
  outgoing.on('response', (incoming) => {
    const chunks: Buffer[] = []
    let length = 0
    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > MAX_RESPONSE_BYTES) outgoing.destroy(withCode('the answer is too large', 'TOO_LARGE'))
      else chunks.push(chunk)
    })
    incoming.on('error', fail)
    incoming.on('end', () => {
      clearTimeout(deadline)
      resolve({
        status: incoming.statusCode ?? 0,
        headers: pairHeaders(incoming.rawHeaders),
        body: Buffer.concat(chunks),
        durationMs: performance.now() - startedAt,
      })
    })
  })
  outgoing.end(body)
}

function withCode(message: string, code: string): Error {
  return Object.assign(new Error(message), { code })
}
