import type { FramingFault } from '../ports/framing-fault.ts'

/** The head of an answer: the lines in front of the body. Interim responses before it are passed over. */
export interface HttpHead {
  status: number
  headers: [name: string, value: string][]
  /** The offset of the body, or the end of the bytes if the head is not whole. */
  end: number
  /** False if the empty line that ends the head is missing. */
  isWhole: boolean
  fault: FramingFault | null
}

/** A line, and the offset after its line break. */
export interface Line {
  text: string
  at: number
  end: number
  /** The line ends with LF alone. */
  isBare: boolean
}

const CR = 0x0d
const LF = 0x0a

/** The part of a line that is shown, in bytes: enough to recognise it. */
const SHOWN = 80

const STATUS_LINE = /^HTTP\/(?:1\.[01]|2\.0) (\d{3})(?: [^\0]*)?$/
/** A letter with which no header begins, and most bodies do. */
const BODY = /^[<{[]/
const HEADER = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\0\r]*?)[ \t]*$/

/** Reads a head as far as it came. Returns null if the bytes do not begin with one. */
export function readHead(bytes: Uint8Array): HttpHead | null {
  // An empty line in front is allowed (RFC 9112, section 2.2).
  let at = skipLineBreaks(bytes, 0)
  for (;;) {
    const start = latin1(bytes.subarray(at, at + 5))
    if (!(start.length < 5 && bytes.length > 0 ? 'HTTP/'.startsWith(start) : start === 'HTTP/')) return null
    const head = readOne(bytes, at)
    const isInterim = head.isWhole && head.status >= 100 && head.status < 200 && head.status !== 101
    if (!isInterim) return head
    at = head.end
  }
}

function readOne(bytes: Uint8Array, at: number): HttpHead {
  const first = readLine(bytes, at)
  if (!first) return { status: 0, headers: [], end: bytes.length, isWhole: false, fault: null }
  const status = Number(STATUS_LINE.exec(first.text)?.[1] ?? 0)
  const head: HttpHead = { status, headers: [], end: bytes.length, isWhole: false, fault: null }
  const blame = (fault: FramingFault): void => void (head.fault ??= fault)
  if (status < 100 || status === 101 || status > 999)
    blame({ kind: 'bad-status-line', line: first.text.slice(0, SHOWN), ...placeOfLine(bytes, at) })
  if (first.isBare) blame({ kind: 'bare-line-feed', at: first.end - 1, length: 1 })
  for (let from = first.end; ;) {
    // The body begins here if the empty line before it was left out.
    if (BODY.test(readBeginning(bytes, from))) {
      blame({ kind: 'bad-header', line: readBeginning(bytes, from), ...placeOfLine(bytes, from) })
      return { ...head, end: from, isWhole: true }
    }
    const line = readLine(bytes, from)
    if (!line) return head
    if (line.text === '') return { ...head, end: line.end, isWhole: true }
    const [, name, value] = HEADER.exec(line.text) ?? []
    if (name !== undefined && value !== undefined) head.headers.push([name, value])
    else blame({ kind: 'bad-header', line: line.text.slice(0, SHOWN), ...placeOfLine(bytes, from) })
    from = line.end
  }
}

/** Returns the values of a header; the case of the name does not count. */
export function valuesOf(headers: HttpHead['headers'], name: string): string[] {
  return headers.filter(([one]) => one.toLowerCase() === name).map(([, value]) => value)
}

/** Returns the place of the last header of this name. */
export function placeOfHeader(bytes: Uint8Array, name: string): { at: number; length: number } {
  let found = { at: 0, length: 1 }
  for (
    let line = readLine(bytes, 0);
    line && (line.text !== '' || line.at === 0);
    line = readLine(bytes, line.end)
  ) {
    if (line.text.toLowerCase().startsWith(`${name}:`)) found = { at: line.at, length: line.text.length }
  }
  return found
}

/** Returns the line at this offset; null if its end has not come. Bytes are read as Latin-1, one letter each. */
export function readLine(bytes: Uint8Array, at: number): Line | null {
  const lineEnd = bytes.indexOf(LF, at)
  if (lineEnd < 0) return null
  const isBare = lineEnd === at || bytes[lineEnd - 1] !== CR
  return { text: latin1(bytes.subarray(at, isBare ? lineEnd : lineEnd - 1)), at, end: lineEnd + 1, isBare }
}

/** Returns the beginning of what stands here, up to a line break. */
export function readBeginning(bytes: Uint8Array, at = 0): string {
  return /^[^\r\n]*/.exec(latin1(bytes.subarray(at, at + SHOWN)))?.[0] ?? ''
}

/** Returns the place of what stands here, up to a line break. */
export function placeOfLine(bytes: Uint8Array, at: number): { at: number; length: number } {
  return { at, length: Math.max(1, readBeginning(bytes, at).length) }
}

export function skipLineBreaks(bytes: Uint8Array, at: number): number {
  let next = at
  while (bytes[next] === CR || bytes[next] === LF) next++
  return next
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}
