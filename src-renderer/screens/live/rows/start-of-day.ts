/** Returns the first millisecond of the day, in the time of this machine. */
export function startOfDay(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0)
}
