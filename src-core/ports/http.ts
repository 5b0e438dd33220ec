import type { FramingFault, RawAnswer } from './framing-fault.ts'

/** WeChat speaks either; captures of older pushes have 1.0. */
export type HttpVersion = '1.0' | '1.1'

export interface HttpRequest {
  method: string
  url: string
  /** The version in the request line; 1.1 if left out. */
  version?: HttpVersion | undefined
  headers: [name: string, value: string][]
  body: Uint8Array
  /** Sends the body in so many pieces, with a pause of so many milliseconds before each but the first; at once if left out. */
  pace?: { pieces: number; pauseMs: number } | undefined
  /** Gives up after this many milliseconds. */
  deadlineMs: number
  /** The IP address to connect to, in place of asking for that of the URL's name. */
  address?: string | undefined
  /** Aborted when nobody wants the answer any more: the request ends at once, with the code `CANCELLED`. */
  signal?: AbortSignal | undefined
}

/** A whole response. */
export interface HttpResponse {
  status: number
  headers: [name: string, value: string][]
  body: Uint8Array
  /** From the first byte sent to the last received. */
  durationMs: number
  /** From the first byte sent to the first of the body received; left out if there is no body. */
  firstBodyMs?: number
  /** All bytes that came, head included, and whatever followed the response; left out if they are too many. */
  raw?: Uint8Array
}

/** The error with which a request ends that got no whole response. */
export interface HttpFailure extends Error {
  /** The system's code (`ECONNREFUSED`, …), `DEADLINE`, `TOO_LARGE`, `NOT_HTTP`, … */
  code: string
  durationMs: number
  /** The step that failed. */
  during: DeliveryStep
  /** The names on the certificate, if it is for others than the one asked for. */
  names?: string[]
  /** Left out if not one byte came. */
  raw?: RawAnswer
}

/** Sends exactly the headers that it is given, and follows no redirect. Rejects with an `HttpFailure`. */
export interface HttpClient {
  send(request: HttpRequest): Promise<HttpResponse>
}

/** `asking`: the connection stands, and the answer is waited for or on its way. */
export type DeliveryStep = 'looking-up' | 'connecting' | 'securing' | 'asking'

/** An answer as it came, whole or broken. */
export interface Answer extends Omit<HttpResponse, 'raw'> {
  /** Present if it is not one whole response, or more than one. */
  broken?: BrokenFraming
}

/** The bytes of a broken answer, and its fault. */
export interface BrokenFraming {
  /** Everything that came, head included. */
  raw: Uint8Array
  fault: FramingFault
}

/**
 * The answer, and why it is none that may be passed on: both are there if something came that is not one whole
 * response.
 */
export interface DeliveryOutcome {
  /** Null if not one byte came. */
  response: Answer | null
  error: DeliveryError | null
}

export type DeliveryError = Pick<HttpFailure, 'code' | 'message'> &
  Partial<Pick<HttpFailure, 'during' | 'names'>>
