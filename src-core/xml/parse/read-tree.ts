import { XMLParser } from 'fast-xml-parser'
import { MAX_DEPTH } from '../limits.ts'
import type { SourceRange, XmlAttribute, XmlDocument, XmlElement, XmlMisc, XmlNode } from '../tree.ts'
import type { Verdict } from './judge.ts'
import { createNewlineMap } from './newlines.ts'
import { Refusal } from './parse-error.ts'
import { decodeReferences } from './references.ts'
import type { OddReference } from './references.ts'

/**
 * A node as fast-xml-parser gives it with `preserveOrder`: one key that is the name, and `:@` for the attributes.
 * Text is a string, everything else a list.
 */
type FxpNode = Record<string, FxpNode[] | string | Record<string, string>>
type Frame = { nodes: FxpNode[]; next: number; into: XmlNode[]; end: number }

const METADATA = XMLParser.getMetaDataSymbol() as unknown as string

/**
 * Reads a text that the judge has passed. Ranges in the tree are offsets in `text` plus `base`.
 * Throws a Refusal where the two parsers disagree, rather than give a tree that is wrong.
 */
export function readTree(
  text: string,
  verdict: Verdict,
  base: number,
  onOdd: (odd: OddReference) => void,
): XmlDocument {
  const newlines = createNewlineMap(text)
  const input = newlines.normalize(maskQuotesInPis(text, verdict))
  const place = (start: number, end: number): SourceRange => ({
    start: base + newlines.toSource(start),
    end: base + newlines.toSource(end),
  })
  const decode = (raw: string, start: number): string =>
    decodeReferences(raw, (odd) => onOdd({ ...odd, at: base + newlines.toSource(start + odd.at) }))
  const seen = { elements: 0, attributes: 0, cdataSections: 0, pis: 0 }

  const top: XmlNode[] = []
  const stack: Frame[] = [{ nodes: createReader().parse(input) as FxpNode[], next: 0, into: top, end: 0 }]
  let cursor = 0
  while (stack.length > 0) {
    const frame = stack.at(-1)!
    const node = frame.nodes[frame.next++]
    if (node === undefined) {
      stack.pop()
      cursor = frame.end
      continue
    }
    const key = firstKey(node)
    const outside = stack.length === 1
    if (key === '#text') {
      const raw = node[key] as string
      if (!outside)
        frame.into.push({
          type: 'text',
          value: decode(raw, cursor),
          range: place(cursor, cursor + raw.length),
        })
      cursor += raw.length
    } else if (key === '#cdata') {
      const value = soleText(node[key])
      const end = cursor + value.length + '<![CDATA[]]>'.length
      if (!outside) {
        seen.cdataSections++
        frame.into.push({ type: 'cdata', value, range: place(cursor, end) })
      }
      cursor = end
    } else if (key === '#comment') {
      const value = soleText(node[key])
      const end = cursor + value.length + '<!---->'.length
      // Between top-level nodes fast-xml-parser drops blanks, so there is no telling where a comment stood.
      frame.into.push(
        outside ? { type: 'comment', value } : { type: 'comment', value, range: place(cursor, end) },
      )
      cursor = end
    } else {
      const { startIndex: start, endIndex: end } = (node as unknown as Record<string, SourceIndexes>)[
        METADATA
      ]!
      if (end === undefined || (!outside && start !== cursor)) throw disagree(newlines.toSource(start))
      if (key.startsWith('?')) {
        if (key !== '?xml') frame.into.push(takePi(verdict, seen.pis++, base))
        cursor = end
      } else {
        const tag = key.slice(1)
        const attributes = readAttributes(node[':@'] as Record<string, string> | undefined, (raw) =>
          decode(raw, start),
        )
        const element: XmlElement = {
          type: 'element',
          name: tag,
          attributes,
          children: [],
          selfClosing: input[end - 2] === '/',
          range: place(start, end),
        }
        seen.elements++
        seen.attributes += attributes.length
        frame.into.push(element)
        cursor = attributes.length === 0 ? input.indexOf('>', start) + 1 : findTagEnd(input, start)
        stack.push({ nodes: node[key] as FxpNode[], next: 0, into: element.children, end })
      }
    }
  }

  const rootAt = top.findIndex((node) => node.type === 'element')
  const root = top[rootAt]
  if (
    root?.type !== 'element' ||
    seen.elements !== verdict.elements ||
    seen.attributes !== verdict.attributes ||
    seen.cdataSections !== verdict.cdataSections ||
    seen.pis !== verdict.pis.length
  ) {
    throw disagree(0)
  }
  return {
    ...(verdict.declaration === undefined ? {} : { declaration: verdict.declaration }),
    prolog: top.slice(0, rootAt) as XmlMisc[],
    root,
    epilog: top.slice(rootAt + 1) as XmlMisc[],
  }
}

type SourceIndexes = { startIndex: number; endIndex?: number }

/** The settings under which fast-xml-parser loses nothing; what it cannot keep, the caller takes from the judge. */
function createReader(): XMLParser {
  return new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    textNodeName: '#text',
    cdataPropName: '#cdata',
    commentPropName: '#comment',
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    processEntities: false,
    // `toString` and `hasOwnProperty` are ordinary names; `__proto__` and `constructor` would throw, so every name
    // gets a dot, which no XML name can start with. A self-closing tag is passed through here twice.
    onDangerousProperty: (name) => name,
    transformTagName: (name) => (name.startsWith('?') || name.startsWith('.') ? name : '.' + name),
    captureMetaData: true,
    maxNestedTags: MAX_DEPTH + 1,
    jPath: false,
  })
}

/** A quote in an instruction (`<?x it's?>`) makes fast-xml-parser read on to the next quote; the body is the judge's. */
function maskQuotesInPis(text: string, verdict: Verdict): string {
  if (verdict.pis.length === 0) return text
  let masked = ''
  let from = 0
  for (const { start, end } of verdict.pis) {
    masked += text.slice(from, start) + text.slice(start, end).replace(/["']/g, ' ')
    from = end
  }
  return masked + text.slice(from)
}

function takePi(verdict: Verdict, index: number, base: number): XmlMisc {
  const pi = verdict.pis[index]
  if (pi === undefined) throw disagree(0)
  const range = { start: base + pi.start, end: base + pi.end }
  return { type: 'pi', target: pi.target, data: pi.data.replace(/\r\n?/g, '\n'), range }
}

function readAttributes(
  raw: Record<string, string> | undefined,
  decode: (raw: string) => string,
): XmlAttribute[] {
  if (raw === undefined) return []
  // A literal tab or line end in a value is a blank (XML 1.0 §3.3.3); one written as a reference stays.
  return Object.keys(raw).map((key) => ({
    name: key.slice(1),
    value: decode(raw[key]!.replace(/[\t\n]/g, ' ')),
  }))
}

function findTagEnd(input: string, start: number): number {
  let i = start + 1
  while (input[i] !== '>') {
    if (input[i] === '"' || input[i] === "'") i = input.indexOf(input[i]!, i + 1)
    i++
  }
  return i + 1
}

function firstKey(node: FxpNode): string {
  for (const key in node) return key
  return ''
}

function soleText(nodes: FxpNode[string] | undefined): string {
  return (nodes as FxpNode[])[0]!['#text'] as string
}

function disagree(at: number): Refusal {
  return new Refusal('PARSERS_DISAGREE', at, {
    zh: '两个解析器对这段 XML 的理解不一致，为免出错不予转换。',
    en: 'Two parsers read this XML differently, so it is refused rather than converted wrongly.',
  })
}
