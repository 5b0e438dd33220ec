import { splitCdata } from './cdata.ts'
import type { XmlDocument, XmlElement, XmlNode } from './tree.ts'
import { isBlank, isElementContent, trimEnd, trimStart } from './whitespace.ts'

/**
 * The degree to which two documents must be alike:
 * - `exact`: event for event;
 * - `layout`: the same except for blanks between elements;
 * - `cdata`: the same, CDATA included, except for blanks around bare text and between elements, and for `<a/>` instead
 *   of `<a></a>`.
 */
export type Likeness = 'exact' | 'layout' | 'cdata'

/**
 * Returns true if a parser would report the same events for both (XML 1.0 as saxes reports it, texts in a row as one).
 */
export function isSameDocument(a: XmlDocument, b: XmlDocument, likeness: Likeness): boolean {
  const left = createEvents(a, likeness)
  const right = createEvents(b, likeness)
  for (;;) {
    const one = left.next()
    const other = right.next()
    if (one.done === true || other.done === true) return one.done === other.done
    if (one.value !== other.value) return false
  }
}

/** Yields one string an event; the first character tells its kind, so that a text never equals a section. */
export function* createEvents(document: XmlDocument, likeness: Likeness): Generator<string> {
  const { declaration } = document
  if (declaration !== undefined) {
    yield `?${declaration.version} ${declaration.encoding ?? ''} ${declaration.standalone ?? ''}`
  }
  const top: XmlNode[] = [...document.prolog, document.root, ...document.epilog]
  const stack: { nodes: XmlNode[]; next: number; close: string }[] = [{ nodes: top, next: 0, close: '' }]
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const node = frame.nodes[frame.next++]
    if (node === undefined) {
      stack.pop()
      if (frame.close !== '') yield frame.close
    } else if (node.type === 'element') {
      const nodes = tidy(node, likeness)
      const empty = nodes.length === 0 && node.selfClosing && likeness !== 'cdata'
      yield `<${node.name}${empty ? '/' : ''}`
      for (const { name, value } of node.attributes) yield `@${name}=${value}`
      stack.push({ nodes, next: 0, close: '>' })
    } else if (node.type === 'pi') yield `!${node.target} ${node.data}`
    else yield `${node.type === 'text' ? 't' : node.type === 'cdata' ? 'c' : '-'}${node.value}`
  }
}

/** Returns the children as a parser would report them. */
function tidy(element: XmlElement, likeness: Likeness): XmlNode[] {
  const dropBlanks = likeness === 'cdata' || (likeness === 'layout' && isElementContent(element.children))
  const nodes: XmlNode[] = []
  const append = (node: XmlNode): void => {
    const last = nodes.at(-1)
    if (node.type === 'text' && last?.type === 'text') {
      nodes[nodes.length - 1] = { type: 'text', value: last.value + node.value }
    } else if (node.type !== 'text' || node.value !== '') nodes.push(node)
  }
  for (const child of element.children) {
    if (child.type === 'cdata') for (const part of splitCdata(child.value)) append(part)
    else append(child)
  }
  if (!dropBlanks) return nodes
  return nodes
    .filter((node) => node.type !== 'text' || !isBlank(node.value))
    .map((node) => {
      if (node.type !== 'text' || likeness !== 'cdata') return node
      return { type: 'text', value: trimEnd(trimStart(node.value)) }
    })
}
