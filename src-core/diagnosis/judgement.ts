import type { Finding, Verdict } from '../contract/exchange.ts'

/** The verdict that WeChat would reach on an answer, and why. Each answer is judged once, where it is made. */
export interface Judgement {
  verdict: Verdict
  findings: Finding[]
  /**
   * False if judging failed, which is a defect of ours, or if no rule is known for an answer to a JSON push; the verdict
   * then rests on the status or the body alone.
   */
  judged?: false
}
