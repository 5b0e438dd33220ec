import { splitCdata } from '../cdata.ts'
import { createDocument, createElement } from '../tree.ts'
import type { XmlDocument, XmlElement, XmlNode } from '../tree.ts'
import { isBareString } from './bare-fields.ts'
import type { JsonPath } from './json-path.ts'
import type { JsonEntry, JsonNode, JsonObject } from './node.ts'
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
 * Converts the simple view to XML, as WeChat writes it: strings in CDATA, numbers bare, and the fields of
 * `bare-fields.ts` bare as well. Throws a JsonFault, with the path, for values that XML cannot hold.
 */
export function simpleToXml(json: JsonNode): XmlDocument {
  const entry = readRootEntry(json)
  const path: JsonPath = { parent: undefined, key: entry.key }
  checkElementName(entry.key, path, entry.value)
  const root = createElement(entry.key)
  const pending: Job[] = [{ element: root, node: entry.value, path, level: 1 }]
  for (let job = pending.pop(); job !== undefined; job = pending.pop()) {
    const { element, node, level } = job
    checkDepth(level, job.path, node)
    if (node.kind === 'object') {
      const jobs = fillFromObject(element, node, job.path, level)
      for (let i = jobs.length - 1; i >= 0; i--) pending.push(jobs[i]!)
    } else if (node.kind === 'array') refuseNestedArray(job.path, node)
    else element.children = createContent(element.name, node, job.path)
    element.selfClosing = element.children.length === 0
  }
  return createDocument(root)
}

function readRootEntry(json: JsonNode): JsonEntry {
  const entry = json.kind === 'object' ? json.entries[0] : undefined
  if (json.kind !== 'object' || entry === undefined) {
    refuse(
      'NO_ROOT',
      undefined,
      json,
      '最外层要是一个对象，里面有唯一的根，例如 { "xml": { … } }。',
      'The outermost value must be an object with one root in it, such as { "xml": { … } }.',
    )
  }
  const second = json.entries[1]
  if (second !== undefined) {
    refuse(
      'SEVERAL_ROOTS',
      { parent: undefined, key: second.key },
      second.value,
      'XML 只能有一个根；可以把这些键都放进 { "xml": { … } }。',
      'XML has one root; put these keys into { "xml": { … } }.',
    )
  }
  const path: JsonPath = { parent: undefined, key: entry.key }
  if (entry.value.kind === 'array') {
    refuse('SEVERAL_ROOTS', path, entry.value, '根不能是数组。', 'The root cannot be an array.')
  }
  return entry
}

/** Puts attributes and `#text` into the element at once; returns the parts still to be filled in, in order. */
function fillFromObject(element: XmlElement, object: JsonObject, path: JsonPath, level: number): Job[] {
  const jobs: Job[] = []
  let text: XmlNode[] | undefined
  for (const { key, value } of object.entries) {
    const at: JsonPath = { parent: path, key }
    if (key.startsWith('@')) {
      checkName(key.slice(1), at, value)
      element.attributes.push({ name: key.slice(1), value: readAttributeValue(value, at) })
    } else if (key === '#text') {
      if (scalarText(value) === undefined) {
        refuse('BAD_TEXT', at, value, '“#text” 只能是字符串或数字。', '"#text" takes a string or a number.')
      }
      text = createContent(element.name, value, at)
    } else {
      checkElementName(key, at, value)
      const items = value.kind === 'array' ? value.items : [value]
      items.forEach((item, index) => {
        const child = createElement(key)
        element.children.push(child)
        const itemPath = value.kind === 'array' ? { parent: at, key: index } : at
        jobs.push({ element: child, node: item, path: itemPath, level: level + 1 })
      })
    }
  }
  if (text !== undefined && element.children.length > 0) {
    refuse(
      'TEXT_BESIDE_CHILDREN',
      path,
      object,
      '“#text” 和子元素不能并存；混合内容请用无损视图。',
      '"#text" cannot stand beside child elements; use the lossless view for mixed content.',
    )
  }
  if (text !== undefined) element.children = text
  return jobs
}

/** Returns the content of a leaf; nothing for `null`. */
function createContent(name: string, node: JsonNode, path: JsonPath): XmlNode[] {
  const value = scalarText(node)
  if (value === undefined) return []
  checkCharacters(value, path, node)
  if (node.kind !== 'string' || isBareString(name, value)) return [{ type: 'text', value }]
  return splitCdata(value)
}

function checkElementName(name: string, path: JsonPath, node: JsonNode): void {
  if (/^(?:#cdata|#children|#comment|#pi|\?xml)$/.test(name)) {
    refuse(
      'LOSSLESS_KEY',
      path,
      node,
      `“${name}” 属于无损视图，请切换到无损视图再转换。`,
      `"${name}" belongs to the lossless view; switch to it to convert this.`,
    )
  }
  checkName(name, path, node)
}
