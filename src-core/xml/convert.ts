import { compactElement } from './write/indent.ts'
import { writeXml } from './write/write-xml.ts'
import { XmlWriteError } from './write/check-writable.ts'
import { isSameDocument } from './compare.ts'
import { findDialect } from './json/dialects/find-dialect.ts'
import { translate } from './json/dialects/translate.ts'
import { compareJson } from './json/compare-json.ts'
import { createIssueLog } from './json/issue.ts'
import type { Issue, IssueLog } from './json/issue.ts'
import { JsonFault } from './json/json-fault.ts'
import type { JsonFaultCode } from './json/json-fault.ts'
import { formatPath } from './json/json-path.ts'
import { losslessFromXml } from './json/lossless-from-xml.ts'
import { losslessToXml } from './json/lossless-to-xml.ts'
import type { JsonNode } from './json/node.ts'
import { readJson } from './json/read-json.ts'
import { simpleFromXml } from './json/simple-from-xml.ts'
import { simpleToXml } from './json/simple-to-xml.ts'
import { stringifyJson } from './json/stringify-json.ts'
import { isTextOf } from './parse/is-text-of.ts'
import type { ParseErrorCode } from './parse/parse-error.ts'
import { parseStrict } from './parse/strict.ts'
import type { FoundDialect, JsonDialect } from '../contract/conversion.ts'
import type { Bilingual } from '../contract/text.ts'
import { locate } from './text-position.ts'
import type { XmlDocument } from './tree.ts'

/**
 * `simple` is the form that WeChat developers know: `{ "xml": { "ToUserName": "gh_7f" } }`, quotes for CDATA, no quotes
 * for bare numbers. `lossless` names every node.
 */
export type View = 'simple' | 'lossless'

export type Conversion =
  | {
      ok: true
      text: string
      /** The differences that the way back would make; empty if and only if `lossless`. */
      issues: Issue[]
      /** The number of further issues that are not listed. */
      issuesOmitted: number
      /** Found by going back and comparing, not by assuming. */
      lossless: boolean
      /** The library that wrote the JSON that was given, if its shape shows one. */
      dialect?: FoundDialect
    }
  | { ok: false; error: ConversionError }

export type ConversionError = {
  code: ParseErrorCode | JsonFaultCode | 'NOT_WRITABLE'
  /** From 1, in the input. */
  line: number
  /** From 1, in UTF-16 units. */
  column: number
  /** In the units of the input: bytes for bytes, UTF-16 units for a string. */
  offset: number
  /** Only for JSON: `$.xml.Articles.item[1]`. */
  path?: string
  message: Bilingual
  /** As in a conversion that succeeded. */
  dialect?: FoundDialect
}

/** Called with a value from 0 to 1 after each step: reading, converting, and converting back to compare. */
type OnProgress = (done: number) => void

export type XmlToJsonOptions = {
  view: View
  onProgress?: OnProgress
  /** Lossless view only: keep the blanks between elements as well. */
  keepWhitespace?: boolean
}

export type JsonToXmlOptions = {
  view: View
  /** The library that wrote the JSON; `view` does not count then. */
  from?: JsonDialect | undefined
  onProgress?: OnProgress
  /** Indents elements that hold only elements; the values stay as they are. */
  pretty?: boolean
}

/** Converts XML to JSON text, indented by two blanks. Bytes are read as UTF-8. Never throws. */
export function xmlToJson(input: string | Uint8Array, options: XmlToJsonOptions): Conversion {
  const parsed = parseStrict(input)
  if (!parsed.ok) {
    const { code, line, column, offset, message } = parsed.error
    return { ok: false, error: { code, line, column, offset, message } }
  }
  const { document } = parsed
  const { onProgress } = options
  onProgress?.(0.4)
  const keepWhitespace = options.keepWhitespace === true
  if (options.view === 'simple') {
    const { json, issues, issuesOmitted } = simpleFromXml(document)
    const text = stringifyJson(json)
    onProgress?.(0.6)
    const lossless = comesBack(text, simpleToXml, (back) => isSameDocument(document, back, 'cdata'))
    return { ok: true, text, ...withDoubt({ issues, issuesOmitted }, lossless), lossless }
  }
  const text = stringifyJson(losslessFromXml(document, { keepWhitespace }))
  onProgress?.(0.6)
  const likeness = keepWhitespace ? 'exact' : 'layout'
  const lossless = comesBack(text, losslessToXml, (back) => isSameDocument(document, back, likeness))
  return { ok: true, text, ...withDoubt({ issues: [], issuesOmitted: 0 }, lossless), lossless }
}

/** Converts JSON text to XML. A number keeps its digits, of whatever length. Never throws. */
export function jsonToXml(input: string, options: JsonToXmlOptions): Conversion {
  const pretty = options.pretty === true
  let dialect: FoundDialect | null = null
  try {
    const given = readJson(input)
    dialect = options.from ? null : findDialect(given)
    const { json, view } = options.from ? translate(given, options.from) : { json: given, view: options.view }
    options.onProgress?.(0.3)
    const document = toDocument(json, view)
    const text = writeXml(document, { pretty })
    options.onProgress?.(0.6)
    // Translated JSON has paths that nobody has seen; then only the writing is checked.
    const log = compareWithSource(options.from ? null : json, document, text, view, pretty)
    return {
      ok: true,
      text,
      issues: log.issues,
      issuesOmitted: log.omitted(),
      lossless: log.issues.length === 0,
      ...(dialect && { dialect }),
    }
  } catch (cause) {
    return { ok: false, error: { ...toConversionError(cause, input), ...(dialect && { dialect }) } }
  }
}

function toDocument(json: JsonNode, view: View): XmlDocument {
  return view === 'simple' ? simpleToXml(json) : losslessToXml(json)
}

/** Writes JSON of another library in a view of ours. Never throws. */
export function adoptJson(input: string, { view, from }: { view: View; from: JsonDialect }): Rewriting {
  try {
    const translated = translate(readJson(input), from)
    const document = toDocument(translated.json, translated.view)
    const json = view === 'simple' ? simpleFromXml(document).json : losslessFromXml(document)
    return { ok: true, text: stringifyJson(json) }
  } catch (cause) {
    return { ok: false, error: toConversionError(cause, input) }
  }
}

export type Layout = 'indented' | 'compact'

export type Rewriting = { ok: true; text: string } | { ok: false; error: ConversionError }

/** Returns the same XML document with another layout: elements that hold text are not touched. Never throws. */
export function layOutXml(input: string, layout: Layout): Rewriting {
  const parsed = parseStrict(input)
  if (!parsed.ok) return { ok: false, error: parsed.error }
  const { document } = parsed
  if (layout === 'indented') return { ok: true, text: writeXml(document, { pretty: true }) }
  return { ok: true, text: writeXml({ ...document, root: compactElement(document.root) }) }
}

/** Returns the same JSON with another layout: numbers keep their digits, keys their order. Never throws. */
export function layOutJson(input: string, layout: Layout): Rewriting {
  try {
    return { ok: true, text: stringifyJson(readJson(input), layout) }
  } catch (cause) {
    return { ok: false, error: toConversionError(cause, input) }
  }
}

/** Reads the very text that was written, so that a fault of the writer shows here and not at the developer's server. */
function compareWithSource(
  json: JsonNode | null,
  document: XmlDocument,
  text: string,
  view: View,
  pretty: boolean,
): IssueLog {
  const read = readBack(text, document, pretty ? 'layout' : 'exact')
  if (read === null) {
    const log = createIssueLog()
    log.add('CHANGED', undefined)
    return log
  }
  if (json === null) return createIssueLog()
  const back =
    view === 'simple' ? simpleFromXml(read).json : losslessFromXml(read, { keepWhitespace: !pretty })
  return compareJson(json, back)
}

/** Returns the document that the text says; null if it is not the one that was written. */
function readBack(text: string, document: XmlDocument, likeness: 'exact' | 'layout'): XmlDocument | null {
  // A CR in CDATA is written as text between two sections: then the text has other nodes, though of the same events.
  if (!text.includes('&#13;') && isTextOf(text, document, likeness)) return document
  const parsed = parseStrict(text)
  return parsed.ok && isSameDocument(document, parsed.document, likeness) ? parsed.document : null
}

function comesBack(
  text: string,
  toXml: (json: JsonNode) => XmlDocument,
  isSame: (back: XmlDocument) => boolean,
): boolean {
  try {
    return isSame(toXml(readJson(text)))
  } catch (cause) {
    // A view may hold values at the edge of the limits that cannot go back; that is a loss, not a failed conversion.
    if (cause instanceof JsonFault) return false
    throw cause
  }
}

/** If the way back differs although no issue foresaw it, the user must be told all the same. */
function withDoubt(
  found: { issues: Issue[]; issuesOmitted: number },
  lossless: boolean,
): { issues: Issue[]; issuesOmitted: number } {
  if (lossless || found.issues.length > 0) return found
  const log = createIssueLog()
  log.add('CHANGED', undefined)
  return { issues: log.issues, issuesOmitted: 0 }
}

function toConversionError(cause: unknown, input: string): ConversionError {
  if (cause instanceof JsonFault) {
    const offset = cause.at ?? 0
    const path = formatPath(cause.path)
    return { code: cause.code, ...locate(input, offset), offset, path, message: cause.sentence }
  }
  if (cause instanceof XmlWriteError) {
    return { code: 'NOT_WRITABLE', line: 1, column: 1, offset: 0, path: cause.path, message: cause.sentence }
  }
  throw cause
}
