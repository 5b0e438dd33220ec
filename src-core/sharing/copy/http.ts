import type { Exchange } from '../../contract/exchange.ts'

type Headers = Exchange['request']['headers']

/** Writes request and answer as they went over the wire; a body that is no UTF-8 as the readable rest of it. */
export function writeHttp({ request, response }: Exchange): string {
  const asked = `${request.method} ${request.target} HTTP/${request.httpVersion}\r\n${writeHeaders(request.headers)}\r\n${request.body}`
  if (response.raw) return `${asked}\r\n\r\n${response.raw.text}`
  if (response.status === 0) return asked
  return `${asked}\r\n\r\nHTTP/1.1 ${response.status}\r\n${writeHeaders(response.headers)}\r\n${response.body}`
}

function writeHeaders(headers: Headers): string {
  return headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')
}

/** Returns the address that was called: by its Host header, or the one to which a request of ours went. */
export function writeUrl({ request }: Exchange, origin: string): string {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(request.target)) return request.target
  const find = (name: string) => request.headers.find(([one]) => one.toLowerCase() === name)?.[1]
  const host = find('x-forwarded-host')?.split(',')[0]?.trim() || find('host')
  if (request.origin !== undefined || !host) return (request.origin ?? origin) + request.target
  const isLocal = /^(?:localhost|127\.|\[::1\])/.test(host)
  const scheme = find('x-forwarded-proto')?.split(',')[0]?.trim() || (isLocal ? 'http' : 'https')
  return `${scheme === 'http' ? 'http' : 'https'}://${host}${request.target}`
}
