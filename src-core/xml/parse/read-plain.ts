import { MAX_DEPTH, MAX_MESSAGE_REFERENCES, MAX_MESSAGE_TAGS } from '../limits.ts'
import type { XmlDocument, XmlElement } from '../tree.ts'
import { findExcess } from './excess.ts'

/** Control characters, and CR, which readers turn into LF: texts with these are left to the two parsers. */
const ODD_CHARACTER = /[\0-\x08\x0B-\x1F\uFFFE\uFFFF]/
/** Half of a surrogate pair, which no UTF-8 has: to the parsers, too. */
const HALF_PAIR = /\p{Surrogate}/u

/** A tag of WeChat's messages holds a name and nothing else. */
const NAME = /^[A-Za-z_][\w.-]*$/
const SLASH = 0x2f

const CDATA_START = '<![CDATA['
const CDATA_END = ']]>'

/**
 * Reads a message as WeChat writes it: elements without attributes, text without references, CDATA sections. Returns
 * null for anything else, well-formed or not: two parsers then read it, one of which explains faults. The result here
 * is exactly theirs, in one pass and a tenth of their time; each message and each reply takes this way. Ranges in the
 * tree count UTF-16 units of `text`.
 */
export function readPlain(text: string): XmlDocument | null {
  if (ODD_CHARACTER.test(text) || HALF_PAIR.test(text)) return null
  if (findExcess(text, '<', MAX_MESSAGE_TAGS) >= 0) return null
  if (findExcess(text, '&', MAX_MESSAGE_REFERENCES) >= 0) return null
  const open: XmlElement[] = []
  let root: XmlElement | undefined
  for (let at = 0; at < text.length;) {
    const parent = open.at(-1)
    if (text.charCodeAt(at) !== 0x3c) {
      const next = text.indexOf('<', at)
      const end = next < 0 ? text.length : next
      const value = text.slice(at, end)
      if (parent ? /&|]]>/.test(value) : root === undefined || /[^ \t\n]/.test(value)) return null
      parent?.children.push({ type: 'text', value, range: { start: at, end } })
      at = end
      continue
    }
    if (text.startsWith(CDATA_START, at)) {
      const close = text.indexOf(CDATA_END, at)
      if (!parent || close < 0) return null
      const value = text.slice(at + CDATA_START.length, close)
      const end = close + CDATA_END.length
      parent.children.push({ type: 'cdata', value, range: { start: at, end } })
      at = end
      continue
    }
    const close = text.indexOf('>', at)
    if (close < 0) return null
    if (text.charCodeAt(at + 1) === SLASH) {
      if (parent?.name !== text.slice(at + 2, close)) return null
      at = close + 1
      parent.range!.end = at
      open.pop()
      continue
    }
    const selfClosing = text.charCodeAt(close - 1) === SLASH
    const name = text.slice(at + 1, selfClosing ? close - 1 : close)
    if (!NAME.test(name)) return null
    if ((!parent && root) || open.length === MAX_DEPTH) return null
    const element: XmlElement = {
      type: 'element',
      name,
      attributes: [],
      children: [],
      selfClosing,
      range: { start: at, end: close + 1 },
    }
    if (parent) parent.children.push(element)
    else root = element
    if (!selfClosing) open.push(element)
    at = close + 1
  }
  return root && open.length === 0 ? { prolog: [], root, epilog: [] } : null
}
