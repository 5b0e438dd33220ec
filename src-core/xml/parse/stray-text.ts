import type { XmlElement } from '../tree.ts'
import { isBlank } from '../whitespace.ts'

/**
 * Yields text beside elements, as in a real sample into which a remark of the documentation was copied. WeChat's
 * messages have none, and readers that collect fields drop it without a word.
 */
export function* findStrayTexts(root: XmlElement, text: string): Generator<{ at: number; value: string }> {
  const pending: XmlElement[] = [root]
  for (let element = pending.pop(); element !== undefined; element = pending.pop()) {
    const hasElements = element.children.some((child) => child.type === 'element')
    if (!hasElements) continue
    for (const child of element.children) {
      if (child.type === 'element') pending.push(child)
      else if ((child.type === 'text' && !isBlank(child.value)) || child.type === 'cdata') {
        yield { at: skipBlanks(text, child.range?.start ?? 0), value: child.value.trim() }
      }
    }
  }
}

/** Counts in the source, where a line end may be two units although the value has one. */
function skipBlanks(text: string, at: number): number {
  let start = at
  while (/[ \t\r\n]/.test(text[start] ?? '')) start++
  return start
}
