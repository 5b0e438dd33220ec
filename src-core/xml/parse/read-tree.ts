import type { SourceRange, XmlAttribute, XmlDocument, XmlElement, XmlMisc, XmlNode } from '../tree.ts'
import { kindOf, placeOf, rawAttributes, readNodes, soleText } from './fxp-reader.ts'
import type { FxpNode } from './fxp-reader.ts'
import type { WellFormedness } from './check-well-formed.ts'
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
  return new TreeReader(text, checked, base, onOdd).read()
}

type Frame = { nodes: FxpNode[]; next: number; into: XmlNode[]; end: number }

/**
 * Turns the nodes of fast-xml-parser into a tree. That parser tells where elements stand, but not text and sections.
 * Adding up lengths places these, and at the same time proves that nothing between two elements was lost.
 */
class TreeReader {
  readonly #checked: WellFormedness
  readonly #base: number
  readonly #onOdd: (odd: OddReference) => void
  readonly #newlines: NewlineMap
  readonly #input: string
  readonly #stack: Frame[] = []
  readonly #seen = { elements: 0, attributes: 0, cdataSections: 0, pis: 0 }
  /** The place in the input where the next child begins. */
  #cursor = 0

  constructor(text: string, checked: WellFormedness, base: number, onOdd: (odd: OddReference) => void) {
    this.#checked = checked
    this.#base = base
    this.#onOdd = onOdd
    this.#newlines = createNewlineMap(text)
    this.#input = this.#newlines.normalize(maskQuotesInPis(text, checked))
  }

  read(): XmlDocument {
    const top: XmlNode[] = []
    this.#stack.push({ nodes: readNodes(this.#input), next: 0, into: top, end: 0 })
    for (let frame = this.#stack.at(-1); frame !== undefined; frame = this.#stack.at(-1)) {
      const node = frame.nodes[frame.next++]
      if (node === undefined) {
        this.#stack.pop()
        this.#cursor = frame.end
      } else this.#addNode(node, frame.into, this.#stack.length === 1)
    }
    return this.#createDocument(top)
  }

  #addNode(node: FxpNode, into: XmlNode[], outside: boolean): void {
    const kind = kindOf(node)
    if (kind === '#text') this.#addText(node[kind] as string, into, outside)
    else if (kind === '#cdata') this.#addCdata(soleText(node, kind), into, outside)
    else if (kind === '#comment') this.#addComment(soleText(node, kind), into, outside)
    else {
      const place = placeOf(node)
      if (place?.endIndex === undefined) throw disagree(0)
      const { startIndex: start, endIndex: end } = place
      // Between top-level nodes fast-xml-parser drops blanks, so only inside the root must the ends meet.
      if (!outside && start !== this.#cursor) throw disagree(this.#newlines.toSource(start))
      if (kind.startsWith('?')) {
        if (kind !== '?xml') into.push(this.#takePi())
        this.#cursor = end
      } else this.#addElement(node, kind, start, end, into)
    }
  }

  /** Around the root there are only blanks and, in lenient reading, text that has been reported. */
  #addText(raw: string, into: XmlNode[], outside: boolean): void {
    const start = this.#cursor
    this.#cursor += raw.length
    if (outside) return
    into.push({ type: 'text', value: this.#decode(raw, start), range: this.#range(start, this.#cursor) })
  }

  #addCdata(value: string, into: XmlNode[], outside: boolean): void {
    const start = this.#cursor
    this.#cursor += value.length + '<![CDATA[]]>'.length
    if (outside) return
    this.#seen.cdataSections++
    into.push({ type: 'cdata', value, range: this.#range(start, this.#cursor) })
  }

  #addComment(value: string, into: XmlNode[], outside: boolean): void {
    const start = this.#cursor
    this.#cursor += value.length + '<!---->'.length
    if (outside) into.push({ type: 'comment', value })
    else into.push({ type: 'comment', value, range: this.#range(start, this.#cursor) })
  }

  #addElement(node: FxpNode, kind: string, start: number, end: number, into: XmlNode[]): void {
    const name = kind.slice(1)
    let at = start + 1 + name.length
    const attributes: XmlAttribute[] = []
    for (const [key, raw] of rawAttributes(node)) {
      const attribute = key.slice(1)
      at = findQuote(this.#input, this.#input.indexOf(attribute, at) + attribute.length) + 1
      // A literal tab or line end in a value is a blank (XML 1.0 §3.3.3); one written as a reference stays.
      attributes.push({ name: attribute, value: this.#decode(raw.replace(/[\t\n]/g, ' '), at) })
      at += raw.length + 1
    }
    const selfClosing = this.#input[end - 2] === '/'
    const range = this.#range(start, end)
    const element: XmlElement = { type: 'element', name, attributes, children: [], selfClosing, range }
    into.push(element)
    this.#seen.elements++
    this.#seen.attributes += attributes.length
    this.#cursor = this.#input.indexOf('>', at) + 1
    this.#stack.push({ nodes: node[kind] as FxpNode[], next: 0, into: element.children, end })
  }

  /** fast-xml-parser drops the body of an instruction; the check has it. */
  #takePi(): XmlMisc {
    const pi = this.#checked.pis[this.#seen.pis++]
    if (pi === undefined) throw disagree(0)
    const range = { start: this.#base + pi.start, end: this.#base + pi.end }
    return { type: 'pi', target: pi.target, data: pi.data, range }
  }

  #createDocument(top: XmlNode[]): XmlDocument {
    const rootAt = top.findIndex((node) => node.type === 'element')
    const root = top[rootAt]
    const { declaration, elements, attributes, cdataSections, pis } = this.#checked
    const seen = this.#seen
    if (
      root?.type !== 'element' ||
      seen.elements !== elements ||
      seen.attributes !== attributes ||
      seen.cdataSections !== cdataSections ||
      seen.pis !== pis.length
    ) {
      throw disagree(0)
    }
    return {
      ...(declaration === undefined ? {} : { declaration }),
      prolog: top.slice(0, rootAt) as XmlMisc[],
      root,
      epilog: top.slice(rootAt + 1) as XmlMisc[],
    }
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
