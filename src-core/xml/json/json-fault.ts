import type { Bilingual } from '../../contract/text.ts'
import type { JsonPath } from './json-path.ts'

export type JsonFaultCode =
  | 'JSON_EMPTY'
  | 'JSON_SYNTAX'
  | 'JSON_UNTERMINATED'
  | 'JSON_BAD_STRING'
  | 'JSON_BAD_ESCAPE'
  | 'JSON_BAD_NUMBER'
  | 'JSON_NOT_A_NUMBER'
  | 'JSON_TRAILING_TEXT'
  | 'JSON_DUPLICATE_KEY'
  | 'JSON_TOO_DEEP'
  | 'JSON_TOO_LARGE'
  | 'NO_ROOT'
  | 'SEVERAL_ROOTS'
  | 'BAD_NAME'
  | 'BAD_CHARACTER'
  | 'BAD_ATTRIBUTE'
  | 'BAD_TEXT'
  | 'BAD_COMMENT'
  | 'BAD_PI'
  | 'BAD_DECLARATION'
  | 'BAD_CHILD'
  | 'NESTED_ARRAY'
  | 'TEXT_BESIDE_CHILDREN'
  | 'LOSSLESS_KEY'
  | 'TOO_DEEP'

/** Says why a text is not JSON, or cannot become XML. `at` is an offset in the JSON text, if it was read from one. */
export class JsonFault extends Error {
  readonly code: JsonFaultCode
  readonly path: JsonPath
  readonly at: number | undefined
  readonly sentence: Bilingual

  constructor(code: JsonFaultCode, path: JsonPath, at: number | undefined, sentence: Bilingual) {
    super(sentence.en)
    this.name = 'JsonFault'
    this.code = code
    this.path = path
    this.at = at
    this.sentence = sentence
  }
}
