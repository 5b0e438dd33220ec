import { isSplitPair } from '../cdata.ts'
import type { XmlDeclaration, XmlDocument, XmlElement, XmlNode } from '../tree.ts'
import { isElementContent } from '../whitespace.ts'
import { createObject, createString } from './node.ts'
import type { JsonEntry, JsonNode } from './node.ts'

export type LosslessOptions = {
  /** Keeps the blanks between elements as well, as text in `#children`. */
  keepWhitespace?: boolean
}

/**
 * Converts XML to the lossless view: every node of the document, in order, with its kind. Only elements that need it
 * (mixed or interleaved content, comments, several runs of text) take the long form `#children`.
 */
export function losslessFromXml(document: XmlDocument, options: LosslessOptions = {}): JsonNode {
  const { declaration, prolog, root, epilog } = document
  const { keepWhitespace = false } = options
  const entries: JsonEntry[] = []
  if (declaration !== undefined) entries.push({ key: '?xml', value: createDeclaration(declaration) })
  if (prolog.length + epilog.length === 0) entries.push(createEntry(root, keepWhitespace))
  else {
    const items = [...prolog, root, ...epilog].map((node) => createItem(node, keepWhitespace))
    entries.push({ key: '#children', value: { kind: 'array', items } })
  }
  return createObject(entries)
}

function createDeclaration({ version, encoding, standalone }: XmlDeclaration): JsonNode {
  return createObject([
    { key: 'version', value: createString(version) },
    ...(encoding === undefined ? [] : [{ key: 'encoding', value: createString(encoding) }]),
    ...(standalone === undefined ? [] : [{ key: 'standalone', value: createString(standalone) }]),
  ])
}

/** Recurses as deep as a document may nest, which is `MAX_DEPTH`. */
function createElementValue(element: XmlElement, keepWhitespace: boolean): JsonNode {
  const { attributes, selfClosing } = element
  const children = mergeSplitCdata(element.children, !keepWhitespace && isElementContent(element.children))
  const [only] = children
  if (attributes.length === 0) {
    if (only === undefined) return selfClosing ? { kind: 'null' } : createString('')
    if (only.type === 'text' && children.length === 1) return createString(only.value)
  }
  const entries = attributes.map(({ name, value }) => ({ key: '@' + name, value: createString(value) }))
  return createObject(entries.concat(createContent(children, selfClosing, keepWhitespace)))
}

function createContent(children: XmlNode[], selfClosing: boolean, keepWhitespace: boolean): JsonEntry[] {
  const [only] = children
  if (only === undefined) return selfClosing ? [] : [{ key: '#text', value: createString('') }]
  if (children.length === 1 && only.type === 'text')
    return [{ key: '#text', value: createString(only.value) }]
  if (children.length === 1 && only.type === 'cdata')
    return [{ key: '#cdata', value: createString(only.value) }]
  if (isRecord(children)) return createRuns(children, keepWhitespace)
  const items = children.map((child) => createItem(child, keepWhitespace))
  return [{ key: '#children', value: { kind: 'array', items } }]
}

/** Returns the children with the halves of a split `]]>` as one section again. It leaves out layout if asked to. */
function mergeSplitCdata(children: XmlNode[], dropText: boolean): XmlNode[] {
  if (children.length < 2) return children
  const merged: XmlNode[] = []
  for (const child of children) {
    const last = merged.at(-1)
    if (dropText && child.type === 'text') continue
    if (child.type === 'cdata' && last?.type === 'cdata' && isSplitPair(last.value, child.value)) {
      merged[merged.length - 1] = { type: 'cdata', value: last.value + child.value }
    } else merged.push(child)
  }
  return merged
}

/** Returns true if there are only elements, and those of one name stand together: keys can then hold everything. */
function isRecord(children: XmlNode[]): children is XmlElement[] {
  const names = new Set<string>()
  let current: string | undefined
  for (const child of children) {
    if (child.type !== 'element') return false
    if (child.name === current) continue
    if (names.has(child.name)) return false
    names.add(child.name)
    current = child.name
  }
  return true
}

function createRuns(children: XmlElement[], keepWhitespace: boolean): JsonEntry[] {
  const entries: JsonEntry[] = []
  for (let i = 0; i < children.length;) {
    const first = children[i]!
    let end = i + 1
    while (children[end]?.name === first.name) end++
    if (end === i + 1) entries.push(createEntry(first, keepWhitespace))
    else {
      const items = children.slice(i, end).map((child) => createElementValue(child, keepWhitespace))
      entries.push({ key: first.name, value: { kind: 'array', items } })
    }
    i = end
  }
  return entries
}

function createEntry(element: XmlElement, keepWhitespace: boolean): JsonEntry {
  return { key: element.name, value: createElementValue(element, keepWhitespace) }
}

function createItem(node: XmlNode, keepWhitespace: boolean): JsonNode {
  switch (node.type) {
    case 'text':
      return createString(node.value)
    case 'element':
      return createObject([createEntry(node, keepWhitespace)])
    case 'pi': {
      const items = [createString(node.target), createString(node.data)]
      return createObject([{ key: '#pi', value: { kind: 'array', items } }])
    }
    default:
      return createObject([{ key: `#${node.type}`, value: createString(node.value) }])
  }
}
