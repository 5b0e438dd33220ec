import type { Place } from '../../contract/exchange.ts'
import type { XmlElement, XmlNode } from '../../xml/tree.ts'
import { trimEnd, trimStart } from '../../xml/whitespace.ts'
import { mendText, placeIn, writeCdata } from './reply-text.ts'
import type { Edit, ReplyText } from './reply-text.ts'

/** A reply that could be read. Ranges in the tree are offsets into `text`. */
export interface ReplyDocument extends ReplyText {
  /** The element that holds the fields. */
  root: XmlElement
  /** `/xml`; `/xml/xml` if the root is doubled. */
  path: string
}

export interface Field {
  element: XmlElement
  path: string
  value: string
}

/** Returns the first element of exactly this name directly below `parent`. */
export function findField(parent: XmlElement, path: string, name: string): Field | null {
  for (const element of parent.children)
    if (element.type === 'element' && element.name === name)
      return { element, path: `${path}/${name}`, value: valueOf(element) }
  return null
}

export function elementsOf({ children }: XmlElement): XmlElement[] {
  return children.filter((child) => child.type === 'element')
}

/**
 * Returns the text of an element, without layout around CDATA. If the CDATA markers themselves were escaped, returns
 * the text between them, so that this mistake does not cause a dozen others.
 */
export function valueOf({ children }: XmlElement): string {
  const [only] = children
  if (only?.type === 'cdata' && children.length === 1) return only.value
  const last = children.length - 1
  const value = children
    .map((child, i) => {
      if (child.type !== 'text') return textOf(child)
      const start = i === 0 ? trimStart(child.value) : child.value
      return i === last ? trimEnd(start) : start
    })
    .join('')
  return unwrapEscapedCdata(children) ?? value
}

/** Returns the value between CDATA markers that somebody escaped into text; null if there are none. */
export function unwrapEscapedCdata(children: readonly XmlNode[]): string | null {
  const [only, ...others] = children
  if (only?.type !== 'text' || others.length > 0) return null
  return /^\s*<\s*!\s*\[\s*CDATA\s*\[([\s\S]*)\]\s*\]\s*>\s*$/i.exec(only.value)?.[1] ?? null
}

function textOf(node: XmlNode): string {
  if (node.type === 'text' || node.type === 'cdata') return node.value
  return node.type === 'element' ? valueOf(node) : ''
}

export function placeOfElement(document: ReplyDocument, { range }: XmlElement, path: string): Place {
  return placeIn(document, range?.start ?? 0, range?.end ?? 0, path)
}

/** Returns the place of the name in the opening tag, the only place to point at if something is missing. */
export function placeOfTag(document: ReplyDocument, { range, name }: XmlElement, path: string): Place {
  const start = range?.start ?? 0
  return placeIn(document, start, start + 1 + name.length, path)
}

/** Returns the range of an element's content; null for `<a/>`. */
export function contentRange(
  { text }: ReplyText,
  { children, range, selfClosing }: XmlElement,
): Omit<Edit, 'text'> | null {
  if (!range || (selfClosing && children.length === 0)) return null
  const end = text.lastIndexOf('</', range.end - 1)
  return { start: children[0]?.range?.start ?? end, end }
}

/** Replaces the content of the element by `content`, which is XML. */
export function replaceContent(document: ReplyText, element: XmlElement, content: string): Edit {
  const inner = contentRange(document, element)
  if (inner) return { ...inner, text: content }
  const { name, range } = element
  return { start: range?.start ?? 0, end: range?.end ?? 0, text: `<${name}>${content}</${name}>` }
}

/** Returns the whole body with this value, in CDATA, in this element. */
export function mendValue(document: ReplyText, element: XmlElement, value: string): string {
  return mendText(document, [replaceContent(document, element, writeCdata(value))])
}

/** Gives an element another name, in its tag or both its tags. */
export function renameElement(
  { text }: ReplyText,
  { name, range, selfClosing, children }: XmlElement,
  to: string,
): Edit[] {
  if (!range) return []
  const opening = { start: range.start + 1, end: range.start + 1 + name.length, text: to }
  if (selfClosing && children.length === 0) return [opening]
  const close = text.lastIndexOf('</', range.end - 1) + 2
  return [opening, { start: close, end: close + name.length, text: to }]
}
