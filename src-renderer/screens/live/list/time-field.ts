const MINUTE_MS = 60_000

/** Writes a time (epoch milliseconds) for a field of the type `datetime-local`, in the time of this machine. */
export function writeTimeField(ms: number): string {
  const offset = new Date(ms).getTimezoneOffset() * MINUTE_MS
  return new Date(ms - offset).toISOString().slice(0, 19)
}

/** Reads what the field has, to the end of that second, so that all of it counts; null if it is no time. */
export function readTimeField(text: string): number | null {
  const ms = new Date(text).getTime()
  return Number.isNaN(ms) ? null : ms + 999
}
