import type { HttpRequest } from '../../ports/http.ts'

/** Returns the request with other parameters: a value replaces that of its name, null takes the name out. */
export function withQuery(
  request: HttpRequest,
  parameters: Readonly<Record<string, string | null>>,
): HttpRequest {
  const url = new URL(request.url)
  for (const [name, value] of Object.entries(parameters)) {
    if (value === null) url.searchParams.delete(name)
    else url.searchParams.set(name, value)
  }
  return { ...request, url: url.href }
}

/** Returns the value of a parameter; '' if there is none. */
export function readQuery(request: HttpRequest, name: string): string {
  return new URL(request.url).searchParams.get(name) ?? ''
}

/** Returns the request with another body, and its length. */
export function withBody(request: HttpRequest, body: Uint8Array): HttpRequest {
  const headers = request.headers.map(([name, value]): [string, string] => [
    name,
    name === 'Content-Length' ? String(body.length) : value,
  ])
  return { ...request, headers, body }
}

/** Returns the second signature with another value, for an encrypted message; nothing for one in the clear. */
export function withMsgSignature(request: HttpRequest, value: string): Record<string, string> {
  return readQuery(request, 'msg_signature') === '' ? {} : { msg_signature: value }
}
