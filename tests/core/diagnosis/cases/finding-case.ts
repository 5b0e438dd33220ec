import type { Finding } from '../../../../src-core/contract/exchange.ts'
import type { FindingCode } from '../../../../src-core/contract/findings.ts'
import { diagnoseAlarm } from '../../../../src-core/diagnosis/alarm.ts'
import { readAlarm } from '../../../../src-core/wechat/alarm-line.ts'

type Found = Finding[] | Promise<Finding[]>

/** A fault, and a near miss: the same with one thing changed. */
export interface FindingCase {
  code: FindingCode
  name: string
  /** The findings in the fault: this code is among them. */
  seen(): Found
  /** The findings in the near miss: this code is not among them. */
  near(): Found
}

/** Returns the findings in a pasted alarm of WeChat's. */
export function findInAlarm(text: string): Finding[] {
  const alarm = readAlarm(text)
  if (!alarm) throw new Error('no alarm')
  return diagnoseAlarm(alarm, null)
}
