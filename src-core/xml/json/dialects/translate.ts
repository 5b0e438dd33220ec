import type { JsonDialect } from '../../../contract/conversion.ts'
import { MAX_DEPTH } from '../../limits.ts'
import { createObject } from '../node.ts'
import type { JsonEntry, JsonNode, JsonObject } from '../node.ts'
import { scalarText } from '../xml-checks.ts'
import { DIALECTS } from './dialect.ts'
import type { Dialect } from './dialect.ts'
import { isOrdered, isTyped, translateOrdered, translateTyped } from './node-lists.ts'

/** JSON of another library, in the view of ours that says the same. */
export interface Translated {
  json: JsonNode
  view: Dialect['view']
}

/** Translates JSON that a library wrote. Values without a counterpart stay, and the conversion refuses them. */
export function translate(json: JsonNode, id: JsonDialect): Translated {
  if (id === 'fast-xml-parser' && isOrdered(json)) return { json: translateOrdered(json), view: 'lossless' }
  if (id === 'xml-js' && isTyped(json)) return { json: translateTyped(json), view: 'lossless' }
  const dialect = DIALECTS.find((one) => one.id === id)!
  if (json.kind !== 'object') return { json, view: dialect.view }
  const entries = json.entries.flatMap((entry) => translateTopEntry(entry, dialect))
  return { json: createObject(entries), view: dialect.view }
}

/** The declaration stands beside the root. */
function translateTopEntry({ key, value }: JsonEntry, dialect: Dialect): JsonEntry[] {
  if (key !== '?xml' && key !== '_declaration') return [{ key, value: translateValue(value, dialect, 1) }]
  const group = value.kind === 'object' ? value.entries : []
  const inner = group.find((entry) => entry.key === '_attributes')?.value
  const attributes = inner?.kind === 'object' ? inner.entries : group
  // The simple view has no declaration.
  if (attributes.length === 0 || dialect.view === 'simple') return []
  const renamed = attributes.map((entry) => ({ ...entry, key: entry.key.replace(/^@_?/, '') }))
  return [{ key: '?xml', value: createObject(renamed) }]
}

/** Elements may be as deep, each in an array. Anything deeper stays as it is, and the conversion refuses it. */
const MAX_LEVELS = 2 * MAX_DEPTH + 2

function translateValue(node: JsonNode, dialect: Dialect, level: number): JsonNode {
  if (level > MAX_LEVELS) return node
  if (node.kind === 'array') {
    return { ...node, items: node.items.map((item) => translateValue(item, dialect, level + 1)) }
  }
  return node.kind === 'object' ? translateObject(node, dialect, level) : node
}

interface Parts {
  attributes: JsonEntry[]
  /** Text, sections and comments, with the keys that they have in our views. */
  pieces: { key: '#text' | '#cdata' | '#comment'; value: JsonNode }[]
  elements: JsonEntry[]
}

function translateObject(object: JsonObject, dialect: Dialect, level: number): JsonNode {
  const parts: Parts = { attributes: [], pieces: [], elements: [] }
  for (const { key, value } of object.entries) {
    const name = dialect.attribute?.(key, value, object) ?? null
    const piece = findPiece(key, dialect)
    if (piece)
      for (const one of value.kind === 'array' ? value.items : [value])
        parts.pieces.push({ key: piece, value: one })
    else if (key === dialect.group && value.kind === 'object')
      parts.attributes.push(...value.entries.map((entry) => ({ ...entry, key: `@${entry.key}` })))
    else if (name !== null) parts.attributes.push({ key: `@${name}`, value })
    else parts.elements.push({ key, value: translateValue(value, dialect, level + 1) })
  }
  return dialect.view === 'simple' ? joinSimple(parts, object) : joinLossless(parts, object)
}

function findPiece(key: string, { text, cdata, comment }: Dialect): Parts['pieces'][number]['key'] | null {
  if (text.includes(key)) return '#text'
  if (cdata.includes(key)) return '#cdata'
  return comment.includes(key) ? '#comment' : null
}

function joinSimple({ attributes, pieces, elements }: Parts, { range }: JsonObject): JsonNode {
  const texts = pieces.filter(({ key }) => key === '#text').map(({ value }) => value)
  const [only] = texts
  if (!only) return { ...createObject([...attributes, ...elements]), ...(range && { range }) }
  const text: JsonNode =
    texts.length === 1 ? only : { kind: 'string', value: texts.map((one) => scalarText(one) ?? '').join('') }
  if (attributes.length + elements.length === 0) return text
  return createObject([...attributes, { key: '#text', value: text }, ...elements])
}

function joinLossless({ attributes, pieces, elements }: Parts, { range }: JsonObject): JsonNode {
  const [only] = pieces
  if (!only) return { ...createObject([...attributes, ...elements]), ...(range && { range }) }
  if (pieces.length === 1 && elements.length === 0 && only.key !== '#comment') {
    return attributes.length === 0 && only.key === '#text' ? only.value : createObject([...attributes, only])
  }
  const items = [
    ...pieces.map((piece) => (piece.key === '#text' ? piece.value : createObject([piece]))),
    ...elements.flatMap(({ key, value }) =>
      (value.kind === 'array' ? value.items : [value]).map((item) => createObject([{ key, value: item }])),
    ),
  ]
  return createObject([...attributes, { key: '#children', value: { kind: 'array', items } }])
}
