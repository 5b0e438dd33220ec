import type { XmlCdata, XmlText } from './tree.ts'

/**
 * Writes a string as CDATA. `]]>` cannot stand in a section (XML 1.0 §2.7), so it is split into `]]` and `>`. A CR
 * would be read as LF (§2.11), so it is written outside the section as text, which the writer turns into `&#13;`. The
 * empty string is one empty section.
 */
export function splitCdata(value: string): (XmlCdata | XmlText)[] {
  if (isOneSection(value)) return [{ type: 'cdata', value }]
  const parts: (XmlCdata | XmlText)[] = []
  for (const run of value.split(/(\r+)/)) {
    if (run === '') continue
    if (run[0] === '\r') parts.push({ type: 'text', value: run })
    else for (const section of splitSections(run)) parts.push({ type: 'cdata', value: section })
  }
  return parts
}

/** Returns true if one CDATA section can hold the value. */
export function isOneSection(value: string): boolean {
  return !value.includes(']]>') && !value.includes('\r')
}

/** Returns true if two adjacent sections are the two halves of a split `]]>`, and so one value. */
export function isSplitPair(left: string, right: string): boolean {
  return left.endsWith(']]') && right.startsWith('>')
}

function splitSections(value: string): string[] {
  const sections: string[] = []
  let from = 0
  for (let at = value.indexOf(']]>'); at !== -1; at = value.indexOf(']]>', at + 1)) {
    sections.push(value.slice(from, at + 2))
    from = at + 2
  }
  sections.push(value.slice(from))
  return sections
}
