import type { Exchange } from '../contract/exchange.ts'
import { targetOf } from '../delivery/request-target.ts'
import { readBytes } from '../exchange/record.ts'
import type { HttpRequest } from '../ports/http.ts'

/** A request, ready to be written as a command or a program. */
export interface CopiedRequest {
  method: string
  httpVersion: string
  secure: boolean
  /** Without brackets, if it is an IPv6 address. */
  host: string
  port: number
  /** As it arrived, but for characters that no client takes in an address: they are percent-encoded. */
  target: string
  /** The same, to the byte. */
  rawTarget: string
  /** Those that tell of the message; each client makes those of the connection itself. */
  headers: [name: string, value: string][]
  body: string
  /** The body's bytes, if it is not UTF-8. */
  base64?: string
}

/** `accept-encoding`: the answer is to be read. */
const OF_CONNECTION =
  /^(?:host|content-length|connection|keep-alive|proxy-connection|te|trailer|transfer-encoding|upgrade|expect|accept-encoding)$/i

/** Returns the request of an exchange; `origin` is that of our responder, to which an incoming one goes again. */
export function copyRequest({ direction, request }: Exchange, origin: string): CopiedRequest {
  const { method, httpVersion, headers, target, body, bodyBase64 } = request
  return {
    ...placeOf(direction === 'out' ? (request.origin ?? origin) : origin),
    ...targetsOf(targetOf(target)),
    method,
    httpVersion,
    headers: headers.filter(([name]) => !OF_CONNECTION.test(name)),
    body,
    ...(bodyBase64 !== undefined && { base64: bodyBase64 }),
  }
}

/** Returns a request that we made ourselves. */
export function copyMade({ method, url, version = '1.1', headers, body }: HttpRequest): CopiedRequest {
  const text = Buffer.from(body).toString()
  const isText = Buffer.from(text).equals(body)
  return {
    ...placeOf(new URL(url).origin),
    ...targetsOf(targetOf(url)),
    method,
    httpVersion: version,
    headers: headers.filter(([name]) => !OF_CONNECTION.test(name)),
    body: text,
    ...(!isText && { base64: Buffer.from(body).toString('base64') }),
  }
}

/** Tells whether the whole body was kept, so that it can be sent again. */
export function isWhole({ request }: Exchange): boolean {
  return !request.incomplete && readBytes(request).length >= request.bodyBytes
}

function placeOf(origin: string): Pick<CopiedRequest, 'secure' | 'host' | 'port'> {
  const { protocol, hostname, port } = new URL(origin)
  const secure = protocol === 'https:'
  return {
    secure,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 443 : 80) : Number(port),
  }
}

function targetsOf(rawTarget: string): Pick<CopiedRequest, 'target' | 'rawTarget'> {
  return { rawTarget, target: rawTarget.replaceAll(/[^\x21-\x7e]|["<>\\^`{|}#]/g, encode) }
}

/** Node hands over a request line byte by byte, as Latin-1. */
function encode(character: string): string {
  const bytes = character.charCodeAt(0) < 256 ? [character.charCodeAt(0)] : [...Buffer.from(character)]
  return bytes.map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
}
