import { setTimeout as delay } from 'node:timers/promises'

const STEP_MS = 250

/** Resolves with what `find` returns as soon as it returns something. */
export async function waitUntil<Found>(
  what: string,
  find: () => Found | null,
  limitMs = 60_000,
): Promise<Found> {
  const givesUpAt = Date.now() + limitMs
  for (;;) {
    const found = find()
    if (found !== null) return found
    if (Date.now() > givesUpAt) throw new Error(`${what} did not come in ${limitMs / 1000} s`)
    await delay(STEP_MS)
  }
}
