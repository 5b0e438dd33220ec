import type { Bilingual } from '../../src-core/contract/text.ts'

/** The codes of an `ApiFault`; programs match on them, never on the message. */
export type ApiFaultCode = 'INVALID_INPUT' | 'NOT_FOUND' | 'NOT_READABLE' | 'NOT_DECRYPTED'

/** The error that the functions of the package throw; `api.ts` declares it as `MpscopeError`. */
export class ApiFault extends Error {
  readonly code: ApiFaultCode
  readonly text: Bilingual

  constructor(code: ApiFaultCode, text: Bilingual) {
    super(text.en)
    this.name = 'MpscopeError'
    this.code = code
    this.text = text
  }
}
