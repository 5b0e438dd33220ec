import { create, fragment } from 'xmlbuilder2'
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js'
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
    ...document.prolog.map(writeMisc),
    writeElement(root),
    ...document.epilog.map(writeMisc),
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

function writeMisc(node: XmlMisc): string {
  const home = fragment()
  append(home, node)
  return home.toString()
}

function writeElement(root: XmlElement): string {
  const home = create()
  const stack: { builder: XMLBuilder; children: XmlNode[]; next: number }[] = [
    { builder: append(home, root), children: root.children, next: 0 },
  ]
  let hasEmptyCdata = false
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const child = top.children[top.next++]
    if (child === undefined) {
      stack.pop()
      continue
    }
    const builder = append(top.builder, child)
    if (child.type === 'element') stack.push({ builder, children: child.children, next: 0 })
    else if (child.type === 'cdata' && child.value === '') hasEmptyCdata = true
  }
  const xml = home.end({ headless: true })
  return hasEmptyCdata ? xml.replaceAll(`<![CDATA[${EMPTY_CDATA}]]>`, '<![CDATA[]]>') : xml
}

/** Appends one node; for an element it returns the builder of its content. */
function append(parent: XMLBuilder, node: XmlNode): XMLBuilder {
  switch (node.type) {
    case 'element':
      return appendElement(parent, node)
    case 'text':
      return parent.txt(escapeText(node.value))
    case 'cdata':
      for (const part of splitCdata(node.value)) {
        if (part.type === 'text') parent.txt(escapeText(part.value))
        else parent.dat(part.value === '' ? EMPTY_CDATA : part.value)
      }
      return parent
    case 'comment':
      return parent.com(node.value)
    case 'pi':
      return parent.ins(node.target, node.data)
  }
}

function appendElement(parent: XMLBuilder, element: XmlElement): XMLBuilder {
  // Namespace null, and attributes set on the node itself, keep names as they are: otherwise xmlbuilder2 resolves
  // prefixes, re-creates elements at every `xmlns` and may rename a prefix to `ns1`.
  const builder = parent.ele(null, element.name)
  const node = builder.node as unknown as { setAttribute: (name: string, value: string) => void }
  for (const { name, value } of element.attributes) node.setAttribute(name, escapeAttribute(value))
  if (element.children.length === 0 && !element.selfClosing) builder.txt('')
  return builder
}

/**
 * xmlbuilder2 does not escape an `&` before something that looks like a reference, so every `&` is escaped first. Only
 * decimal references survive its check; a CR is written as one because parsers read a literal CR as LF.
 */
function escapeText(value: string): string {
  return value.replace(/&/g, '&amp;').replace(/\r/g, '&#13;')
}

/** Escapes the same as in text, and tab and LF, which parsers read as blanks in an attribute (XML 1.0 §3.3.3). */
function escapeAttribute(value: string): string {
  return escapeText(value).replace(/\n/g, '&#10;').replace(/\t/g, '&#9;')
}
