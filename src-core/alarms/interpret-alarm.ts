import type { Alarm, AlarmMatch, AlarmReading } from '../contract/alarm.ts'
import type { Exchange, ExchangeSummary } from '../contract/exchange.ts'
import type { Query } from '../contract/query.ts'
import { diagnoseAlarm } from '../diagnosis/alarm.ts'
import type { History } from '../ports/history.ts'
import { readAlarms, writeAlarmLine } from '../wechat/alarm-line.ts'
import { readField } from '../exchange/receive.ts'

/** The most exchanges of the user to look through: so many of the newest, and so many of the alarm's time. */
const LOOKED_AT = 500

/** Seconds allowed between an alarm's Stamp and our receiving: the two clocks differ, and the tunnel takes time. */
const TOLERANCE_S = 30

/**
 * Reads the alarms in a text, says what each means and finds the exchange that it is about; null if there is none.
 */
export function interpretAlarm(
  text: string,
  history: Pick<History, 'list' | 'get' | 'status'>,
): AlarmReading | null {
  const [first, ...others] = readAlarms(text).map((alarm) => interpretOne(alarm, history))
  if (!first) return null
  return others.length > 0 ? { ...first, others } : first
}

function interpretOne(alarm: Alarm, history: Pick<History, 'list' | 'get' | 'status'>): AlarmReading {
  const { openId, stamp } = alarm
  const ofUser = openId === null ? [] : history.list({ where: isFrom(openId), limit: LOOKED_AT }).items
  const found = openId === null || stamp === null ? null : findByStamp(ofUser, openId, stamp, history)
  return {
    alarm,
    findings: diagnoseAlarm(alarm, found?.exchange.message ?? null),
    match: describeMatch(found, history.status().count, ofUser.length),
  }
}

const isFrom = (openId: string): Query => ({
  all: [
    { key: 'direction', is: ['in'] },
    { key: 'from', is: [openId] },
  ],
})

interface Found {
  summary: ExchangeSummary
  exchange: Exchange
}

/**
 * An exchange of this very second is preferred to one near it. If older exchanges exist, it also asks for those of the
 * alarm's time.
 */
function findByStamp(
  newest: readonly ExchangeSummary[],
  openId: string,
  stamp: number,
  history: Pick<History, 'list' | 'get'>,
): Found | null {
  const thatTime: Query = {
    key: 'receivedAt',
    atLeast: (stamp - TOLERANCE_S) * 1000,
    atMost: (stamp + TOLERANCE_S) * 1000,
  }
  const distance = ({ receivedAt }: ExchangeSummary) => Math.abs(receivedAt / 1000 - stamp)
  const near =
    newest.length < LOOKED_AT
      ? newest.filter((one) => distance(one) <= TOLERANCE_S)
      : history.list({ where: { all: [isFrom(openId), thatTime] }, limit: LOOKED_AT }).items
  const byDistance = (a: ExchangeSummary, b: ExchangeSummary) => distance(a) - distance(b)
  const nearest = near.toSorted(byDistance)
  return (
    findWhole([...nearest, ...newest.toSorted(byDistance)], (one) => names(one, stamp), history) ??
    findWhole(nearest, () => true, history)
  )
}

function names({ request, message }: Exchange, stamp: number): boolean {
  const seconds = [request.query['timestamp'], message && readField(message.json, 'CreateTime')]
  return seconds.includes(String(stamp))
}

/** Returns the first exchange whose record is whole and fits. */
function findWhole(
  summaries: readonly ExchangeSummary[],
  fits: (exchange: Exchange) => boolean,
  { get }: Pick<History, 'get'>,
): Found | null {
  for (const summary of summaries) {
    const exchange = get(summary.id)
    if (exchange && fits(exchange)) return { summary, exchange }
  }
  return null
}

function describeMatch(found: Found | null, looked: number, ofUser: number): AlarmMatch {
  if (!found) return { exchange: null, line: null, looked, ofUser }
  return { exchange: found.summary, line: writeAlarmLine(found.exchange), looked, ofUser }
}
