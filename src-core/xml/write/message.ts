import type { MessageField, MessageValue } from '../../wechat/message-field.ts'
import { splitCdata } from '../cdata.ts'
import { createDocument, createElement } from '../tree.ts'
import type { XmlDocument, XmlElement, XmlNode } from '../tree.ts'
import { checkWritable } from './check-writable.ts'
import { indentElement } from './indent.ts'

/** Returns the tree of a message or reply, fields in the order given. */
export function createMessage(fields: readonly MessageField[]): XmlDocument {
  const root = createElement('xml')
  const pending: { fields: readonly MessageField[]; into: XmlNode[] }[] = [{ fields, into: root.children }]
  for (let job = pending.pop(); job !== undefined; job = pending.pop()) {
    for (const field of job.fields) {
      const element = createElement(field.name)
      if ('children' in field) pending.push({ fields: field.children, into: element.children })
      else element.children.push(createLeaf(field))
      job.into.push(element)
    }
  }
  return createDocument(root)
}

/**
 * Returns the message as XML text, without a declaration, as WeChat writes it; `pretty` puts each field on a line. The
 * preview on the screen and the bytes on the wire must both come from this function. Throws an XmlWriteError for a name
 * or character that XML cannot carry.
 *
 * It writes elements, text and sections, since a message has nothing else. `writeXml` writes whole documents; for a
 * message it gives the same and takes twenty times as long.
 */
export function writeMessage(
  fields: readonly MessageField[],
  { pretty = false }: { pretty?: boolean } = {},
): string {
  const document = createMessage(fields)
  checkWritable(document)
  return writeElement(pretty ? indentElement(document.root) : document.root)
}

/** Groups nest as deep as in the catalogue and the drafts, which is four levels. */
function writeElement({ name, children, selfClosing }: XmlElement): string {
  if (selfClosing && children.length === 0) return `<${name}/>`
  return `<${name}>${children.map(writeNode).join('')}</${name}>`
}

function writeNode(node: XmlNode): string {
  if (node.type === 'element') return writeElement(node)
  if (node.type === 'text') return escape(node.value)
  if (node.type !== 'cdata') return ''
  return splitCdata(node.value)
    .map(({ type, value }) => (type === 'cdata' ? `<![CDATA[${value}]]>` : escape(value)))
    .join('')
}

/** A CR is written as a reference, since parsers read a literal one as LF. */
function escape(value: string): string {
  return value.replace(/[&<>\r]/g, (character) => ESCAPED[character] ?? '')
}

const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }

function createLeaf(field: MessageValue): XmlNode {
  if (field.kind === 'cdata') return { type: 'cdata', value: field.value }
  return { type: 'text', value: field.value }
}
