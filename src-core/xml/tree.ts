/**
 * The node tree between XML text and JSON: `parse/` makes it, `write/` writes it and `json/` converts it. Plain data,
 * so that it passes a worker boundary. Values are decoded (references resolved, line ends as LF).
 */

/** A part of the source text, from `start` up to but without `end`, in UTF-16 units. */
export type SourceRange = { start: number; end: number }

export type XmlText = { type: 'text'; value: string; range?: SourceRange }
export type XmlCdata = { type: 'cdata'; value: string; range?: SourceRange }
export type XmlComment = { type: 'comment'; value: string; range?: SourceRange }
export type XmlPi = { type: 'pi'; target: string; data: string; range?: SourceRange }
export type XmlAttribute = { name: string; value: string }

export type XmlElement = {
  type: 'element'
  name: string
  attributes: XmlAttribute[]
  children: XmlNode[]
  /** `<a/>` rather than `<a></a>`; has a meaning only without children. */
  selfClosing: boolean
  range?: SourceRange
}

export type XmlNode = XmlElement | XmlText | XmlCdata | XmlComment | XmlPi

/** Nodes that may stand before and after the root (XML 1.0 §2.8, `Misc`). */
export type XmlMisc = XmlComment | XmlPi

export type XmlDeclaration = { version: string; encoding?: string; standalone?: 'yes' | 'no' }

export type XmlDocument = {
  declaration?: XmlDeclaration
  prolog: XmlMisc[]
  root: XmlElement
  epilog: XmlMisc[]
}

export function createElement(name: string, children: XmlNode[] = []): XmlElement {
  return { type: 'element', name, attributes: [], children, selfClosing: children.length === 0 }
}

export function createDocument(root: XmlElement): XmlDocument {
  return { prolog: [], root, epilog: [] }
}
