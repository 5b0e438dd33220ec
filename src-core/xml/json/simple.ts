import type { XmlCdata, XmlDocument, XmlElement, XmlText } from '../tree.ts'
import { isBlank } from '../whitespace.ts'
import { define } from './node.ts'
import type { JsonValue } from './node.ts'
import { readLeafText } from './simple-from-xml.ts'

/**
 * Returns the simple view of a message as plain data: `{ "xml": { "ToUserName": "gh_7f", … } }`. It is the value of
 * `simpleFromXml`, made in one step and without the list of losses, since every incoming message gets it.
 */
export function toSimple({ root }: XmlDocument): { [name: string]: JsonValue } {
  const whole: { [name: string]: JsonValue } = {}
  define(whole, root.name, toValue(root))
  return whole
}

/** As deep as a document may nest, which is `MAX_DEPTH`. */
function toValue(element: XmlElement): JsonValue {
  const { name, attributes, children } = element
  const [only] = children
  if (only?.type === 'cdata' && children.length === 1 && attributes.length === 0) return only.value
  const hasElements = children.some(({ type }) => type === 'element')
  if (!hasElements && attributes.length === 0) return readLeaf(element)
  const object: { [key: string]: JsonValue } = {}
  for (const attribute of attributes) define(object, `@${attribute.name}`, attribute.value)
  if (!hasElements) {
    if (partsOf(element).length > 0) define(object, '#text', readLeaf(element))
    return object
  }
  const repeated = new Set<string>()
  for (const child of children) {
    if (child.type !== 'element') continue
    const value = toValue(child)
    if (!Object.hasOwn(object, child.name)) define(object, child.name, value)
    else if (repeated.has(child.name)) (object[child.name] as JsonValue[]).push(value)
    else {
      repeated.add(child.name)
      define(object, child.name, [object[child.name]!, value])
    }
  }
  return object

  function readLeaf(leaf: XmlElement): JsonValue {
    const { text, isNumber } = readLeafText(name, partsOf(leaf))
    return isNumber ? Number(text) : text
  }
}

/** Returns the sections, and the texts that are not blank. */
function partsOf({ children }: XmlElement): (XmlText | XmlCdata)[] {
  return children.filter((child): child is XmlText | XmlCdata => {
    return child.type === 'cdata' || (child.type === 'text' && !isBlank(child.value))
  })
}
