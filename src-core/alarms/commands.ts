import type { alarmCommands } from '../contract/alarm.ts'
import type { Handlers } from '../contract/command.ts'
import { getExchange } from '../history/get-exchange.ts'
import type { History } from '../ports/history.ts'
import { writeAlarmLine } from '../wechat/alarm-line.ts'
import { interpretAlarm } from './interpret-alarm.ts'

export function createAlarmHandlers(history: History): Handlers<typeof alarmCommands> {
  return {
    'alarm.read': ({ text }) => interpretAlarm(text, history),
    'alarm.write': ({ id }) => ({ line: writeAlarmLine(getExchange(history, id)) }),
  }
}
