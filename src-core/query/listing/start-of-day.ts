/** Milliseconds of a day. */
const DAY = 86_400_000

/**
 * Returns a function that finds the first moment of a day in a time zone, such as `Asia/Shanghai`; in the zone of this
 * machine if there is none of that name. A day on which the clocks change may begin an hour off.
 */
export function createStartOfDay(timeZone: string | undefined): (ms: number) => number {
  const format = createFormat(timeZone)
  return (ms) => {
    const parts = format.formatToParts(ms)
    const read = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0)
    const sinceMidnight = ((read('hour') * 60 + read('minute')) * 60 + read('second')) * 1000
    return ms - (sinceMidnight % DAY) - (((ms % 1000) + 1000) % 1000)
  }
}

function createFormat(timeZone: string | undefined): Intl.DateTimeFormat {
  const options = { hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' } as const
  try {
    return new Intl.DateTimeFormat('en', { ...options, timeZone })
  } catch {
    return new Intl.DateTimeFormat('en', options)
  }
}
