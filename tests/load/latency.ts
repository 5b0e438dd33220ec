export interface Latency {
  p50: number
  p99: number
  max: number
}

/** Summarizes milliseconds, to a tenth; all are 0 if there are none. */
export function summarizeLatency(milliseconds: readonly number[]): Latency {
  const sorted = milliseconds.toSorted((a, b) => a - b)
  const at = (share: number) =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10
  return { p50: at(0.5), p99: at(0.99), max: at(1) }
}
