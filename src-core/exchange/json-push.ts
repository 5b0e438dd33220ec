import type { ExchangeMessage } from '../contract/exchange.ts'
import { isCanonicalNumber } from '../xml/json/bare-fields.ts'
import { JsonFault } from '../xml/json/json-fault.ts'
import { toPlainValue } from '../xml/json/node.ts'
import type { JsonObject, JsonValue } from '../xml/json/node.ts'
import { readJson } from '../xml/json/read-json.ts'
import { MAX_DEPTH } from '../xml/limits.ts'
import type { Envelope } from './envelope.ts'

/** A body that is a JSON object: mini programs, mini games and cloud hosting can have their pushes in JSON. */
export interface JsonPush {
  text: string
  root: JsonObject
}

const decoder = new TextDecoder('utf-8')

/**
 * Reads a body as a JSON object; returns null if it is anything else. The body decides and not its Content-Type, since
 * proxies and test programs change that.
 */
export function readJsonPush(body: Uint8Array): JsonPush | null {
  return startsAsObject(body) ? readJsonText(decoder.decode(body)) : null
}

export function readJsonText(text: string): JsonPush | null {
  if (!/^\s*\{/.test(text)) return null
  try {
    const root = readJson(text, { maxDepth: MAX_DEPTH })
    return root.kind === 'object' ? { text, root } : null
  } catch (error) {
    if (error instanceof JsonFault) return null
    throw error
  }
}

/** Looks at the first byte that is no blank, so that a body of XML is not decoded twice. */
function startsAsObject(body: Uint8Array): boolean {
  const start = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 3 : 0
  return body.subarray(start).find((byte) => byte > 0x20) === 0x7b
}

/** Returns the message that a JSON push holds. A number that JavaScript would round stays the text of its digits. */
export function readJsonMessage(push: JsonPush): ExchangeMessage {
  const { text, root } = push
  return {
    format: 'json',
    type: readLeaf(root, 'MsgType') ?? '',
    event: readLeaf(root, 'Event'),
    from: readLeaf(root, 'FromUserName'),
    to: readLeaf(root, 'ToUserName'),
    xml: text,
    json: toExactFields(push),
  }
}

/** Returns the fields as plain values; numbers that JavaScript does not print back digit for digit become strings. */
export function toExactFields({ root }: JsonPush): Readonly<Record<string, JsonValue>> {
  const fields = toPlainValue(root, (token) => (isCanonicalNumber(token) ? Number(token) : token))
  return fields as Record<string, JsonValue>
}

/** Returns the parts of a JSON envelope, of a push or of a reply. */
export function readJsonEnvelope(root: JsonObject): Envelope {
  return {
    encrypt: readLeaf(root, 'Encrypt'),
    msgSignature: readLeaf(root, 'MsgSignature'),
    timestamp: readLeaf(root, 'TimeStamp'),
    nonce: readLeaf(root, 'Nonce'),
  }
}

/** Returns the text of a string, or the digits of a number. */
function readLeaf({ entries }: JsonObject, name: string): string | null {
  const value = entries.find(({ key }) => key === name)?.value
  if (value?.kind === 'string') return value.value
  return value?.kind === 'number' ? value.token : null
}
