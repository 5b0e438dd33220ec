import type { RawAnswer } from '../../src-core/ports/framing-fault.ts'
import type { DeliveryStep, HttpFailure } from '../../src-core/ports/http.ts'

/** Node's errors in the codes and sentences that people know from their systems. */
const CODES: Record<string, [code: string, message: string]> = {
  ECONNRESET: ['ECONNRESET', 'the connection was closed before the response was complete'],
  HPE_HEADER_OVERFLOW: ['TOO_LARGE', 'the headers of the response are too large'],
  ERR_UNESCAPED_CHARACTERS: ['INVALID_REQUEST', 'the request cannot be passed on'],
  ERR_INVALID_CHAR: ['INVALID_REQUEST', 'the request cannot be passed on'],
  ERR_INVALID_HTTP_TOKEN: ['INVALID_REQUEST', 'the request cannot be passed on'],
}

/** The parts of Node's errors beside `code`, where they have them. */
interface NodeError extends NodeJS.ErrnoException {
  /** The offset in the last piece of bytes at which the HTTP parser stopped. */
  bytesParsed?: number
  /** OpenSSL's words; for a wrong name, Node's. */
  reason?: string
  cert?: { subjectaltname?: string; subject?: { CN?: string } }
}

/** Returns the cause in a form that has a code and a message; the system's errors often lack one of them. */
export function explainError(error: unknown): Pick<HttpFailure, 'code' | 'message' | 'names'> {
  const cause = findCause(error)
  const { code = 'ERROR' } = cause
  const known = CODES[code]
  if (known) return { code: known[0], message: known[1] }
  if (code.startsWith('HPE_')) return { code: 'NOT_HTTP', message: cause.message }
  const reason = code === 'EPROTO' ? OPENSSL.exec(cause.message)?.[1] : undefined
  if (reason) return { code: `ERR_SSL_${reason.toUpperCase().replaceAll(' ', '_')}`, message: reason }
  const names = code === 'ERR_TLS_CERT_ALTNAME_INVALID' ? readNames(cause) : undefined
  return { code, message: shorten(cause) || code, ...(names && { names }) }
}

/** OpenSSL's own line: `…:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:…`. */
const OPENSSL = /:error:[0-9A-F]{8}:[^:]*:[^:]*:([^:]+):/

/** Returns the offset in the last piece at which the HTTP parser stopped; null if it is no error of the parser. */
export function findStop(error: unknown): { at: number; reason: string } | null {
  const { code = '', message, bytesParsed = 0 } = findCause(error)
  return code.startsWith('HPE_') ? { at: bytesParsed, reason: message.replace(/^Parse Error: /, '') } : null
}

/** If a name has several addresses, there is an error for each of them; the first is the preferred address's. */
function findCause(error: unknown): NodeError {
  return (error instanceof AggregateError ? (error.errors[0] as unknown) : error) as NodeError
}

/** Leaves out Node's advice to people who run Node. */
function shorten({ message, reason }: NodeError): string {
  return (reason ?? message).replace(/; if the root CA is installed locally.*$/s, '')
}

function readNames({ cert }: NodeError): string[] {
  const names = cert?.subjectaltname?.split(', ').map((name) => name.replace(/^(?:DNS|IP Address):/, ''))
  return names ?? [cert?.subject?.CN ?? ''].filter(Boolean)
}

/** Creates the failure of a request. If nothing else is known, it failed before it was sent. */
export function createFailure(
  cause: unknown,
  {
    durationMs = 0,
    during = 'asking',
    raw = null,
  }: { durationMs?: number; during?: DeliveryStep; raw?: RawAnswer | null } = {},
): HttpFailure {
  const { message, ...explained } = explainError(cause)
  return Object.assign(new Error(message), { ...explained, durationMs, during, ...(raw && { raw }) })
}

export function withCode(message: string, code: string): Error {
  return Object.assign(new Error(message), { code })
}
