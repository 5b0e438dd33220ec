import * as v from 'valibot'
import { command, idSchema } from './command.ts'
import { DOCUMENT_MAX } from './limits.ts'
import type { Bilingual } from './text.ts'

/**
 * `simple` is the form that WeChat developers know: `{"xml": {"ToUserName": "gh_7f"}}`, quotes for CDATA, no quotes for
 * bare numbers. `lossless` names every node.
 */
export const conversionViewSchema = v.picklist(['simple', 'lossless'])
export type ConversionView = v.InferOutput<typeof conversionViewSchema>

/** Libraries that write XML as JSON in a way of their own, by their names in the terminal. */
export const jsonDialects = [
  'json.net',
  'xml-js',
  'x2js',
  'fast-xml-parser',
  'array2xml',
  'simplexml',
  'xml2js',
  'badgerfish',
  'xml2json',
  'mxj',
] as const
export type JsonDialect = (typeof jsonDialects)[number]

/** Their names as people know them; two that cannot be told apart share one. */
export const JSON_DIALECT_NAMES: Record<JsonDialect, string> = {
  'json.net': 'Json.NET',
  'xml-js': 'xml-js',
  x2js: 'x2js',
  'fast-xml-parser': 'fast-xml-parser / x2js',
  array2xml: 'Array2XML (PHP)',
  simplexml: 'SimpleXML (PHP)',
  xml2js: 'xml2js',
  badgerfish: 'BadgerFish',
  xml2json: 'xml2json / GData',
  mxj: 'mxj (Go)',
}

export const conversionOrderSchema = v.strictObject({
  /**
   * `to-json` and `to-xml` convert; `format` and `minify` write the same document anew; `wechat-xml` writes it as
   * WeChat would, text in CDATA and numbers bare; `own-json` writes JSON of another library in a view of ours.
   */
  kind: v.picklist([
    'to-json',
    'to-xml',
    'format-xml',
    'format-json',
    'minify-xml',
    'minify-json',
    'wechat-xml',
    'own-json',
  ]),
  text: v.pipe(v.string(), v.maxLength(DOCUMENT_MAX)),
  view: conversionViewSchema,
  /** The library, for `own-json`. */
  from: v.optional(v.picklist(jsonDialects)),
})
export type ConversionOrder = v.InferOutput<typeof conversionOrderSchema>
export type ConversionKind = ConversionOrder['kind']

export type Conversion = Converted | { ok: false; error: ConversionError }

export interface Converted {
  ok: true
  text: string
  /** The differences that the way back would make; empty if and only if `lossless`. */
  issues: ConversionIssue[]
  /** The number of further issues that are not listed. */
  issuesOmitted: number
  /** Found by going back and comparing, not by assuming. */
  lossless: boolean
  /** The library that wrote the JSON that was given, if its shape shows one: some keys then mean something else. */
  dialect?: FoundDialect
  /** The counterparts on the two sides, outer before inner; empty if the document is too large to map. */
  pairs: CounterpartPair[]
}

export interface FoundDialect {
  id: JsonDialect
  /** The path of the first object that shows it. */
  path: string
}

export interface ConversionIssue {
  code: string
  /** The path in the JSON, whether that is input or output: `$.xml.Articles.item[1]`. */
  path: string
  message: Bilingual
  /** The place in the XML, if XML was given; UTF-16 units. */
  range?: TextRange
}

export interface ConversionError {
  code: string
  /** From 1, in the input. */
  line: number
  /** From 1, in UTF-16 units. */
  column: number
  /** In UTF-16 units from the start of the input. */
  offset: number
  /** Only for JSON: `$.xml.Articles.item[1]`. */
  path?: string
  message: Bilingual
  /** As in `Converted`. */
  dialect?: FoundDialect
}

/** From `start` up to but without `end`, in UTF-16 units. */
export interface TextRange {
  start: number
  end: number
}

/** The same value on both sides, so that pointing at one marks the other. */
export interface CounterpartPair {
  /** Names below the root, downwards, as the catalogue has them: `['Articles', 'item', 'Title']`. */
  path: string[]
  xml: TextRange
  json: TextRange
}

/** A message's JSON as text, and its counterparts in the XML. */
export interface Counterparts {
  json: string
  pairs: CounterpartPair[]
}

export const conversionCommands = {
  /**
   * `job` names the conversion for `conversion.progressed` and `conversion.cancel`; a cancelled one fails with
   * CANCELLED. Large documents are converted beside everything else, not in its way.
   */
  'conversion.run': command<Conversion>()({
    access: 'read',
    says: {
      zh: '把 XML 转成 JSON 或把 JSON 转成 XML，也可以格式化或压缩，并列出转回去会丢失的内容。',
      en: 'Converts XML to JSON or back, formats or minifies it, and lists what the way back would lose.',
    },
    input: v.strictObject({ job: idSchema, order: conversionOrderSchema }),
  }),
  'conversion.cancel': command<null>()({
    access: 'read',
    says: { zh: '中止一次还没有完成的转换。', en: 'Stops a conversion that is still running.' },
    input: v.strictObject({ job: idSchema }),
  }),
}
