import type { ExchangeMessage, Verdict } from '../../../../src-core/contract/exchange.ts'
import type { FindingCode } from '../../../../src-core/contract/findings.ts'
import type { Severity } from '../../../../src-core/contract/findings/kind.ts'
import type { Reply } from './replies.ts'

export interface JudgeCase {
  code: FindingCode
  name: string
  severity: Severity
  verdict: Verdict
  reply: Reply
  /** Similar replies that do not have this finding. */
  near: Reply[]
  message?: ExchangeMessage
  /** The whole mended body; null if none may be offered. */
  repair: string | null
  /** Words that the title must have. */
  says?: RegExp
}
