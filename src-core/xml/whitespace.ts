import type { XmlNode } from './tree.ts'

/**
 * Layout is blank, tab and LF. CR is not layout: a parser turns every literal CR into LF (XML 1.0 §2.11), so a CR
 * in a tree was written as `&#13;` and is content. Nor are U+00A0, U+3000 and the like, which String.trim drops.
 */
export function isBlank(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (!isLayout(text.charCodeAt(i))) return false
  return true
}

export function trimStart(text: string): string {
  let start = 0
  while (start < text.length && isLayout(text.charCodeAt(start))) start++
  return text.slice(start)
}

export function trimEnd(text: string): string {
  let end = text.length
  while (end > 0 && isLayout(text.charCodeAt(end - 1))) end--
  return text.slice(0, end)
}

function isLayout(unit: number): boolean {
  return unit === 0x20 || unit === 0x09 || unit === 0x0a
}

/** Returns true for elements without text beside them: blanks between them are layout. */
export function isElementContent(children: XmlNode[]): boolean {
  let hasElement = false
  for (const child of children) {
    if (child.type === 'cdata' || (child.type === 'text' && !isBlank(child.value))) return false
    if (child.type === 'element') hasElement = true
  }
  return hasElement
}
