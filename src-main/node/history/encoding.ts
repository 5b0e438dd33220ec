import type { Exchange } from '../../../src-core/contract/exchange.ts'
import { decodeText } from '../../../src-core/exchange/record.ts'

/**
 * An exchange as a row keeps it. JSON takes six characters for a byte that cannot be printed, and the same text stands
 * in an exchange up to three times; so the long texts are kept as bytes, each once. `head` is the exchange as JSON,
 * with a number in the place of each text that is in `texts`. `texts` is empty if everything is in `head`, as in every
 * row that was written before 0.3.
 */
export interface EncodedExchange {
  head: string
  texts: Uint8Array
}

/**
 * `utf8` and `base64`: the number of bytes and the encoding that makes them text. `decoded`: the bytes of another part,
 * read as UTF-8.
 */
type Part = ['utf8' | 'base64', number] | ['decoded', number]

/** A number in place of a shorter text would save nothing. */
const MIN_CHARACTERS = 32

interface Body {
  body: string
  bodyBase64?: string
}

/** The texts as the head has them. */
type Moved<Holder extends Body> = Omit<Holder, 'body' | 'bodyBase64'> & {
  body: string | number
  bodyBase64?: string | number
}

export function encodeExchange(exchange: Exchange): EncodedExchange {
  const parts: Part[] = []
  const chunks: Buffer[] = []
  const known = new Map<string, number>()

  function add(part: Part, text: string, bytes?: Buffer): number {
    if (bytes) chunks.push(bytes)
    known.set(text, parts.length)
    return parts.push(part) - 1
  }
  function move(text: string): string | number {
    // UTF-8 has no bytes for half a surrogate pair; JSON has.
    if (text.length < MIN_CHARACTERS || !text.isWellFormed()) return text
    const there = known.get(text)
    if (there !== undefined) return there
    const bytes = Buffer.from(text, 'utf8')
    return add(['utf8', bytes.length], text, bytes)
  }
  function moveBody<Holder extends Body>(holder: Holder): Moved<Holder> {
    const { body, bodyBase64 } = holder
    if (bodyBase64 === undefined) return { ...holder, body: move(body) }
    const bytes = Buffer.from(bodyBase64, 'base64')
    if (bytes.length < MIN_CHARACTERS || bytes.toString('base64') !== bodyBase64) {
      return { ...holder, body: move(body) }
    }
    const whole = known.get(bodyBase64) ?? add(['base64', bytes.length], bodyBase64, bytes)
    const readable = known.get(body)
    if (readable !== undefined) return { ...holder, body: readable, bodyBase64: whole }
    const isDecoded = decodeText(bytes).text === body
    return { ...holder, body: isDecoded ? add(['decoded', whole], body) : move(body), bodyBase64: whole }
  }

  // Spread first: each text keeps its place among the names.
  const { request, message, response, backends } = exchange
  const head = JSON.stringify({
    ...exchange,
    request: moveBody(request),
    ...(message && { message: { ...message, xml: move(message.xml) } }),
    response: {
      ...moveBody(response),
      ...(response.plain !== undefined && { plain: move(response.plain) }),
    },
    ...(backends && { backends: backends.map(moveBody) }),
  })
  if (parts.length === 0) return { head, texts: new Uint8Array(0) }
  const index = Buffer.from(JSON.stringify(parts))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(index.length)
  return { head, texts: Buffer.concat([length, index, ...chunks]) }
}

/**
 * Throws if the row is damaged. Another version may have written the row: codes of findings are taken as they stand,
 * and may be missing from our table.
 */
export function decodeExchange({ head, texts }: EncodedExchange): Exchange {
  const exchange = JSON.parse(head) as Exchange
  if (texts.length === 0) return exchange
  const read = readTexts(texts)
  restore(exchange.request, ['body', 'bodyBase64'], read)
  if (exchange.message) restore(exchange.message, ['xml'], read)
  restore(exchange.response, ['body', 'bodyBase64', 'plain'], read)
  for (const backend of exchange.backends ?? []) restore(backend, ['body', 'bodyBase64'], read)
  return exchange
}

function restore<Holder extends object>(
  holder: Holder,
  names: (keyof Holder)[],
  read: (part: number) => string,
): void {
  for (const name of names) {
    const value: unknown = holder[name]
    if (typeof value === 'number') holder[name] = read(value) as Holder[keyof Holder]
  }
}

function readTexts(texts: Uint8Array): (part: number) => string {
  const bytes = Buffer.from(texts.buffer, texts.byteOffset, texts.byteLength)
  let offset = 4 + bytes.readUInt32BE(0)
  const parts = JSON.parse(bytes.toString('utf8', 4, offset)) as Part[]
  const chunks = parts.map(([kind, length]) => {
    const start = offset
    if (kind !== 'decoded') offset += length
    return bytes.subarray(start, offset)
  })
  if (offset !== bytes.length) throw new Error('the texts of an exchange are not whole')
  return (number) => {
    const [kind, of] = parts[number]!
    if (kind === 'decoded') return decodeText(chunks[of]!).text
    return chunks[number]!.toString(kind)
  }
}
