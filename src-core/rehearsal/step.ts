import type { Exchange } from '../contract/exchange.ts'
import type { Evidence } from '../contract/findings/kind.ts'
import type { PhoneOutcome } from '../contract/phone-view.ts'
import type { StepState } from '../contract/rehearsal.ts'
import type { SentDelivery } from '../contract/sending.ts'
import type { Bilingual } from '../contract/text.ts'
import type { SampleOrder } from '../sender/sample-fields.ts'

/** A row of a rehearsal. */
export interface StepRow {
  title: Bilingual
  /** A message of the catalogue, or a text of one's own. */
  message: SampleOrder | { text: string }
  expects: Expectation
}

export interface RehearsalRow {
  id: string
  title: Bilingual
  says: Bilingual
  steps: readonly StepRow[]
}

/** What an answer should be, how well that is known, and whether one is so. */
export interface Expectation {
  says: Bilingual
  evidence: Evidence
  page: string | null
  judge(answer: Answered): StepState
}

/** All deliveries of a message, and the answer to the last one. */
export interface Answered {
  deliveries: readonly SentDelivery[]
  /** Of the last delivery; null if the responder turned it away before it was read. */
  exchange: Exchange | null
  outcome: PhoneOutcome | null
  /** A passive reply's type and text, decrypted; null if it is none, or WeChat would not take it. */
  reply: { type: string; content: string } | null
}
