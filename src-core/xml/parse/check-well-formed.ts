import { SaxesParser } from 'saxes'
import { MAX_DEPTH } from '../limits.ts'
import { isXmlName } from '../validity.ts'
import type { XmlDeclaration } from '../tree.ts'
import { explainFault } from './explain-fault.ts'
import type { OpenElement } from './explain-fault.ts'
import { Refusal } from './parse-error.ts'

/** The observations of saxes: enough to check the other parser's tree, and to find what that parser loses. */
export type WellFormedness = {
  declaration: XmlDeclaration | undefined
  /** In document order; `start` and `end` in UTF-16 units of the checked text. */
  pis: { start: number; end: number; target: string; data: string }[]
  elements: number
  attributes: number
  cdataSections: number
  /** The end of the root's last tag. */
  rootEnd: number
}

export type CheckOptions = {
  textAfterRoot: 'refused' | 'tolerated'
  firstLine: number
  /** No limit if omitted. */
  maxAttributes?: number
}

/**
 * Checks well-formedness with saxes, which, unlike fast-xml-parser, accepts nothing malformed.
 * Throws a Refusal at the first fault. With `textAfterRoot: 'tolerated'`, text after the root is not a fault.
 */
export function checkWellFormed(
  text: string,
  { textAfterRoot, firstLine, maxAttributes }: CheckOptions,
): WellFormedness {
  // XML 1.1 would let control characters in as references; a document that claims it is read as 1.0, as the
  // fifth edition says (§2.8). Namespaces are not resolved: WeChat uses none, and undeclared prefixes are harmless.
  const parser = new SaxesParser({ forceXMLVersion: true, defaultXMLVersion: '1.0' })
  const checked: WellFormedness = {
    declaration: undefined,
    pis: [],
    elements: 0,
    attributes: 0,
    cdataSections: 0,
    rootEnd: 0,
  }
  const open: OpenElement[] = []
  let closed: OpenElement | undefined
  let lastEnd = 0

  parser.on('error', (error) => {
    const reason = error.message.replace(/^\d+:\d+: /, '')
    if (textAfterRoot === 'tolerated' && checked.rootEnd > 0 && reason.startsWith('text data outside')) return
    const { position } = parser
    throw explainFault(text, { reason, position, lastEnd, open, closed, rootEnd: checked.rootEnd, firstLine })
  })
  parser.on('xmldecl', (declaration) => {
    checked.declaration = {
      version: declaration.version ?? '1.0',
      ...(declaration.encoding === undefined ? {} : { encoding: declaration.encoding }),
      ...(declaration.standalone === undefined ? {} : { standalone: declaration.standalone as 'yes' | 'no' }),
    }
    lastEnd = parser.position
  })
  parser.on('doctype', () => {
    throw refuseDoctype(text.lastIndexOf('<!DOCTYPE', parser.position))
  })
  parser.on('processinginstruction', ({ target, body }) => {
    const end = parser.position
    const start = text.lastIndexOf('<?' + target, end - 2 - body.length)
    if (!isXmlName(target)) throw refuseName(target, start)
    checked.pis.push({ start, end, target, data: body })
    lastEnd = end
  })
  parser.on('comment', () => {
    lastEnd = parser.position
  })
  parser.on('cdata', () => {
    // After the root a section is text outside it, tolerated or not, and does not belong to the tree.
    if (open.length > 0) checked.cdataSections++
    lastEnd = parser.position
  })
  if (maxAttributes !== undefined) {
    let attributes = 0
    parser.on('attribute', () => {
      if (++attributes > maxAttributes) throw refuseAttributes(parser.position, maxAttributes)
    })
  }
  parser.on('opentag', (tag) => {
    const start = text.lastIndexOf('<', parser.position - 1)
    open.push({ name: tag.name, start })
    if (open.length > MAX_DEPTH) throw refuseDepth(start)
    checked.elements++
    for (const name in tag.attributes) {
      checked.attributes++
      if (!isXmlName(name)) throw refuseName(name, start)
    }
    if (!isXmlName(tag.name)) throw refuseName(tag.name, start)
    lastEnd = parser.position
  })
  parser.on('closetag', () => {
    closed = open.pop()
    lastEnd = parser.position
    if (open.length === 0) checked.rootEnd = lastEnd
  })
  parser.write(text).close()
  return checked
}

export function refuseDoctype(at: number): Refusal {
  return new Refusal('DOCTYPE_REFUSED', at, {
    zh: '含有 DOCTYPE。微信的消息从不带它，而它是实体攻击（XXE、十亿笑声）的入口，因此一律拒绝。',
    en: 'There is a DOCTYPE. WeChat never sends one and entity attacks (XXE, billion laughs) need one, so it is refused.',
  })
}

function refuseAttributes(at: number, max: number): Refusal {
  return new Refusal('TOO_MANY_ATTRIBUTES', at, {
    zh: `属性超过 ${max} 个，这不会是一条消息，不予解析。`,
    en: `It has more than ${max} attributes, which no message has, and is not read.`,
  })
}

function refuseDepth(at: number): Refusal {
  return new Refusal('TOO_DEEP', at, {
    zh: `元素嵌套超过 ${MAX_DEPTH} 层。`,
    en: `Elements are nested more than ${MAX_DEPTH} levels deep.`,
  })
}

function refuseName(name: string, at: number): Refusal {
  return new Refusal('UNSUPPORTED_NAME', at, {
    zh: `名称 ${JSON.stringify(name)} 含有 U+1680 或 U+FEFF，这里不支持。`,
    en: `The name ${JSON.stringify(name)} contains U+1680 or U+FEFF, which is not supported here.`,
  })
}
