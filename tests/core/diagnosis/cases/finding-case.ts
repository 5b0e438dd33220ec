import type { Finding } from '../../../../src-core/contract/exchange.ts'
import type { FindingCode } from '../../../../src-core/contract/findings.ts'
import { diagnoseAlarm } from '../../../../src-core/diagnosis/alarm.ts'
import { readAlarm } from '../../../../src-core/wechat/alarm-line.ts'

type Found = Finding[] | Promise<Finding[]>

/** A fault, and what is nearly it: the same with one thing changed. */
export interface FindingCase {
  code: FindingCode
  name: string
  /** What is found in the fault: this code is among it. */
  seen(): Found
  /** What is found in the near miss: this code is not. */
  near(): Found
}

/** What is found in an alarm of WeChat's, pasted. */
export function findInAlarm(text: string): Finding[] {
  const alarm = readAlarm(text)
  if (!alarm) throw new Error('no alarm')
  return diagnoseAlarm(alarm, null)
}
