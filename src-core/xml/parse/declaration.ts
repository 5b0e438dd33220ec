import type { XmlDeclaration } from '../tree.ts'

const BLANK = '[ \\t\\r\\n]'
const DECLARATION = new RegExp(
  `^<\\?xml${pair('version', '1\\.[0-9]+')}(?:${pair('encoding', '[A-Za-z][-.\\w]*')})?` +
    `(?:${pair('standalone', 'yes|no')})?${BLANK}*\\?>`,
)

function pair(name: string, value: string): string {
  const quoted = `(?<${name}Quote>["'])(?<${name}>${value})\\k<${name}Quote>`
  return `${BLANK}+${name}${BLANK}*=${BLANK}*${quoted}`
}

/** Returns the XML declaration at the start of a text, if there is one that is well-formed (XML 1.0 §2.8), and its end. */
export function readDeclaration(text: string): { declaration: XmlDeclaration | undefined; end: number } {
  const match = text.startsWith('<?xml') ? DECLARATION.exec(text) : null
  if (match === null) return { declaration: undefined, end: 0 }
  const { version = '1.0', encoding, standalone } = match.groups ?? {}
  const declaration: XmlDeclaration = {
    version,
    ...(encoding === undefined ? {} : { encoding }),
    ...(standalone === undefined ? {} : { standalone: standalone === 'yes' ? 'yes' : 'no' }),
  }
  return { declaration, end: match[0].length }
}
