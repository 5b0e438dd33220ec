import { XMLParser } from 'fast-xml-parser'
import { MAX_DEPTH } from '../limits.ts'

/**
 * A node as fast-xml-parser gives it with `preserveOrder`: one key that is the name, and `:@` for the attributes.
 * Text is a string, everything else a list.
 */
export type FxpNode = Record<string, FxpNode[] | string | Record<string, string>>

/** Offsets in the text that was read; only elements and instructions have them. */
type FxpPlace = { startIndex: number; endIndex?: number }

const METADATA = XMLParser.getMetaDataSymbol() as unknown as string

/**
 * The settings under which fast-xml-parser loses least: order, CDATA, comments, blanks and every string as written.
 * One parser serves all: it keeps nothing of a text, and to make one takes longer than to read a short message.
 */
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#text',
  cdataPropName: '#cdata',
  commentPropName: '#comment',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  // `toString` and `hasOwnProperty` are ordinary names; `__proto__` and `constructor` would throw, so every name
  // gets a dot, which no XML name can start with. A self-closing tag is passed through here twice.
  onDangerousProperty: (name) => name,
  transformTagName: (name) => (name.startsWith('?') || name.startsWith('.') ? name : '.' + name),
  captureMetaData: true,
  maxNestedTags: MAX_DEPTH + 1,
  jPath: false,
})

/**
 * Reads a text that has LF only, no quotes in instructions and no DOCTYPE. References stay as they are. Throws for some
 * texts that are not well-formed, and makes something of others.
 */
export function readNodes(text: string): FxpNode[] {
  return parser.parse(text) as FxpNode[]
}

/** `#text`, `#cdata`, `#comment`, `?target`, or a dot and the name of an element. */
export function kindOf(node: FxpNode): string {
  for (const key in node) return key
  return ''
}

export function placeOf(node: FxpNode): FxpPlace | undefined {
  return (node as unknown as Record<string, FxpPlace | undefined>)[METADATA]
}

/** Returns the content of a section or comment. */
export function soleText(node: FxpNode, kind: string): string {
  return (node[kind] as FxpNode[])[0]!['#text'] as string
}

/** Returns the names, each with an `@` in front, and the values as written. */
export function rawAttributes(node: FxpNode): [key: string, value: string][] {
  const attributes = node[':@'] as Record<string, string> | undefined
  return attributes === undefined ? [] : Object.entries(attributes)
}
