import * as v from 'valibot'
import { command, idSchema } from './command.ts'
import { askedSchema } from './filter.ts'
import type { ImportedSession } from './imported-session.ts'
import { DOCUMENT_MAX } from './limits.ts'
import type { RedactedCounts } from './redaction.ts'
import { codeLanguages } from './signing.ts'
import type { Bilingual } from './text.ts'

/**
 * The forms in which an exchange is copied. `curl`: its request as it came. `curl-anew`: signed with the present time.
 * `http`: request and answer as on the wire. `xml`, `json`: the message. `exchange`: the JSON that `import` reads.
 * `report`: Markdown for an issue. `assistant`: the exchange, what was found and the official rule, as text. `request`,
 * `handler`: programs (`CodeWriter`).
 */
export const copyForms = [
  'curl',
  'curl-anew',
  'http',
  'url',
  'xml',
  'json',
  'exchange',
  'report',
  'assistant',
  'request',
  'handler',
] as const
export type CopyForm = (typeof copyForms)[number]

/** For whom it is: what is for oneself is whole, what is for others is redacted. */
export const audiences = ['self', 'others'] as const
export type Audience = (typeof audiences)[number]

/** For whom a form mostly is: a report is given away, a command is run here. */
export const USUAL_AUDIENCE: Readonly<Record<CopyForm, Audience>> = {
  curl: 'self',
  'curl-anew': 'self',
  http: 'self',
  url: 'self',
  xml: 'self',
  json: 'self',
  exchange: 'others',
  report: 'others',
  assistant: 'others',
  request: 'self',
  handler: 'self',
}

export interface CopiedExchange {
  text: string
  /** A name for a file of it. */
  file: string
  /** The command that runs it; null if it is no program. */
  command: string | null
  /** What was replaced; null if it is whole. */
  redacted: RedactedCounts | null
}

export const exportFormats = ['json', 'har', 'html', 'markdown'] as const
export type ExportFormatName = (typeof exportFormats)[number]

/** The most exchanges that a window exports; the terminal writes any number to a file. */
export const EXPORTED_MAX = 20_000

/** An export that has begun. */
export interface BegunExport {
  /** Names it for `export.next`. */
  export: string
  file: string
  /** Its media type. */
  type: string
  /** The exchanges that were chosen. */
  count: number
}

/** A part of a file; the parts one after another are the file. */
export interface ExportPart {
  text: string
  /** Nothing follows. */
  done: boolean
  /** The exchanges written so far, and those whose record on disk is damaged. */
  written: number
  unreadable: number
  /** What was replaced so far; null if it is whole. */
  redacted: RedactedCounts | null
}

/** A place in an imported file that was not taken. Line and column count from 1. */
export interface ImportFault {
  line: number
  column: number
  says: Bilingual
}

/** The most faults that are told. */
export const IMPORT_FAULTS_MAX = 100

export interface ImportResult {
  session: ImportedSession
  added: number
  /** Those that are here already: an import that is repeated adds nothing. */
  known: number
  faults: ImportFault[]
}

const languageSchema = v.picklist(['zh', 'en'])

export const sharingCommands = {
  /**
   * NOT_FOUND; NOT_READABLE; BODY_INCOMPLETE: its body was kept only in part, so that no request can be made of it;
   * NO_ACCOUNT, NO_KEY: it cannot be signed anew; INVALID_INPUT: it has no message, or is no push that could be signed.
   */
  'exchange.copy': command<CopiedExchange>()({
    access: 'read',
    says: {
      zh: '把一次收发写成 cURL、HTTP 原文、URL、XML、JSON、Markdown 报告或代码；给别人的会脱敏。',
      en: 'Writes an exchange as cURL, raw HTTP, URL, XML, JSON, a report or code; redacted if it is for others.',
    },
    input: v.strictObject({
      id: idSchema,
      form: v.picklist(copyForms),
      /** Of `request` and `handler`. */
      code: v.optional(v.picklist(codeLanguages), 'node'),
      audience: v.picklist(audiences),
      language: languageSchema,
    }),
  }),
  /** TOO_MANY: more than `EXPORTED_MAX`. INVALID_INPUT: the filter cannot be read. */
  'export.begin': command<BegunExport>()({
    access: 'read',
    says: {
      zh: '开始把选中的或全部收发记录导出为 JSON、HAR、HTML 或 Markdown；默认脱敏。',
      en: 'Begins to export chosen exchanges, or all, as JSON, HAR, HTML or Markdown; redacted unless it is for oneself.',
    },
    input: v.strictObject({
      format: v.picklist(exportFormats),
      /** All exchanges if neither is given. */
      found: v.optional(askedSchema),
      ids: v.optional(v.pipe(v.array(idSchema), v.minLength(1), v.maxLength(EXPORTED_MAX))),
      audience: v.optional(v.picklist(audiences), 'others'),
      language: languageSchema,
    }),
  }),
  /** NOT_FOUND: others have begun since. */
  'export.next': command<ExportPart>()({
    access: 'read',
    says: { zh: '取导出的下一部分。', en: 'Returns the next part of an export.' },
    input: v.strictObject({ export: idSchema }),
  }),
  /** What cannot be read is left out and told by its place; what is here already stays as it is. */
  'history.import': command<ImportResult>()({
    access: 'change',
    says: {
      zh: '导入 mpscope 的 JSON 或 HAR，标记为导入的，并重新判断。',
      en: 'Imports JSON of mpscope or HAR, marks it as imported and judges it anew.',
    },
    input: v.strictObject({
      /** Its name, for people. */
      file: v.pipe(v.string(), v.maxLength(255)),
      text: v.pipe(v.string(), v.maxLength(DOCUMENT_MAX)),
    }),
  }),
}
