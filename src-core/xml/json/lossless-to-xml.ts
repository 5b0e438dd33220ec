import { createElement } from '../tree.ts'
import type { XmlDeclaration, XmlDocument, XmlElement, XmlMisc, XmlNode } from '../tree.ts'
import { isWritableComment, isWritablePi } from '../validity.ts'
import type { JsonPath } from './json-path.ts'
import { readDeclaration } from './lossless-declaration.ts'
import type { JsonNode, JsonObject } from './node.ts'
import {
  checkCharacters,
  checkDepth,
  checkName,
  readAttributeValue,
  refuse,
  refuseNestedArray,
  scalarText,
} from './xml-checks.ts'

type Job = { element: XmlElement; node: JsonNode; path: JsonPath; level: number }

/**
 * Converts the lossless view to XML, without guessing. Throws a JsonFault, with the path, for values that XML cannot
 * hold.
 */
export function losslessToXml(json: JsonNode): XmlDocument {
  const { top, declaration } = readTop(json)
  const pending: Job[] = []
  const nodes: XmlNode[] = []
  for (const { node, path } of top) {
    if (node.kind !== 'object') {
      refuse('BAD_CHILD', path, node, '根元素之外不能有文字。', 'There can be no text outside the root.')
    }
    nodes.push(createChild(node, path, 1, pending))
  }
  for (let job = pending.pop(); job !== undefined; job = pending.pop()) fillElement(job, pending)

  const rootAt = nodes.findIndex((node) => node.type === 'element')
  const root = nodes[rootAt]
  const rest = [...nodes.slice(0, Math.max(0, rootAt)), ...nodes.slice(rootAt + 1)]
  if (root?.type !== 'element') {
    refuse('NO_ROOT', undefined, json, '没有根元素。', 'There is no root element.')
  }
  if (rest.some((node) => node.type === 'element')) {
    refuse('SEVERAL_ROOTS', undefined, json, 'XML 只能有一个根元素。', 'XML has exactly one root element.')
  }
  if (rest.some((node) => node.type === 'cdata')) {
    refuse(
      'BAD_CHILD',
      undefined,
      json,
      '根元素之外不能有 CDATA。',
      'There can be no CDATA outside the root.',
    )
  }
  return {
    ...(declaration === undefined ? {} : { declaration }),
    prolog: nodes.slice(0, rootAt) as XmlMisc[],
    root,
    epilog: nodes.slice(rootAt + 1) as XmlMisc[],
  }
}

type TopItem = { node: JsonNode; path: JsonPath }

/** Returns the items at the top: those of `#children`, or the one root key as an item. */
function readTop(json: JsonNode): { top: TopItem[]; declaration: XmlDeclaration | undefined } {
  if (json.kind !== 'object') {
    refuse('NO_ROOT', undefined, json, '最外层要是一个对象。', 'The outermost value must be an object.')
  }
  let declaration: XmlDeclaration | undefined
  const top: TopItem[] = []
  for (const entry of json.entries) {
    const path: JsonPath = { parent: undefined, key: entry.key }
    if (entry.key === '?xml') declaration = readDeclaration(entry.value, path)
    else if (entry.key === '#children') {
      readItems(entry.value, path).forEach((node, key) => top.push({ node, path: { parent: path, key } }))
    } else top.push({ node: { kind: 'object', entries: [entry] }, path: undefined })
  }
  return { top, declaration }
}

function fillElement({ element, node, path, level }: Job, pending: Job[]): void {
  checkDepth(level, path, node)
  if (node.kind === 'null') return
  const text = scalarText(node)
  if (text !== undefined) setText(element, text, path, node)
  else if (node.kind === 'array') refuseNestedArray(path, node)
  else if (node.kind === 'object') fillFromObject(element, node, path, level, pending)
}

function fillFromObject(
  element: XmlElement,
  object: JsonObject,
  path: JsonPath,
  level: number,
  pending: Job[],
): void {
  let content: string | undefined
  for (const { key, value } of object.entries) {
    const at: JsonPath = { parent: path, key }
    if (key.startsWith('@')) {
      checkName(key.slice(1), at, value)
      element.attributes.push({ name: key.slice(1), value: readAttributeValue(value, at) })
      continue
    }
    const isContent = key === '#text' || key === '#cdata' || key === '#children'
    if (content !== undefined && (isContent || content.startsWith('#'))) {
      refuse(
        'TEXT_BESIDE_CHILDREN',
        at,
        value,
        `「${key}」不能和「${content}」并存；混合内容请都写进「#children」。`,
        `"${key}" cannot stand beside "${content}"; put mixed content into "#children".`,
      )
    }
    content = key
    if (key === '#text' || key === '#cdata') setContent(element, key, value, at)
    else if (key === '#children') {
      element.selfClosing = false
      readItems(value, at).forEach((item, index) => {
        const itemPath: JsonPath = { parent: at, key: index }
        const child = createChild(item, itemPath, level + 1, pending)
        appendChild(element, child)
      })
    } else if (value.kind !== 'array') {
      element.children.push(createChildElement(key, value, at, level + 1, pending))
      element.selfClosing = false
    } else {
      value.items.forEach((item, index) => {
        const itemPath: JsonPath = { parent: at, key: index }
        element.children.push(createChildElement(key, item, itemPath, level + 1, pending))
      })
      if (element.children.length > 0) element.selfClosing = false
    }
  }
}

function setContent(element: XmlElement, key: '#text' | '#cdata', value: JsonNode, path: JsonPath): void {
  const text = scalarText(value)
  if (text === undefined) {
    refuse('BAD_TEXT', path, value, `“${key}” 只能是字符串。`, `"${key}" takes a string.`)
  }
  if (key === '#text') setText(element, text, path, value)
  else {
    checkCharacters(text, path, value)
    element.children = [{ type: 'cdata', value: text }]
    element.selfClosing = false
  }
}

function setText(element: XmlElement, value: string, path: JsonPath, node: JsonNode): void {
  checkCharacters(value, path, node)
  if (value !== '') element.children = [{ type: 'text', value }]
  element.selfClosing = false
}

/** To every parser two texts in a row are one text, and an empty text is none. */
function appendChild(element: XmlElement, child: XmlNode): void {
  const last = element.children.at(-1)
  if (child.type !== 'text') element.children.push(child)
  else if (last?.type === 'text') last.value += child.value
  else if (child.value !== '') element.children.push(child)
}

function createChild(node: JsonNode, path: JsonPath, level: number, pending: Job[]): XmlNode {
  const text = scalarText(node)
  if (text !== undefined) {
    checkCharacters(text, path, node)
    return { type: 'text', value: text }
  }
  const entry = node.kind === 'object' && node.entries.length === 1 ? node.entries[0] : undefined
  if (entry === undefined) {
    refuse(
      'BAD_CHILD',
      path,
      node,
      '“#children” 的每一项是字符串，或只有一个键的对象。',
      'Each item of "#children" is a string, or an object with one key.',
    )
  }
  const { key, value } = entry
  const at: JsonPath = { parent: path, key }
  if (key === '#cdata' || key === '#comment') {
    const content = scalarText(value)
    if (content === undefined)
      refuse('BAD_TEXT', at, value, `“${key}” 只能是字符串。`, `"${key}" takes a string.`)
    checkCharacters(content, at, value)
    if (key === '#cdata') return { type: 'cdata', value: content }
    if (isWritableComment(content)) return { type: 'comment', value: content }
    return refuse(
      'BAD_COMMENT',
      at,
      value,
      '注释里不能有「--」或回车符，也不能以「-」结尾。',
      'A comment may not contain "--" or a CR, nor end in "-".',
    )
  }
  if (key === '#pi') return createPi(value, at)
  if (value.kind === 'array') refuseNestedArray(at, value)
  return createChildElement(key, value, at, level, pending)
}

function createChildElement(
  name: string,
  node: JsonNode,
  path: JsonPath,
  level: number,
  pending: Job[],
): XmlElement {
  checkName(name, path, node)
  const element = createElement(name)
  pending.push({ element, node, path, level })
  return element
}

function createPi(node: JsonNode, path: JsonPath): XmlNode {
  const [target, data, ...more] = node.kind === 'array' ? node.items : []
  if (target?.kind === 'string' && data?.kind === 'string' && more.length === 0) {
    checkCharacters(data.value, path, data)
    if (isWritablePi(target.value, data.value)) return { type: 'pi', target: target.value, data: data.value }
  }
  return refuse(
    'BAD_PI',
    path,
    node,
    '「#pi」是 [目标, 数据]：目标是名称且不是 xml，数据不含「?>」和回车符，也不以空白开头。',
    '"#pi" is [target, data]: the target a name other than xml, the data without "?>" and CR and no blank in front.',
  )
}

function readItems(node: JsonNode, path: JsonPath): JsonNode[] {
  if (node.kind === 'array') return node.items
  return refuse('BAD_CHILD', path, node, '“#children” 是一个数组。', '"#children" is an array.')
}
