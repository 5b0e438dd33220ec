import type { Place } from '../../contract/exchange.ts'
import { locate } from '../../xml/text-position.ts'

/** The parts of an answer that tell who wrote it. */
export interface Answer {
  status: number
  headers: readonly (readonly [name: string, value: string])[]
  body: Uint8Array
}

type BodyPlace = Extract<Place, { in: 'reply-body' }>

/** The beginning of a body as text. */
export interface Page {
  text: string
  /** Returns the place of `text.slice(start, end)` in the body. */
  placeOf(start: number, end: number): BodyPlace
}

/** The part of a body that is read: an error page says what it has to say at its beginning. */
const READ_BYTES = 32 * 1024

/** Decodes the body of an answer that is perhaps no reply but an error page, by the charset that it really has. */
export function readPage({ headers, body }: Pick<Answer, 'headers' | 'body'>): Page {
  const bytes = body.subarray(0, READ_BYTES)
  const decode = chooseDecoder(headers, bytes)
  const text = decode(bytes)
  return {
    text,
    placeOf(start, end) {
      const offset = findOffset(bytes, decode, start)
      return {
        in: 'reply-body',
        offset,
        length: findOffset(bytes, decode, end) - offset,
        ...locate(text, start),
      }
    },
  }
}

type Decode = (bytes: Uint8Array) => string

/** A page of a Chinese server that is not UTF-8 is GBK, nearly always, whatever it declares. */
function chooseDecoder(headers: Answer['headers'], bytes: Uint8Array): Decode {
  const labels = ['utf-8', readDeclaredCharset(headers, bytes), 'gb18030']
  const fitting = labels.find((label) => label !== undefined && canDecode(label, bytes))
  return createDecode(fitting ?? 'utf-8', false)
}

function readDeclaredCharset(headers: Answer['headers'], bytes: Uint8Array): string | undefined {
  const [, type = ''] = headers.find(([name]) => name.toLowerCase() === 'content-type') ?? []
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024))
  return (
    /;\s*charset\s*=\s*"?([\w-]+)/i.exec(type) ?? /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)
  )?.[1]
}

function canDecode(label: string, bytes: Uint8Array): boolean {
  try {
    createDecode(label, true)(bytes)
    return true
  } catch {
    return false
  }
}

function createDecode(label: string, fatal: boolean): Decode {
  // A character that the limit cut in half is left out: that is what `stream` does with it.
  return (bytes) => new TextDecoder(label, { fatal }).decode(bytes, { stream: true })
}

/** Returns the byte at which a character of the text begins: the fewest bytes that decode to all before it. */
function findOffset(bytes: Uint8Array, decode: Decode, index: number): number {
  let [low, high] = [0, bytes.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (decode(bytes.subarray(0, middle)).length < index) low = middle + 1
    else high = middle
  }
  return low
}
