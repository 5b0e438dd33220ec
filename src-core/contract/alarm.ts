import * as v from 'valibot'
import { command, idSchema } from './command.ts'
import type { ExchangeSummary, Finding } from './exchange.ts'
import { pastedTextSchema } from './pasted-text.ts'

/**
 * The subject of an alarm: name resolution, connecting, 5 s without an answer, an invalid answer, or that pushes stop
 * for a minute.
 */
export type AlarmKind =
  | 'dns-failed'
  | 'dns-timeout'
  | 'connect-timeout'
  | 'request-timeout'
  | 'reply-invalid'
  | 'muted'

/**
 * An alarm of WeChat's, as it arrives in the group that was chosen for alarms.
 *
 * Source: https://developers.weixin.qq.com/doc/service/guide/dev/api/warn_guide.html
 */
export interface Alarm {
  /** Null if neither its words nor its fields say. */
  kind: AlarmKind | null
  /** The lines above the sample, in their order: Appid, 昵称, 时间, 内容, 次数. */
  lines: [name: string, value: string][]
  /** The fields of the sample (错误样例), in their order and letter case, except for the answer. */
  fields: [name: string, value: string][]
  openId: string | null
  /** Epoch seconds. */
  stamp: number | null
  url: string | null
  /** The answer; null if the alarm does not show it. */
  reply: AlarmReply | null
}

export interface AlarmReply {
  content: string
  /** `response_length`, in bytes. */
  length: number | null
  /** True if the alarm shows only a part of the answer. */
  cut: boolean
}

export interface AlarmReading {
  alarm: Alarm
  findings: Finding[]
  match: AlarmMatch
  /** The further alarms of the same text, each read alike; absent if there are none. */
  others?: AlarmReading[]
}

export interface AlarmMatch {
  /** The exchange that it is about, and the alarm as the workbench would word it. */
  exchange: ExchangeSummary | null
  line: string | null
  /**
   * `looked` is the number of exchanges that exist; `ofUser` is the number of those that are this user's, 500 at most.
   */
  looked: number
  ofUser: number
}

export const alarmCommands = {
  /** Null if the text is no alarm. */
  'alarm.read': command<AlarmReading | null>()({
    access: 'read',
    says: {
      zh: '解释一条微信报警，并找出它说的是哪次推送。',
      en: 'Explains a WeChat alarm and finds the exchange that it is about.',
    },
    input: pastedTextSchema,
  }),
  'alarm.write': command<{ line: string }>()({
    access: 'read',
    says: {
      zh: '把一次推送写成微信报警里的样子，便于对照。',
      en: 'Words an exchange as a WeChat alarm would, to compare the two.',
    },
    input: v.strictObject({ id: idSchema }),
  }),
}
