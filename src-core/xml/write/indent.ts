import { MAX_INDENT_LEVELS } from '../limits.ts'
import type { XmlElement, XmlNode } from '../tree.ts'
import { isElementContent } from '../whitespace.ts'

/**
 * Returns a copy with line ends and `indent` a level between elements. It touches only elements that contain nothing
 * but elements (and comments and instructions): a blank next to text or CDATA would change the value.
 */
export function indentElement(root: XmlElement, indent = '  '): XmlElement {
  return layOut(root, (level) => [
    { type: 'text', value: '\n' + indent.repeat(Math.min(level, MAX_INDENT_LEVELS)) },
  ])
}

/** Returns a copy without line ends and blanks between elements; values stay as they are, as above. */
export function compactElement(root: XmlElement): XmlElement {
  return layOut(root, () => [])
}

function layOut(root: XmlElement, breakBefore: (level: number) => XmlNode[]): XmlElement {
  const copy: XmlElement = { ...root }
  const pending: { element: XmlElement; level: number }[] = [{ element: copy, level: 1 }]
  for (let job = pending.pop(); job !== undefined; job = pending.pop()) {
    const { element, level } = job
    const indentable = isElementContent(element.children)
    const children: XmlNode[] = []
    for (const child of element.children) {
      if (indentable && child.type === 'text') continue
      if (indentable) children.push(...breakBefore(level))
      if (child.type === 'element') {
        const inner = { ...child }
        children.push(inner)
        pending.push({ element: inner, level: level + 1 })
      } else children.push(child)
    }
    if (indentable) children.push(...breakBefore(level - 1))
    element.children = children
  }
  return copy
}
