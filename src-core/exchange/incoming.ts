/** The part of a request that is known before its body is read. */
export interface RequestHead {
  method: string
  /** The target as it stood in the request line, percent-encoded, with the query. */
  target: string
  httpVersion: string
  headers: [name: string, value: string][]
}

/** A request as the responder has read it: the bytes, and the facts from HTTP about them. */
export interface Incoming extends RequestHead {
  /** Epoch milliseconds. */
  receivedAt: number
  /** The arrival on the monotonic clock, for durations. */
  startedAt: number
  /** The bytes of the body that are kept. */
  body: Uint8Array
  /** At least so many bytes of the body were received. */
  bodyBytes: number
  /** Also `too-large` if a request is refused by its head and its body is not read to the end. */
  incomplete?: 'too-large' | 'too-slow' | 'aborted'
  /** Aborted when the other side hangs up before it has its reply. */
  gone?: AbortSignal
}

export interface Target {
  path: string
  /** Decoded, in order. */
  parameters: [name: string, value: string][]
  /** Percent-encoded as they stood, in the same order. */
  rawParameters: [name: string, value: string][]
}

/**
 * Splits a request target by the rules of application/x-www-form-urlencoded (URL Standard, section 5.1), as every
 * framework behind a WeChat URL does. Also takes a target that is a whole URL, as a proxy sends it.
 */
export function parseTarget(target: string): Target {
  const withoutOrigin = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '')
  const mark = withoutOrigin.indexOf('?')
  const path = mark < 0 ? withoutOrigin : withoutOrigin.slice(0, mark)
  const query = mark < 0 ? '' : withoutOrigin.slice(mark + 1)
  const rawParameters = query
    .split('&')
    .filter((part) => part !== '')
    .map((part): [string, string] => {
      const equals = part.indexOf('=')
      return equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)]
    })
  // URLSearchParams drops a question mark in front; servers do not, and take it for a part of the first name.
  return { path: path || '/', parameters: [...new URLSearchParams(`&${query}`)], rawParameters }
}

/** Returns the first value of a parameter. */
export function parameter(parameters: [string, string][], name: string): string | undefined {
  return parameters.find(([key]) => key === name)?.[1]
}

/**
 * Returns the bytes that a form-encoded value stands for. Unlike a decoded string, they keep a value that is not UTF-8,
 * and `echostr` must go back byte for byte.
 */
export function decodeFormBytes(raw: string): Uint8Array {
  const bytes: number[] = []
  for (let i = 0; i < raw.length; i++) {
    const hex = raw[i] === '%' ? /^[0-9a-f]{2}/i.exec(raw.slice(i + 1, i + 3)) : null
    if (hex) {
      bytes.push(Number.parseInt(hex[0], 16))
      i += 2
    } else if (raw[i] === '+') {
      bytes.push(0x20)
    } else {
      // Node hands over the request line byte by byte, as Latin-1.
      bytes.push(raw.charCodeAt(i) & 0xff)
    }
  }
  return Uint8Array.from(bytes)
}
