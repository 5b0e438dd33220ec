import type { ExchangeMessage } from '../contract/exchange.ts'
import { fieldsOf } from '../contract/message-fields.ts'
import type { ReplyDraft } from '../contract/reply-draft.ts'
import { splitCdata } from '../xml/cdata.ts'

/** The values of the placeholders in answer to one message. */
export interface TemplateValues {
  message: ExchangeMessage
  /** Those of a rule's regular expression, the whole match first. */
  groups: readonly string[]
}

/** The code trims blanks around the name: in the pattern they would make it slow on runs of blanks. */
const PLACEHOLDER = /\{\{([^{}]{1,200})\}\}/g

/** Markup that is left unchanged in free XML, up to its end or the end of the text, so that one pass is enough. */
const MARKUP =
  /<!\[CDATA\[(?<section>[\s\S]*?)(?<end>\]\]>|$)|<!--[\s\S]*?(?:-->|$)|<\?[\s\S]*?(?:\?>|$)|\{\{[^{}]{1,200}\}\}/g

/** The most characters to insert: a template full of placeholders and a message of a megabyte would make gigabytes. */
const INSERTED_MAX = 1_000_000

/**
 * Returns the draft with `{{Content}}`, `{{SendLocationInfo/Label}}` and `{{1}}` replaced by their values; by nothing
 * if the message has no such field. An inserted value stays text: placeholders in it are not replaced, in free XML it
 * cannot end a CDATA section or begin an element, and characters that XML cannot carry are left out. Nothing is
 * replaced in comments and processing instructions of free XML.
 */
export function fillDraft(draft: ReplyDraft, values: TemplateValues): ReplyDraft {
  let left = INSERTED_MAX
  const valueOf = (placeholder: string): string => {
    const value = readPlaceholder(placeholder.slice(2, -2).trim(), values)?.replace(NOT_XML, '') ?? ''
    left -= value.length
    return left < 0 ? '' : value
  }
  const fill = (text: string): string => text.replace(PLACEHOLDER, valueOf)
  return draft.type === 'xml'
    ? { type: 'xml', xml: fillXml(draft.xml, fill) }
    : (mapTexts(draft, fill) as ReplyDraft)
}

/** Returns the names of the placeholders in a draft for which this message has no value, not even an empty one. */
export function findUnknownPlaceholders(draft: ReplyDraft, values: TemplateValues): string[] {
  const names = new Set<string>()
  mapTexts(draft, (text) => {
    for (const [, name = ''] of text.matchAll(PLACEHOLDER)) names.add(name.trim())
    return text
  })
  return [...names].filter((name) => readPlaceholder(name, values) === null)
}

/** XML 1.0 §2.2. */
const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

function fillXml(xml: string, fill: (text: string) => string): string {
  return xml.replace(MARKUP, (markup: string, ...rest: unknown[]) => {
    const { section, end } = rest.at(-1) as { section?: string; end?: string }
    if (section !== undefined) {
      const filled = fill(section)
      return filled === section ? markup : writeSections(filled, end ?? '')
    }
    return markup.startsWith('{{') ? escapeXml(fill(markup)) : markup
  })
}

/** The whole section is split anew: a value that ends in `]]` makes an end together with a `>` of the template. */
function writeSections(value: string, end: string): string {
  const parts = splitCdata(value).map((part) =>
    part.type === 'cdata' ? `<![CDATA[${part.value}]]>` : escapeXml(part.value),
  )
  return parts.join('').slice(0, end === '' ? -']]>'.length : undefined)
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
}

/** Also right inside the quotes of an attribute. */
function escapeXml(text: string): string {
  return text.replace(/[&<>"'\r]/g, (character) => ESCAPES[character]!)
}

function mapTexts(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return map(value)
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, map))
  const entries = Object.entries(value as Record<string, unknown>)
  return Object.fromEntries(entries.map(([key, one]) => [key, key === 'type' ? one : mapTexts(one, map)]))
}

function readPlaceholder(name: string, { message, groups }: TemplateValues): string | null {
  return /^\d+$/.test(name) ? (groups[Number(name)] ?? null) : readPath(message.json, name.split('/'))
}

/** Returns the value of a leaf by its names below the root, or of a JSON push from the top; the first if it is repeated, null if there is none. */
function readPath(json: unknown, names: readonly string[]): string | null {
  let value: unknown = fieldsOf(json)
  for (const name of names) {
    const parent = Array.isArray(value) ? (value as unknown[])[0] : value
    if (!isObject(parent) || !Object.hasOwn(parent, name)) return null
    value = parent[name]
  }
  const leaf: unknown = Array.isArray(value) ? (value as unknown[])[0] : value
  // An element with attributes has its text beside them.
  const text = isObject(leaf) ? leaf['#text'] : leaf
  return typeof text === 'string' || typeof text === 'number' ? String(text) : null
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
