import type { XmlElement } from '../tree.ts'
import { isBlank, trimStart } from '../whitespace.ts'

/**
 * Text beside elements, as in a real sample where a remark of the documentation was copied into the message. WeChat's
 * messages have none, and readers that collect fields drop it without a word.
 */
export function* findStrayTexts(root: XmlElement): Generator<{ at: number; value: string }> {
  const pending: XmlElement[] = [root]
  for (let element = pending.pop(); element !== undefined; element = pending.pop()) {
    const hasElements = element.children.some((child) => child.type === 'element')
    if (!hasElements) continue
    for (const child of element.children) {
      if (child.type === 'element') pending.push(child)
      else if ((child.type === 'text' && !isBlank(child.value)) || child.type === 'cdata') {
        const indent = child.type === 'text' ? child.value.length - trimStart(child.value).length : 0
        yield { at: (child.range?.start ?? 0) + indent, value: child.value.trim() }
      }
    }
  }
}
