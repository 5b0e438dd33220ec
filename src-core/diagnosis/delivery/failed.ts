import type { Evidence } from '../../contract/findings/kind.ts'
import type { Bilingual } from '../../contract/text.ts'
import type { DeliveryStep } from '../../ports/http.ts'

/** A connection that failed before one byte of an answer came. */
export interface Failed {
  code: string
  message: string
  during: DeliveryStep
  /** The names on the certificate, if it is for others. */
  names: string[]
  isSecure: boolean
  host: string
  port: string
}

/** Why it failed, in the words of people, and what to do. */
export interface FailureTexts {
  /** Completes a sentence; its code follows in brackets. */
  why: Bilingual
  detail: Bilingual
  fix: Bilingual
  evidence?: Evidence
}
