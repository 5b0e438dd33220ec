import type { Finding, Verdict } from '../contract/exchange.ts'

/** What WeChat would make of an answer, and why. Each answer is judged once, where it comes about. */
export interface Judgement {
  verdict: Verdict
  findings: Finding[]
  /** Judging failed, which is a defect of ours; the verdict is what the status alone allows. */
  judged?: false
}
