import { create } from 'xmlbuilder2'
import { splitCdata } from '../cdata.ts'
import type { XmlDeclaration, XmlDocument, XmlElement, XmlMisc, XmlNode } from '../tree.ts'
import { checkWritable } from './check-writable.ts'
import { indentElement } from './indent.ts'

export type WriteOptions = { pretty?: boolean }

/**
 * Stands for an empty CDATA section until the text is made, since xmlbuilder2 leaves empty sections out. NUL is
 * safe: `checkWritable` has found none in the document.
 */
const EMPTY_CDATA = '\0'

/**
 * Returns a document as XML text from which a parser reads back the same nodes. `pretty` indents elements that hold
 * only elements, and touches nothing else. Throws an XmlWriteError for a name, character or comment that XML cannot
 * carry, or more than 1,000 levels.
 *
 * xmlbuilder2 is used as a DOM only. Its object form takes `@`, `#` and `<` in a developer's values for commands, and
 * its `createCB` slows down every later call in the process.
 */
export function writeXml(document: XmlDocument, options: WriteOptions = {}): string {
  checkWritable(document)
  const pretty = options.pretty === true
  const root = pretty ? indentElement(document.root) : document.root
  const parts = [
    ...(document.declaration === undefined ? [] : [writeDeclaration(document.declaration)]),
    ...document.prolog.map(writeNode),
    writeElement(root).replaceAll(`<![CDATA[${EMPTY_CDATA}]]>`, '<![CDATA[]]>'),
    ...document.epilog.map(writeNode),
  ]
  return parts.join(pretty ? '\n' : '')
}

function writeDeclaration({ version, encoding, standalone }: XmlDeclaration): string {
  return create({
    version,
    ...(encoding === undefined ? {} : { encoding }),
    ...(standalone === undefined ? {} : { standalone: standalone === 'yes' }),
  }).end()
}

/** A node of xmlbuilder2 has hundreds of bytes: no more of them than this are held at once. */
const PART_NODES = 200

/** Writes a large element in parts, each a few of its children in an element of its name, whose tags are left out. */
function writeElement(element: XmlElement): string {
  if (countNodes(element, PART_NODES) < PART_NODES) return writeNode(element)
  const endTag = `</${element.name}>`
  const parts = [writeNode({ ...element, children: [], selfClosing: false }).slice(0, -endTag.length)]
  let part: XmlNode[] = []
  const endPart = (): void => {
    const whole = part.length > 0 ? writeNode({ ...element, attributes: [], children: part }) : ''
    parts.push(whole.slice(endTag.length - 1, -endTag.length))
    part = []
  }
  let nodes = 0
  for (const child of element.children) {
    const count = countNodes(child, PART_NODES)
    if (nodes + count > PART_NODES) {
      endPart()
      nodes = 0
    }
    if (child.type === 'element' && count === PART_NODES) parts.push(writeElement(child))
    else {
      part.push(child)
      nodes += count
    }
  }
  endPart()
  return parts.join('') + endTag
}

/** Counts a node and all in it, up to `most`. */
function countNodes(node: XmlNode, most: number): number {
  if (node.type !== 'element') return 1
  let count = 1
  for (const child of node.children) {
    if (count >= most) break
    count += countNodes(child, most - count)
  }
  return Math.min(count, most)
}

/** xmlbuilder2's DOM below its builders. */
interface Dom extends DomParent {
  createElement: (name: string) => DomElement
  createTextNode: (value: string) => DomNode
  createCDATASection: (value: string) => DomNode
  createComment: (value: string) => DomNode
  createProcessingInstruction: (target: string, data: string) => DomNode
  readonly firstChild: DomNode | null
  removeChild: (child: DomNode) => void
}
interface DomParent {
  appendChild: (child: DomNode) => void
}
interface DomElement extends DomParent, DomNode {
  setAttribute: (name: string, value: string) => void
}
interface DomNode {
  readonly nodeType: number
}

/** Empty between two calls. To make one takes as long as to write a message. */
const sheet = create()

function writeNode(node: XmlElement | XmlMisc): string {
  const dom = sheet.node as unknown as Dom
  append(dom, dom, node)
  try {
    return sheet.toString({ headless: true })
  } finally {
    dom.removeChild(dom.firstChild!)
  }
}

/**
 * Appends a node and all in it, as deep as a document may nest, which is `MAX_DEPTH`. It makes the nodes itself: a builder
 * for each takes half as long again, resolves prefixes, creates elements anew at every `xmlns` and may rename a prefix
 * to `ns1`.
 */
function append(dom: Dom, parent: DomParent, node: XmlNode): void {
  switch (node.type) {
    case 'element': {
      const element = dom.createElement(node.name)
      for (const { name, value } of node.attributes) element.setAttribute(name, escapeAttribute(value))
      for (const child of node.children) append(dom, element, child)
      if (node.children.length === 0 && !node.selfClosing) element.appendChild(dom.createTextNode(''))
      return parent.appendChild(element)
    }
    case 'text':
      return parent.appendChild(dom.createTextNode(escapeText(node.value)))
    case 'cdata':
      for (const { type, value } of splitCdata(node.value)) {
        if (type === 'text') parent.appendChild(dom.createTextNode(escapeText(value)))
        else parent.appendChild(dom.createCDATASection(value === '' ? EMPTY_CDATA : value))
      }
      return
    case 'comment':
      return parent.appendChild(dom.createComment(node.value))
    case 'pi':
      return parent.appendChild(dom.createProcessingInstruction(node.target, node.data))
  }
}

/**
 * xmlbuilder2 does not escape an `&` before something that looks like a reference, so every `&` is escaped first. Only
 * decimal references survive its check; a CR is written as one because parsers read a literal CR as LF.
 */
function escapeText(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('\r', '&#13;')
}

/** Escapes the same as in text, and tab and LF, which parsers read as blanks in an attribute (XML 1.0 §3.3.3). */
function escapeAttribute(value: string): string {
  return escapeText(value).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')
}
