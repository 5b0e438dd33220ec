import type { JsonDialect } from '../../../contract/conversion.ts'
import { isXmlName } from '../../validity.ts'
import type { JsonNode, JsonObject } from '../node.ts'
import { scalarText } from '../xml-checks.ts'

/** The keys by which a library writes XML as JSON. */
export interface Dialect {
  id: JsonDialect
  /**
   * Our view that says the same: `lossless` if the library tells CDATA from text, `simple` if it does not, so that
   * WeChat's own habit decides.
   */
  view: 'simple' | 'lossless'
  text: readonly string[]
  cdata: readonly string[]
  comment: readonly string[]
  /** The key of an object whose entries are the attributes. */
  group?: string
  /** Returns the name of the attribute that an entry is, or null. */
  attribute?(key: string, value: JsonNode, object: JsonObject): string | null
  /** Tells whether this library wrote the object, since no other does and no message of WeChat's looks so. */
  marks(object: JsonObject): boolean
}

const isScalar = (node: JsonNode) => scalarText(node) !== undefined

/** Tells whether a value is text, or several pieces of it. */
const isText = (node: JsonNode) => isScalar(node) || (node.kind === 'array' && node.items.every(isScalar))

const find = ({ entries }: JsonObject, key: string) => entries.find((entry) => entry.key === key)?.value

const hasText = (object: JsonObject, key: string) => {
  const value = find(object, key)
  return value !== undefined && isText(value)
}

const hasOnly = ({ entries }: JsonObject, keys: ReadonlySet<string>) =>
  entries.every(({ key }) => keys.has(key))

const prefixed =
  (prefix: string) =>
  (key: string, value: JsonNode): string | null =>
    key.startsWith(prefix) && isScalar(value) ? key.slice(prefix.length) : null

const isGroup = (node: JsonNode | undefined) =>
  node?.kind === 'object' && node.entries.every(({ value }) => isScalar(value))

const XML_JS = new Set(['_attributes', '_text', '_cdata', '_comment', '_instruction', '_doctype'])
const ARRAY_2_XML = new Set(['@attributes', '@value', '@cdata'])
const XML_2_JS = new Set(['$', '_'])

/**
 * All dialects, the one that says more first: a key that two of them have is the first one's.
 *
 * Sources: the README files of xml-js, fast-xml-parser, x2js, xml2js, xml2json, clbanning/mxj and
 * LaLit's Array2XML; Newtonsoft.Json's “Converting between JSON and XML”; http://badgerfish.ning.com.
 */
export const DIALECTS: readonly Dialect[] = [
  {
    id: 'json.net',
    view: 'lossless',
    text: ['#text', '#significant-whitespace'],
    cdata: ['#cdata-section'],
    comment: ['#comment'],
    attribute: prefixed('@'),
    marks: (object) => hasText(object, '#cdata-section'),
  },
  {
    id: 'xml-js',
    view: 'lossless',
    text: ['_text'],
    cdata: ['_cdata'],
    comment: ['_comment'],
    group: '_attributes',
    // `_text` alone may be an element of that name: then a plain text stands beside it or somewhere else.
    marks: (object) =>
      isGroup(find(object, '_attributes')) ||
      (hasOnly(object, XML_JS) && (hasText(object, '_cdata') || hasText(object, '_text'))),
  },
  {
    id: 'x2js',
    view: 'lossless',
    text: ['__text'],
    cdata: ['__cdata'],
    comment: [],
    attribute: (key, value) => (/^_[^_]/.test(key) ? prefixed('_')(key, value) : null),
    marks: (object) => hasText(object, '__text'),
  },
  {
    id: 'fast-xml-parser',
    view: 'lossless',
    text: ['#text'],
    cdata: ['__cdata', '#cdata'],
    comment: ['#comment'],
    attribute: prefixed('@_'),
    marks: (object) =>
      hasText(object, '__cdata') ||
      object.entries.some(({ key, value }) => key.length > 2 && key.startsWith('@_') && isScalar(value)),
  },
  {
    id: 'array2xml',
    view: 'lossless',
    text: ['@value'],
    cdata: ['@cdata'],
    comment: [],
    group: '@attributes',
    marks: (object) =>
      hasOnly(object, ARRAY_2_XML) && (hasText(object, '@cdata') || hasText(object, '@value')),
  },
  {
    id: 'simplexml',
    view: 'simple',
    text: ['0'],
    cdata: [],
    comment: ['comment'],
    group: '@attributes',
    marks: (object) => isGroup(find(object, '@attributes')),
  },
  {
    id: 'xml2js',
    view: 'simple',
    text: ['_'],
    cdata: [],
    comment: [],
    group: '$',
    marks: (object) =>
      isGroup(find(object, '$')) || (hasOnly(object, XML_2_JS) && hasText(object, '_')) || wrapsAll(object),
  },
  {
    id: 'badgerfish',
    view: 'simple',
    text: ['$'],
    cdata: [],
    comment: [],
    attribute: prefixed('@'),
    marks: (object) =>
      hasText(object, '$') && object.entries.every(({ key }) => key === '$' || key.startsWith('@')),
  },
  {
    id: 'xml2json',
    view: 'simple',
    text: ['$t'],
    cdata: [],
    comment: [],
    // Nothing tells an attribute from an element, but beside text there are no elements.
    attribute: (key, value, object) => (hasText(object, '$t') && isScalar(value) ? key : null),
    marks: (object) => hasText(object, '$t'),
  },
  {
    id: 'mxj',
    view: 'simple',
    text: ['#text'],
    cdata: [],
    comment: [],
    attribute: prefixed('-'),
    marks: ({ entries }) =>
      entries.some(({ key, value }) => key.startsWith('-') && isXmlName(key.slice(1)) && isScalar(value)),
  },
]

/** Every element is in an array, even one that occurs once; two of those at least, so that it is no accident. */
function wrapsAll({ entries }: JsonObject): boolean {
  const arrays = entries.flatMap(({ value }) => (value.kind === 'array' ? [value.items] : []))
  return arrays.length === entries.length && arrays.filter(({ length }) => length === 1).length > 1
}
