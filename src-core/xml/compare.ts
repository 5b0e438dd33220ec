import { isOneSection, splitCdata } from './cdata.ts'
import type { XmlDeclaration, XmlDocument, XmlElement, XmlNode } from './tree.ts'
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
  if (!isSameDeclaration(a.declaration, b.declaration)) return false
  const pending: { ours: XmlNode[]; theirs: XmlNode[] }[] = [{ ours: topNodes(a), theirs: topNodes(b) }]
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    const { ours, theirs } = pair
    if (ours.length !== theirs.length) return false
    for (let i = 0; i < ours.length; i++) {
      const [one, other] = [ours[i]!, theirs[i]!]
      if (one.type !== 'element' || other.type !== 'element') {
        if (!isSameLeaf(one, other)) return false
        continue
      }
      if (one.name !== other.name || !hasSameAttributes(one, other)) return false
      const inside = { ours: reportedChildren(one, likeness), theirs: reportedChildren(other, likeness) }
      if (inside.ours.length > 0) pending.push(inside)
      else if (inside.theirs.length > 0) return false
      else if (likeness !== 'cdata' && one.selfClosing !== other.selfClosing) return false
    }
  }
  return true
}

export function isSameDeclaration(a: XmlDeclaration | undefined, b: XmlDeclaration | undefined): boolean {
  return a?.version === b?.version && a?.encoding === b?.encoding && a?.standalone === b?.standalone
}

/** Returns the nodes of a document from the first comment to the last, the root among them. */
export function topNodes({ prolog, root, epilog }: XmlDocument): XmlNode[] {
  return prolog.length + epilog.length === 0 ? [root] : [...prolog, root, ...epilog]
}

function hasSameAttributes(one: XmlElement, other: XmlElement): boolean {
  const [ours, theirs] = [one.attributes, other.attributes]
  return (
    ours.length === theirs.length &&
    ours.every(({ name, value }, i) => name === theirs[i]!.name && value === theirs[i]!.value)
  )
}

function isSameLeaf(one: XmlNode, other: XmlNode): boolean {
  if (one.type === 'element' || other.type === 'element') return false
  if (one.type === 'pi') return other.type === 'pi' && one.target === other.target && one.data === other.data
  return other.type === one.type && one.value === other.value
}

/** Returns the children as a parser would report them: texts in a row as one, sections as they can be written. */
export function reportedChildren({ children }: XmlElement, likeness: Likeness): XmlNode[] {
  const nodes = isReported(children) ? children : joinTexts(children)
  if (likeness === 'exact' || (likeness === 'layout' && !isElementContent(children))) return nodes
  return nodes
    .filter((node) => node.type !== 'text' || !isBlank(node.value))
    .map((node) => {
      if (node.type !== 'text' || likeness !== 'cdata') return node
      return { type: 'text', value: trimEnd(trimStart(node.value)) }
    })
}

/** Nearly all children are what a parser would report, and no copy is made. */
function isReported(children: XmlNode[]): boolean {
  let followsText = false
  for (const child of children) {
    const isText = child.type === 'text'
    if (isText && (followsText || child.value === '')) return false
    if (child.type === 'cdata' && !isOneSection(child.value)) return false
    followsText = isText
  }
  return true
}

function joinTexts(children: XmlNode[]): XmlNode[] {
  const nodes: XmlNode[] = []
  const append = (node: XmlNode): void => {
    const last = nodes.at(-1)
    if (node.type === 'text' && last?.type === 'text') {
      nodes[nodes.length - 1] = { type: 'text', value: last.value + node.value }
    } else if (node.type !== 'text' || node.value !== '') nodes.push(node)
  }
  for (const child of children) {
    if (child.type === 'cdata') for (const part of splitCdata(child.value)) append(part)
    else append(child)
  }
  return nodes
}
