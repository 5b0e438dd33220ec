import { isSplitPair } from '../cdata.ts'
import type { XmlDeclaration, XmlDocument, XmlElement, XmlNode } from '../tree.ts'
import { isElementContent } from '../whitespace.ts'
import { createObject, createString } from './node.ts'
import type { JsonEntry, JsonNode } from './node.ts'

type Job = { element: XmlElement; put: (node: JsonNode) => void }

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
  const entries: JsonEntry[] = []
  if (declaration !== undefined) entries.push({ key: '?xml', value: createDeclaration(declaration) })
  const pending: Job[] = []
  if (prolog.length + epilog.length === 0) addElement(root, entries, pending)
  else {
    const items = [...prolog, root, ...epilog].map((node) => createItem(node, pending))
    entries.push({ key: '#children', value: { kind: 'array', items } })
  }
  for (let job = pending.pop(); job !== undefined; job = pending.pop()) {
    job.put(createElementValue(job.element, pending, options.keepWhitespace === true))
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

function createElementValue(element: XmlElement, pending: Job[], keepWhitespace: boolean): JsonNode {
  const entries: JsonEntry[] = element.attributes.map(({ name, value }) => ({
    key: '@' + name,
    value: createString(value),
  }))
  const children = mergeSplitCdata(element.children, !keepWhitespace && isElementContent(element.children))
  const [only] = children
  if (only === undefined) {
    if (!element.selfClosing && entries.length === 0) return createString('')
    if (!element.selfClosing) entries.push({ key: '#text', value: createString('') })
    return entries.length === 0 ? { kind: 'null' } : createObject(entries)
  }
  if (children.length === 1 && only.type === 'text') {
    if (entries.length === 0) return createString(only.value)
    entries.push({ key: '#text', value: createString(only.value) })
  } else if (children.length === 1 && only.type === 'cdata') {
    entries.push({ key: '#cdata', value: createString(only.value) })
  } else if (isRecord(children)) {
    addRuns(children, entries, pending)
  } else {
    const items = children.map((child) => createItem(child, pending))
    entries.push({ key: '#children', value: { kind: 'array', items } })
  }
  return createObject(entries)
}

/** Returns a copy in which the halves of a split `]]>` are one section again. It leaves out layout if asked to. */
function mergeSplitCdata(children: XmlNode[], dropText: boolean): XmlNode[] {
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

function addRuns(children: XmlElement[], entries: JsonEntry[], pending: Job[]): void {
  for (let i = 0; i < children.length;) {
    const { name } = children[i]!
    let end = i + 1
    while (children[end]?.name === name) end++
    if (end === i + 1) addElement(children[i]!, entries, pending)
    else {
      const items: JsonNode[] = []
      for (let k = i; k < end; k++) {
        const index = items.push({ kind: 'null' }) - 1
        pending.push({ element: children[k]!, put: (node) => (items[index] = node) })
      }
      entries.push({ key: name, value: { kind: 'array', items } })
    }
    i = end
  }
}

function addElement(element: XmlElement, entries: JsonEntry[], pending: Job[]): void {
  const entry: JsonEntry = { key: element.name, value: { kind: 'null' } }
  entries.push(entry)
  pending.push({ element, put: (node) => (entry.value = node) })
}

function createItem(node: XmlNode, pending: Job[]): JsonNode {
  if (node.type === 'text') return createString(node.value)
  const entries: JsonEntry[] = []
  if (node.type === 'cdata') entries.push({ key: '#cdata', value: createString(node.value) })
  else if (node.type === 'comment') entries.push({ key: '#comment', value: createString(node.value) })
  else if (node.type === 'pi') {
    const items = [createString(node.target), createString(node.data)]
    entries.push({ key: '#pi', value: { kind: 'array', items } })
  } else addElement(node, entries, pending)
  return createObject(entries)
}
