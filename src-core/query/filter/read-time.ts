const UNITS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

const AGO = /^(\d{1,6})(s|m|h|d)$/i
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/
const DAY = /^(?:(\d{4})-)?(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/i
const EPOCH_MS = /^\d{13}$/
const EPOCH_S = /^\d{10}$/

/**
 * Returns epoch milliseconds: of a time of today, a day (its first moment, of this year unless written), `30m` before
 * now, or of seconds or milliseconds as logs have them. Times are those of this machine. Null if it is none of these.
 */
export function readTime(text: string, now: number): number | null {
  const today = new Date(now)
  const ago = AGO.exec(text)
  if (ago) return now - Number(ago[1]) * UNITS[ago[2]!.toLowerCase() as keyof typeof UNITS]
  if (EPOCH_MS.test(text)) return Number(text)
  if (EPOCH_S.test(text)) return Number(text) * 1000
  const clock = CLOCK.exec(text)
  if (clock) {
    const [, hours, minutes, seconds] = clock
    return momentOf(today.getFullYear(), today.getMonth() + 1, today.getDate(), hours, minutes, seconds)
  }
  const day = DAY.exec(text)
  if (!day) return null
  const [, year, month, date, hours, minutes, seconds] = day
  return momentOf(Number(year ?? today.getFullYear()), Number(month), Number(date), hours, minutes, seconds)
}

/** Returns null if there is no such moment, such as on the 31st of a short month. */
function momentOf(
  year: number,
  month: number,
  date: number,
  ...clock: (string | undefined)[]
): number | null {
  const [hours = 0, minutes = 0, seconds = 0] = clock.map((one) => Number(one ?? 0))
  const moment = new Date(year, month - 1, date, hours, minutes, seconds)
  const isReal = moment.getMonth() === month - 1 && moment.getDate() === date
  return isReal && hours < 24 && minutes < 60 && seconds < 60 ? moment.getTime() : null
}
