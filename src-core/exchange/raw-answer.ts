import type { BodyFraming, FramingFault, RawAnswer } from '../ports/framing-fault.ts'
import {
  placeOfHeader,
  placeOfLine,
  readBeginning,
  readHead,
  readLine,
  skipLineBreaks,
  valuesOf,
} from './http-head.ts'
import type { HttpHead } from './http-head.ts'

export interface ReadAnswer {
  /** 0 if there is no status line. */
  status: number
  headers: [name: string, value: string][]
  /** The body as far as it came. If more came than the head says, and it is no other response, the body is all of it. */
  body: Uint8Array
  /** Null if the bytes are one whole response. */
  fault: FramingFault | null
}

/**
 * Reads an answer as far as it can be read, and finds the place where it is broken. What it reads is shown and judged,
 * and never passed on. Pure, and never throws.
 *
 * Source: RFC 9112, sections 2 and 4 to 7.
 */
export function readRawAnswer(raw: RawAnswer): ReadAnswer {
  const { bytes } = raw
  const head = readHead(bytes)
  // Without a head all of it is the body.
  if (!head) {
    const fault = { kind: 'no-status-line', ...placeOfLine(bytes, 0) } as const
    return { status: 0, headers: [], body: bytes, fault }
  }
  const { status, headers } = head
  const { body, fault } = head.isWhole ? readBody(raw, head) : { body: bytes.subarray(head.end), fault: null }
  return { status, headers, body, fault: head.fault ?? fault ?? explainEnd(raw, head) }
}

/** Explains an answer in which no byte is wrong as far as it came. */
function explainEnd({ bytes, end, stopped }: RawAnswer, { isWhole }: HttpHead): FramingFault | null {
  const atEnd = { at: bytes.length, length: 0 }
  if (end === 'too-large') return { kind: 'too-large', ...atEnd }
  if (end === 'stopped')
    return {
      kind: 'refused',
      reason: stopped?.reason ?? '',
      at: Math.min(stopped?.at ?? 0, bytes.length),
      length: 1,
    }
  if (isWhole) return null
  return { kind: end === 'silent' ? 'head-open' : 'head-cut', ...atEnd }
}

type ReadBody = Pick<ReadAnswer, 'body' | 'fault'>

function readBody(raw: RawAnswer, { status, headers, end: start }: HttpHead): ReadBody {
  const { bytes } = raw
  const rest = bytes.subarray(start)
  if (status === 204 || status === 304)
    return { body: rest.subarray(0, 0), fault: findSurplus(bytes, start, null) }
  const lengths = valuesOf(headers, 'content-length')
    .flatMap((value) => value.split(','))
    .map((one) => one.trim())
  const place = placeOfHeader(bytes, 'content-length')
  if (valuesOf(headers, 'transfer-encoding').some((value) => /\bchunked\s*$/i.test(value))) {
    const read = readChunks(raw, start)
    return lengths.length === 0 ? read : { ...read, fault: { kind: 'length-and-chunks', ...place } }
  }
  const [stated] = lengths
  if (stated === undefined)
    return { body: rest, fault: raw.end === 'closed' ? null : explainMissing(raw, { by: 'close' }) }
  if (lengths.length > 1) return { body: rest, fault: { kind: 'two-lengths', values: lengths, ...place } }
  if (!/^\d{1,15}$/.test(stated))
    return { body: rest, fault: { kind: 'bad-length', value: stated, ...place } }
  return readByLength(raw, start, Number(stated))
}

function readByLength(raw: RawAnswer, start: number, stated: number): ReadBody {
  const rest = raw.bytes.subarray(start)
  if (rest.length < stated) return { body: rest, fault: explainMissing(raw, { by: 'length', stated }) }
  const fault = findSurplus(raw.bytes, start + stated, stated)
  const isLonger = fault?.kind === 'surplus' && !fault.next
  return { body: isLonger ? rest : rest.subarray(0, stated), fault }
}

function findSurplus(bytes: Uint8Array, end: number, stated: number | null): FramingFault | null {
  // An empty line after a message is allowed (RFC 9112, section 2.2).
  const at = skipLineBreaks(bytes, end)
  if (at === bytes.length) return null
  const next = readBeginning(bytes, at).startsWith('HTTP/')
  return { kind: 'surplus', stated, next, at: end, length: bytes.length - end }
}

/** Explains a body whose end did not come. Returns null if nobody waited for it. */
function explainMissing({ bytes, end }: RawAnswer, framing: BodyFraming): FramingFault | null {
  if (end === 'stopped' || end === 'too-large') return null
  return { kind: end === 'silent' ? 'body-open' : 'body-cut', framing, at: bytes.length, length: 0 }
}

/** More digits do not fit into a body that is kept. */
const CHUNK_SIZE = /^([0-9a-f]{1,8})[ \t]*(?:;.*)?$/i

function readChunks(raw: RawAnswer, start: number): ReadBody {
  const { bytes } = raw
  const pieces: Uint8Array[] = []
  const give = (fault: FramingFault | null): ReadBody => ({ body: Buffer.concat(pieces), fault })
  for (let at = start; ;) {
    const line = readLine(bytes, at)
    const shown = line?.text ?? readBeginning(bytes, at)
    const size = CHUNK_SIZE.exec(shown)?.[1]
    if (size === undefined && (line || shown !== '')) {
      const none = pieces.length === 0
      const fault = {
        kind: 'bad-chunk',
        line: readBeginning(bytes, at),
        none,
        ...placeOfLine(bytes, at),
      } as const
      return none ? { body: bytes.subarray(start), fault } : give(fault)
    }
    if (!line || size === undefined) return give(explainMissing(raw, { by: 'chunks' }))
    const to = line.end + parseInt(size, 16)
    if (to === line.end) {
      const end = skipTrailers(bytes, to)
      return give(end === null ? explainMissing(raw, { by: 'chunks' }) : findSurplus(bytes, end, null))
    }
    pieces.push(bytes.subarray(line.end, to))
    const after = readLine(bytes, to)
    if (readBeginning(bytes, to) !== '')
      return give({
        kind: 'bad-chunk',
        line: readBeginning(bytes, to),
        none: false,
        ...placeOfLine(bytes, to),
      })
    if (!after) return give(explainMissing(raw, { by: 'chunks' }))
    at = after.end
  }
}

/** Returns the offset after the empty line that ends the trailers; null if that has not come. */
function skipTrailers(bytes: Uint8Array, start: number): number | null {
  let line = readLine(bytes, start)
  while (line && line.text !== '') line = readLine(bytes, line.end)
  return line && line.end
}
