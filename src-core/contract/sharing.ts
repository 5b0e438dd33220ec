import * as v from 'valibot'
import { command, idSchema } from './command.ts'
import type { RedactedCounts } from './redaction.ts'
import { codeLanguages } from './signing.ts'

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
      language: v.picklist(['zh', 'en']),
    }),
  }),
}
