import type {
  SourceRange,
  XmlAttribute,
  XmlDeclaration,
  XmlDocument,
  XmlElement,
  XmlMisc,
  XmlNode,
  XmlPi,
} from '../tree.ts'
import { readDeclaration } from './declaration.ts'
import { kindOf, placeOf, rawAttributes, readNodes, soleText } from './fxp-reader.ts'
import type { FxpNode } from './fxp-reader.ts'
import type { WellFormedness } from './check-well-formed.ts'
import { isTextOf } from './is-text-of.ts'
import { createNewlineMap } from './newlines.ts'
import type { NewlineMap } from './newlines.ts'
import { Refusal } from './parse-error.ts'
import { decodeReferences } from './references.ts'
import type { OddReference } from './references.ts'

/**
 * Reads a text that the check has passed. Ranges in the tree are offsets in `text` plus `base`. Throws a Refusal if the
 * two parsers disagree, rather than return a wrong tree.
 */
export function readTree(
  text: string,
  checked: WellFormedness,
  base: number,
  onOdd: (odd: OddReference) => void,
): XmlDocument {
  const reader = new TreeReader(maskQuotesInPis(text, checked), checked.pis, base, onOdd)
  const document = reader.read(checked.declaration)
  if (!reader.hasSeenAll(checked)) throw disagree(0)
  return document
}

/**
 * Reads a text of which nothing is known yet, and proves afterwards that it says just this. Returns null if it does not,
 * or if there are instructions or a DOCTYPE, which fast-xml-parser is not to see unprepared.
 */
export function readProven(text: string, base: number): XmlDocument | null {
  const { declaration, end } = readDeclaration(text)
  if (text.includes('<?', end) || text.includes('<!D')) return null
  try {
    const document = new TreeReader(text, [], base, () => {}).read(declaration)
    return isTextOf(text, document, 'exact') ? document : null
  } catch {
    // What fast-xml-parser says of malformed text is no help to anybody; the check says it better.
    return null
  }
}

/**
 * Turns the nodes of fast-xml-parser into a tree. That parser tells where elements stand, but not text and sections.
 * Adding up lengths places these, and at the same time proves that nothing between two elements was lost. It recurses
 * as deep as a document may nest, which is `MAX_DEPTH`.
 */
class TreeReader {
  readonly #pis: WellFormedness['pis']
  readonly #base: number
  readonly #onOdd: (odd: OddReference) => void
  readonly #newlines: NewlineMap
  readonly #input: string
  readonly #seen = { elements: 0, attributes: 0, cdataSections: 0, pis: 0 }
  /** The place in the input where the next child begins. */
  #cursor = 0

  constructor(text: string, pis: WellFormedness['pis'], base: number, onOdd: (odd: OddReference) => void) {
    this.#pis = pis
    this.#base = base
    this.#onOdd = onOdd
    this.#newlines = createNewlineMap(text)
    this.#input = this.#newlines.normalize(text)
  }

  read(declaration: XmlDeclaration | undefined): XmlDocument {
    const top: XmlNode[] = []
    for (const node of readNodes(this.#input)) {
      const kind = kindOf(node)
      // Around the root there are only blanks and, in lenient reading, text that has been reported.
      if (kind === '#text' || kind === '#cdata' || kind === '?xml') continue
      if (kind === '#comment') top.push({ type: 'comment', value: soleText(node, kind) })
      else top.push(this.#readPlaced(node, kind))
    }
    return createDocumentOf(top, declaration)
  }

  /** Reads a child of an element: the ends of it and of its neighbours must meet. */
  readonly #readChild = (node: FxpNode): XmlNode => {
    const kind = kindOf(node)
    const start = this.#cursor
    if (kind === '#text') {
      const raw = node[kind] as string
      return { type: 'text', value: this.#decode(raw, start), range: this.#advance(raw.length) }
    }
    if (kind === '#cdata') {
      const value = soleText(node, kind)
      this.#seen.cdataSections++
      return { type: 'cdata', value, range: this.#advance(value.length + '<![CDATA[]]>'.length) }
    }
    if (kind === '#comment') {
      const value = soleText(node, kind)
      return { type: 'comment', value, range: this.#advance(value.length + '<!---->'.length) }
    }
    const found = placeOf(node)?.startIndex ?? 0
    if (found !== start) throw disagree(this.#newlines.toSource(found))
    return this.#readPlaced(node, kind)
  }

  #readPlaced(node: FxpNode, kind: string): XmlElement | XmlPi {
    const place = placeOf(node)
    if (place?.endIndex === undefined) throw disagree(0)
    const { startIndex: start, endIndex: end } = place
    const read = kind.startsWith('?') ? this.#takePi() : this.#readElement(node, kind, start, end)
    this.#cursor = end
    return read
  }

  #readElement(node: FxpNode, kind: string, start: number, end: number): XmlElement {
    const name = kind.slice(1)
    let at = start + 1 + name.length
    const attributes: XmlAttribute[] = rawAttributes(node).map(([key, raw]) => {
      const attribute = key.slice(1)
      const valueAt = findQuote(this.#input, this.#input.indexOf(attribute, at) + attribute.length) + 1
      at = valueAt + raw.length + 1
      // A literal tab or line end in a value is a blank (XML 1.0 §3.3.3); one written as a reference stays.
      return { name: attribute, value: this.#decode(raw.replace(/[\t\n]/g, ' '), valueAt) }
    })
    this.#seen.elements++
    this.#seen.attributes += attributes.length
    this.#cursor = this.#input.indexOf('>', at) + 1
    const children = (node[kind] as FxpNode[]).map(this.#readChild)
    const selfClosing = this.#input[end - 2] === '/'
    return { type: 'element', name, attributes, children, selfClosing, range: this.#range(start, end) }
  }

  /** fast-xml-parser drops the body of an instruction; the check has it. */
  #takePi(): XmlPi {
    const pi = this.#pis[this.#seen.pis++]
    if (pi === undefined) throw disagree(0)
    const range = { start: this.#base + pi.start, end: this.#base + pi.end }
    return { type: 'pi', target: pi.target, data: pi.data, range }
  }

  /** Tells whether it has come across all that the check has counted. */
  hasSeenAll({ elements, attributes, cdataSections, pis }: WellFormedness): boolean {
    const seen = this.#seen
    return (
      seen.elements === elements &&
      seen.attributes === attributes &&
      seen.cdataSections === cdataSections &&
      seen.pis === pis.length
    )
  }

  #advance(length: number): SourceRange {
    const start = this.#cursor
    this.#cursor += length
    return this.#range(start, this.#cursor)
  }

  #decode(raw: string, start: number): string {
    if (!raw.includes('&')) return raw
    return decodeReferences(raw, (odd) =>
      this.#onOdd({ ...odd, at: this.#base + this.#newlines.toSource(start + odd.at) }),
    )
  }

  #range(start: number, end: number): SourceRange {
    return {
      start: this.#base + this.#newlines.toSource(start),
      end: this.#base + this.#newlines.toSource(end),
    }
  }
}

function createDocumentOf(top: XmlNode[], declaration: XmlDeclaration | undefined): XmlDocument {
  const rootAt = top.findIndex((node) => node.type === 'element')
  const root = top[rootAt]
  const last = top.findLast((node) => node.type === 'element')
  if (root?.type !== 'element' || root !== last) throw disagree(0)
  return {
    ...(declaration === undefined ? {} : { declaration }),
    prolog: top.slice(0, rootAt) as XmlMisc[],
    root,
    epilog: top.slice(rootAt + 1) as XmlMisc[],
  }
}

/** A quote in an instruction (`<?x it's?>`) makes fast-xml-parser read on to the next quote, wherever that is. */
function maskQuotesInPis(text: string, checked: WellFormedness): string {
  if (checked.pis.length === 0) return text
  let masked = ''
  let from = 0
  for (const { start, end } of checked.pis) {
    masked += text.slice(from, start) + text.slice(start, end).replace(/["']/g, ' ')
    from = end
  }
  return masked + text.slice(from)
}

function findQuote(input: string, from: number): number {
  let at = from
  while (input[at] !== '"' && input[at] !== "'" && at < input.length) at++
  return at
}

function disagree(at: number): Refusal {
  return new Refusal('PARSERS_DISAGREE', at, {
    zh: '两个解析器对这段 XML 的理解不一致，为免出错不予转换。',
    en: 'Two parsers read this XML differently, so it is refused rather than converted wrongly.',
  })
}
