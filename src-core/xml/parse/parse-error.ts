import { locate, utf8Length } from '../text-position.ts'
import type { Bilingual } from '../../contract/text.ts'

export type ParseErrorCode =
  | 'EMPTY_BODY'
  | 'NOT_XML'
  | 'TOO_LARGE'
  | 'TOO_DEEP'
  | 'TOO_MANY_TAGS'
  | 'TOO_MANY_ATTRIBUTES'
  | 'TOO_MANY_REFERENCES'
  | 'INVALID_UTF8'
  | 'DOCTYPE_REFUSED'
  | 'ILLEGAL_CHARACTER'
  | 'LONE_SURROGATE'
  | 'TRUNCATED'
  | 'UNCLOSED_CDATA'
  | 'UNCLOSED_COMMENT'
  | 'TAG_MISMATCH'
  | 'TAG_REOPENED'
  | 'UNEXPECTED_CLOSING_TAG'
  | 'TEXT_OUTSIDE_ROOT'
  | 'MULTIPLE_ROOTS'
  | 'NO_ROOT'
  | 'DUPLICATE_ATTRIBUTE'
  | 'BAD_ATTRIBUTE'
  | 'BAD_TAG'
  | 'UNKNOWN_ENTITY'
  | 'BARE_AMPERSAND'
  | 'BAD_CHARACTER_REFERENCE'
  | 'CDATA_END_IN_TEXT'
  | 'BAD_COMMENT'
  | 'BAD_PI'
  | 'BAD_DECLARATION'
  | 'DECLARATION_MISPLACED'
  | 'BAD_MARKUP'
  | 'UNSUPPORTED_NAME'
  | 'PARSERS_DISAGREE'

/** Says why we refuse a text as XML, and where. */
export type ParseError = {
  code: ParseErrorCode
  /** From 1. */
  line: number
  /** From 1, in UTF-16 units. */
  column: number
  /** In the units of the input: bytes for bytes, UTF-16 units for a string. */
  offset: number
  /** The same place in UTF-16 units of the decoded text. */
  at: number
  message: Bilingual
}

/** Thrown by the readers inside `parse/` to the folder's two entrances; it never leaves this folder. */
export class Refusal extends Error {
  readonly code: ParseErrorCode
  readonly at: number
  readonly sentence: Bilingual
  /** The place in bytes, if only the code that saw the bytes knows it. */
  readonly byteOffset: number | undefined

  constructor(code: ParseErrorCode, at: number, sentence: Bilingual, byteOffset?: number) {
    super(sentence.en)
    this.name = 'Refusal'
    this.code = code
    this.at = at
    this.sentence = sentence
    this.byteOffset = byteOffset
  }
}

/** Runs `read` on the text from `base` on, and makes its refusals count from the start of the text. */
export function shiftRefusals<T>(base: number, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    if (base === 0 || !(cause instanceof Refusal)) throw cause
    throw new Refusal(cause.code, cause.at + base, cause.sentence)
  }
}

/** Returns the refusal as callers see it. `bytesBefore` precedes `text` in a byte input; omit it for a string. */
export function createParseError(refusal: Refusal, text: string, bytesBefore?: number): ParseError {
  const { code, at, sentence } = refusal
  const offset = bytesBefore === undefined ? at : bytesBefore + utf8Length(text, 0, at)
  return { code, ...locate(text, at), offset: refusal.byteOffset ?? offset, at, message: sentence }
}

/** Any other error is a fault of a parser below us: the input is refused, but the program goes on. */
export function toRefusal(cause: unknown): Refusal {
  if (cause instanceof Refusal) return cause
  return new Refusal('PARSERS_DISAGREE', 0, {
    zh: '解析器无法处理这段 XML。',
    en: `A parser failed on this XML: ${cause instanceof Error ? cause.message : String(cause)}`,
  })
}
