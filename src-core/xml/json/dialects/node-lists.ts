import { isBlank } from '../../whitespace.ts'
import { createObject, createString } from '../node.ts'
import type { JsonEntry, JsonNode, JsonObject } from '../node.ts'
import { scalarText } from '../xml-checks.ts'

/** Two libraries can write every node of a document as an item of a list, as our `#children` does. */

const entriesOf = (node: JsonNode | undefined): JsonEntry[] => (node?.kind === 'object' ? node.entries : [])
const itemsOf = (node: JsonNode | undefined): JsonNode[] => (node?.kind === 'array' ? node.items : [])
const find = (node: JsonNode | undefined, key: string) =>
  entriesOf(node).find((entry) => entry.key === key)?.value
const textOf = (node: JsonNode | undefined) => (node && scalarText(node)) ?? ''

/** fast-xml-parser with `preserveOrder`: `[{ "xml": [{ "#text": "1" }], ":@": { "@_id": "2" } }]`. */
export function isOrdered(json: JsonNode): boolean {
  return json.kind === 'array' && json.items.length > 0 && json.items.every(isOrderedItem)
}

function isOrderedItem(item: JsonNode): boolean {
  const own = entriesOf(item).filter(({ key }) => key !== ':@')
  return own.length === 1 && own[0]!.value.kind === 'array'
}

/** Returns the document in our lossless view. */
export function translateOrdered(json: JsonNode): JsonObject {
  const items = itemsOf(json)
  const declaration = items.find((item) => find(item, '?xml'))
  const nodes = items.filter((item) => item !== declaration)
  return createDocument(createAttributes(find(declaration, ':@'), ''), nodes.flatMap(translateOrderedItem))
}

function translateOrderedItem(item: JsonNode): JsonNode[] {
  const own = entriesOf(item).find(({ key }) => key !== ':@')
  if (!own) return [item]
  const { key, value } = own
  if (key === '#text') return createText(value)
  const inner = itemsOf(value)
  if (/^(?:#|__)cdata$/.test(key)) return [createItem('#cdata', textOf(find(inner[0], '#text')))]
  if (key === '#comment') return [createItem('#comment', textOf(find(inner[0], '#text')))]
  const attributes = createAttributes(find(item, ':@'), '@')
  return [createElement(key, attributes, inner.flatMap(translateOrderedItem))]
}

/** xml-js without `compact`: `{ "elements": [{ "type": "element", "name": "xml", "elements": [] }] }`. */
export function isTyped(json: JsonNode): boolean {
  const elements = itemsOf(find(json, 'elements'))
  return (
    elements.length > 0 &&
    elements.every((one) => typeof textOf(find(one, 'type')) === 'string' && isTypedNode(one))
  )
}

function isTypedNode(node: JsonNode): boolean {
  return /^(?:element|text|cdata|comment|instruction|doctype)$/.test(textOf(find(node, 'type')))
}

/** Returns the document in our lossless view. */
export function translateTyped(json: JsonNode): JsonObject {
  const declaration = createAttributes(find(find(json, 'declaration'), 'attributes'), '')
  return createDocument(declaration, itemsOf(find(json, 'elements')).flatMap(translateTypedNode))
}

function translateTypedNode(node: JsonNode): JsonNode[] {
  switch (textOf(find(node, 'type'))) {
    case 'text':
      return createText(find(node, 'text') ?? createString(''))
    case 'cdata':
      return [createItem('#cdata', textOf(find(node, 'cdata')))]
    case 'comment':
      return [createItem('#comment', textOf(find(node, 'comment')))]
    case 'element': {
      const attributes = createAttributes(find(node, 'attributes'), '@')
      const children = itemsOf(find(node, 'elements')).flatMap(translateTypedNode)
      return [createElement(textOf(find(node, 'name')), attributes, children)]
    }
    default:
      return [node]
  }
}

function createDocument(declaration: JsonEntry[], nodes: JsonNode[]): JsonObject {
  const children: JsonEntry = { key: '#children', value: { kind: 'array', items: nodes } }
  return declaration.length === 0
    ? createObject([children])
    : createObject([{ key: '?xml', value: createObject(declaration) }, children])
}

function createElement(name: string, attributes: JsonEntry[], children: JsonNode[]): JsonObject {
  const content: JsonEntry[] =
    children.length === 0 ? [] : [{ key: '#children', value: { kind: 'array', items: children } }]
  return createObject([{ key: name, value: createObject([...attributes, ...content]) }])
}

/** Returns attributes under our prefix; fast-xml-parser has one of its own. */
function createAttributes(group: JsonNode | undefined, prefix: string): JsonEntry[] {
  return entriesOf(group).map(({ key, value }) => ({ key: prefix + key.replace(/^@_/, ''), value }))
}

/** Layout between elements comes as text of blanks. */
function createText(node: JsonNode): JsonNode[] {
  const text = textOf(node)
  return isBlank(text) ? [] : [createString(text)]
}

function createItem(key: string, text: string): JsonObject {
  return createObject([{ key, value: createString(text) }])
}
