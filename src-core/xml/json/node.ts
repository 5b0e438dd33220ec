import type { SourceRange } from '../tree.ts'

/**
 * A JSON value that keeps everything plain values lose: a number's digits as written (64-bit ids, `1.0`, `1e5`, `-0`),
 * the order of keys, and keys such as `__proto__`. Ranges are offsets in the JSON text it was read from.
 */
export type JsonNode =
  | { kind: 'object'; entries: JsonEntry[]; range?: SourceRange }
  | { kind: 'array'; items: JsonNode[]; range?: SourceRange }
  | { kind: 'string'; value: string; range?: SourceRange }
  | { kind: 'number'; token: string; range?: SourceRange }
  | { kind: 'boolean'; value: boolean; range?: SourceRange }
  | { kind: 'null'; range?: SourceRange }

export type JsonEntry = { key: string; value: JsonNode }
export type JsonObject = Extract<JsonNode, { kind: 'object' }>

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue }

export function createString(value: string): JsonNode {
  return { kind: 'string', value }
}

export function createObject(entries: JsonEntry[]): JsonObject {
  return { kind: 'object', entries }
}

/**
 * Returns the plain value, as JSON.parse would give it; numbers beyond 2^53 lose digits here, as everywhere in
 * JavaScript, unless `readNumber` makes something else of their digits.
 */
export function toPlainValue(root: JsonNode, readNumber: (token: string) => JsonValue = Number): JsonValue {
  const holder: JsonValue[] = []
  const pending: { node: JsonNode; put: (value: JsonValue) => void }[] = [
    { node: root, put: (value) => holder.push(value) },
  ]
  for (let job = pending.pop(); job !== undefined; job = pending.pop()) {
    const { node, put } = job
    if (node.kind === 'object') {
      const object: { [key: string]: JsonValue } = {}
      for (const { key } of node.entries) define(object, key, null)
      for (const { key, value } of node.entries) {
        if (isLeaf(value)) define(object, key, toLeaf(value, readNumber))
        else pending.push({ node: value, put: (plain) => define(object, key, plain) })
      }
      put(object)
    } else if (node.kind === 'array') {
      const array: JsonValue[] = Array.from({ length: node.items.length }, () => null)
      node.items.forEach((item, index) => {
        if (isLeaf(item)) array[index] = toLeaf(item, readNumber)
        else pending.push({ node: item, put: (plain) => (array[index] = plain) })
      })
      put(array)
    } else put(toLeaf(node, readNumber))
  }
  return holder[0]!
}

type Leaf = Exclude<JsonNode, { kind: 'object' | 'array' }>

function isLeaf(node: JsonNode): node is Leaf {
  return node.kind !== 'object' && node.kind !== 'array'
}

function toLeaf(node: Leaf, readNumber: (token: string) => JsonValue): JsonValue {
  if (node.kind === 'number') return readNumber(node.token)
  return node.kind === 'null' ? null : node.value
}

/** Sets an own property. Plain assignment to `__proto__` would change the object's prototype instead of adding a key. */
export function define(object: { [key: string]: JsonValue }, key: string, value: JsonValue): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true })
  } else object[key] = value
}
