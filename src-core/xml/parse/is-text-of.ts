import { isSameDeclaration, reportedChildren, topNodes } from '../compare.ts'
import type { Likeness } from '../compare.ts'
import { MAX_DEPTH } from '../limits.ts'
import type { XmlAttribute, XmlDocument, XmlElement, XmlNode } from '../tree.ts'
import { findIllegalCharacter, isXmlName } from '../validity.ts'
import { isBlank, isElementContent } from '../whitespace.ts'
import { readDeclaration } from './declaration.ts'
import { decodeReferences } from './references.ts'

/**
 * Returns true if the text is well-formed XML 1.0 and says what the document says: a parser would report these nodes, no
 * more and no less. With `layout`, blanks between elements do not count.
 *
 * It is a strict reader that knows what should come, so that it makes no tree to be compared afterwards. It has no part
 * in what fast-xml-parser reads and xmlbuilder2 writes, and proves the work of both. False may mean doubt: it knows no
 * DOCTYPE and no instructions, and does not say what is wrong.
 */
export function isTextOf(text: string, document: XmlDocument, likeness: Exclude<Likeness, 'cdata'>): boolean {
  if (findIllegalCharacter(text) !== undefined) return false
  const { declaration, end } = readDeclaration(text)
  return isSameDeclaration(declaration, document.declaration) && new Proof(text, end, likeness).isOf(document)
}

/** An open element and the children that it should have; without element, the whole document. */
type Frame = { element: XmlElement | undefined; nodes: XmlNode[]; next: number; skipsBlanks: boolean }

const CDATA_START = '<![CDATA['
const CDATA_END = ']]>'
const QUOTE = 0x22
const APOSTROPHE = 0x27
const SLASH = 0x2f
const LESS_THAN = 0x3c
const EQUALS = 0x3d
const GREATER_THAN = 0x3e

class Proof {
  readonly #text: string
  readonly #likeness: Likeness
  readonly #hasCr: boolean
  readonly #stack: Frame[] = []
  #at: number

  constructor(text: string, start: number, likeness: Likeness) {
    this.#text = text
    this.#at = start
    this.#likeness = likeness
    this.#hasCr = text.includes('\r')
  }

  isOf(document: XmlDocument): boolean {
    const whole: Frame = { element: undefined, nodes: topNodes(document), next: 0, skipsBlanks: true }
    this.#stack.push(whole)
    while (this.#at < this.#text.length) if (!this.#takeNext(this.#stack.at(-1)!)) return false
    return this.#stack.length === 1 && whole.next === whole.nodes.length
  }

  #takeNext(frame: Frame): boolean {
    const text = this.#text
    const at = this.#at
    if (text.charCodeAt(at) !== LESS_THAN) return this.#takeText(frame)
    if (text.charCodeAt(at + 1) === SLASH) return this.#takeEnd(frame)
    const node = frame.nodes[frame.next++]
    switch (node?.type) {
      case 'element':
        return this.#takeStart(node)
      case 'cdata':
        return (
          text.startsWith(CDATA_START, at) &&
          this.#takeValue(at + CDATA_START.length, text.indexOf(CDATA_END, at), CDATA_END, node.value)
        )
      case 'comment':
        // The first `--` is part of the end (XML 1.0 §2.5).
        return (
          text.startsWith('<!--', at) &&
          this.#takeValue(at + 4, text.indexOf('--', at + 4), '-->', node.value)
        )
      default:
        return false
    }
  }

  /** Takes a value that stands as it is, from `start` to the mark that ends it. */
  #takeValue(start: number, end: number, mark: string, value: string): boolean {
    this.#at = end + mark.length
    if (end === -1 || !this.#text.startsWith(mark, end)) return false
    if (this.#hasCr) return withLineFeeds(this.#text.slice(start, end)) === value
    return end - start === value.length && this.#text.startsWith(value, start)
  }

  #takeText(frame: Frame): boolean {
    const next = this.#text.indexOf('<', this.#at)
    const end = next === -1 ? this.#text.length : next
    const raw = this.#text.slice(this.#at, end)
    this.#at = end
    const value = raw.includes(CDATA_END) ? undefined : decode(this.#hasCr ? withLineFeeds(raw) : raw)
    if (value === undefined) return false
    if (frame.element === undefined) return isBlank(value) && !raw.includes('&')
    if (frame.skipsBlanks && isBlank(value)) return true
    const node = frame.nodes[frame.next++]
    return node?.type === 'text' && node.value === value
  }

  #takeStart(element: XmlElement): boolean {
    const text = this.#text
    const { name, attributes } = element
    if (!text.startsWith(name, this.#at + 1) || !isXmlName(name)) return false
    if (this.#stack.length > MAX_DEPTH || hasTwice(attributes)) return false
    const afterAttributes = this.#skipAttributes(attributes, this.#at + 1 + name.length)
    if (afterAttributes === -1) return false
    const at = skipBlanks(text, afterAttributes)
    const nodes = reportedChildren(element, this.#likeness)
    const isClosed = text.charCodeAt(at) === SLASH
    this.#at = isClosed ? at + 2 : at + 1
    if (text.charCodeAt(this.#at - 1) !== GREATER_THAN) return false
    if (nodes.length === 0 ? isClosed !== element.selfClosing : isClosed) return false
    const skipsBlanks = this.#likeness === 'layout' && isElementContent(element.children)
    if (!isClosed) this.#stack.push({ element, nodes, next: 0, skipsBlanks })
    return true
  }

  /** Returns the place behind these attributes; -1 if there are others. */
  #skipAttributes(attributes: XmlAttribute[], start: number): number {
    const text = this.#text
    let at = start
    for (const { name, value } of attributes) {
      const from = skipBlanks(text, at)
      if (from === at || !text.startsWith(name, from) || !isXmlName(name)) return -1
      const equals = skipBlanks(text, from + name.length)
      const open = skipBlanks(text, equals + 1)
      const quote = text.charCodeAt(open)
      if (text.charCodeAt(equals) !== EQUALS || (quote !== QUOTE && quote !== APOSTROPHE)) return -1
      const close = text.indexOf(text.charAt(open), open + 1)
      const raw = text.slice(open + 1, close)
      // A literal tab or line end in a value is a blank (§3.3.3); one written as a reference stays.
      const found = decode(withLineFeeds(raw).replace(/[\t\n]/g, ' '))
      if (close === -1 || raw.includes('<') || found !== value) return -1
      at = close + 1
    }
    return at
  }

  #takeEnd({ element, nodes, next }: Frame): boolean {
    const nameAt = this.#at + 2
    if (element === undefined || next !== nodes.length || !this.#text.startsWith(element.name, nameAt))
      return false
    const end = skipBlanks(this.#text, nameAt + element.name.length)
    this.#at = end + 1
    this.#stack.pop()
    return this.#text.charCodeAt(end) === GREATER_THAN
  }
}

function hasTwice(attributes: XmlAttribute[]): boolean {
  return attributes.length > 1 && new Set(attributes.map(({ name }) => name)).size < attributes.length
}

function withLineFeeds(raw: string): string {
  return raw.replace(/\r\n?/g, '\n')
}

function skipBlanks(text: string, from: number): number {
  let at = from
  for (;;) {
    const unit = text.charCodeAt(at)
    if (unit !== 0x20 && unit !== 0x09 && unit !== 0x0a && unit !== 0x0d) return at
    at++
  }
}

const BAD_REFERENCE = /&(?!(?:lt|gt|amp|quot|apos|#[0-9]+|#x[0-9a-fA-F]+);)/

/** Returns the value of a text or attribute; `undefined` if a reference in it is not allowed. */
function decode(raw: string): string | undefined {
  if (!raw.includes('&')) return raw
  if (BAD_REFERENCE.test(raw)) return undefined
  let isLegal = true
  const value = decodeReferences(raw, () => (isLegal = false))
  return isLegal ? value : undefined
}
