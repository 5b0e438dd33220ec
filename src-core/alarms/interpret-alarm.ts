import type { AlarmMatch, AlarmReading } from '../contract/alarm.ts'
import type { Exchange, ExchangeSummary } from '../contract/exchange.ts'
import { diagnoseAlarm } from '../diagnosis/alarm.ts'
import type { History } from '../ports.ts'
import { readAlarm, writeAlarmLine } from '../wechat/alarm-line.ts'
import { readField } from '../exchange/receive.ts'

/** How many of the newest exchanges an alarm is looked for in. */
const LOOKED_AT = 500

/** Seconds between an alarm's Stamp and our receiving: two clocks, and the way through a tunnel. */
const TOLERANCE_S = 30

/** Reads an alarm, says what it means and finds the exchange that it is about; null where the text is no alarm. */
export function interpretAlarm(text: string, history: Pick<History, 'list' | 'get'>): AlarmReading | null {
  const alarm = readAlarm(text)
  if (!alarm) return null
  const { items } = history.list({ limit: LOOKED_AT })
  const ofUser = alarm.openId === null ? [] : items.filter(({ from }) => from === alarm.openId)
  const found = alarm.stamp === null ? null : findByStamp(ofUser, alarm.stamp, history.get)
  return {
    alarm,
    findings: diagnoseAlarm(alarm, found?.exchange.message ?? null),
    match: describeMatch(found, items.length, ofUser.length),
  }
}

interface Found {
  summary: ExchangeSummary
  exchange: Exchange
}

/** One that names this very second goes before one that came about then. */
function findByStamp(
  summaries: readonly ExchangeSummary[],
  stamp: number,
  get: History['get'],
): Found | null {
  const distance = ({ receivedAt }: ExchangeSummary) => Math.abs(receivedAt / 1000 - stamp)
  const near = summaries
    .toSorted((a, b) => distance(a) - distance(b))
    .flatMap((summary): Found[] => {
      const exchange = get(summary.id)
      return exchange ? [{ summary, exchange }] : []
    })
  const named = near.find(({ exchange: { request, message } }) =>
    [request.query['timestamp'], message && readField(message.json, 'CreateTime')].includes(String(stamp)),
  )
  return named ?? near.find(({ summary }) => distance(summary) <= TOLERANCE_S) ?? null
}

function describeMatch(found: Found | null, looked: number, ofUser: number): AlarmMatch {
  if (!found) return { exchange: null, line: null, looked, ofUser }
  return { exchange: found.summary, line: writeAlarmLine(found.exchange), looked, ofUser }
}
