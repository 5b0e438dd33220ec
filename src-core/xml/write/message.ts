import type { MessageField, MessageValue } from '../../wechat/message-field.ts'
import { createDocument, createElement } from '../tree.ts'
import type { XmlDocument, XmlNode } from '../tree.ts'
import { writeXml } from './write-xml.ts'
import type { WriteOptions } from './write-xml.ts'

/** The tree of a message or reply, fields in the order given. */
export function createMessage(fields: readonly MessageField[], rootName = 'xml'): XmlDocument {
  const root = createElement(rootName)
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
 * The message as XML text, without a declaration, as WeChat writes it. The preview on the screen and the bytes on the
 * wire must both come from this function. Throws an XmlWriteError, see `writeXml`.
 */
export function writeMessage(
  fields: readonly MessageField[],
  options: WriteOptions & { rootName?: string } = {},
): string {
  return writeXml(createMessage(fields, options.rootName), options)
}

function createLeaf(field: MessageValue): XmlNode {
  if (field.kind === 'cdata') return { type: 'cdata', value: field.value }
  return { type: 'text', value: field.value }
}
