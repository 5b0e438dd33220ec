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
 * The layout of a message. `compact`: all on one line, as our replies are. `pushed`: as WeChat pushes a message, also
 * inside an envelope: the first child stands right behind its parent's tag, a line break follows each child, and nothing
 * is indented; parsers made of regular expressions depend on it. `envelope`: as WeChat writes an envelope, four blanks a
 * level. `indented`: two blanks a level, for people.
 */
export type MessageLayout = 'compact' | 'pushed' | 'envelope' | 'indented'

const INDENTS: Partial<Record<MessageLayout, string>> = { envelope: '    ', indented: '  ' }

/**
 * Returns the message as XML text, without a declaration. The preview on the screen and the bytes on the wire must both
 * come from this function. Throws an XmlWriteError for a name or character that XML cannot carry.
 *
 * It writes elements, text and sections, since a message has nothing else. `writeXml` writes whole documents; for a
 * message it gives the same and takes three times as long.
 */
export function writeMessage(
  fields: readonly MessageField[],
  { layout = 'compact' }: { layout?: MessageLayout } = {},
): string {
  const document = createMessage(fields)
  checkWritable(document)
  const indent = INDENTS[layout]
  const root = indent === undefined ? document.root : indentElement(document.root, indent)
  return writeElement(root, layout === 'pushed' ? '\n' : '')
}

/** Groups nest as deep as in the catalogue and the drafts, which is four levels. */
function writeElement({ name, children, selfClosing }: XmlElement, afterChild: string): string {
  if (selfClosing && children.length === 0) return `<${name}/>`
  return `<${name}>${children.map((child) => writeNode(child, afterChild)).join('')}</${name}>`
}

function writeNode(node: XmlNode, afterElement: string): string {
  if (node.type === 'element') return writeElement(node, afterElement) + afterElement
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
