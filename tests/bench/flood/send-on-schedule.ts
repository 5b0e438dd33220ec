import { setTimeout as delay } from 'node:timers/promises'

interface Schedule<Item, Lane> {
  /** Each takes one item at a time. */
  lanes: readonly Lane[]
  /** Items a second. */
  rate: number
  send(lane: Lane, item: Item): Promise<void>
  /** Milliseconds that pass; a test has its own. */
  now?(): number
  wait?(ms: number): Promise<unknown>
}

/**
 * Sends each item at its time. Returns the milliseconds of each from when it was due: one that waited, since all lanes
 * were taken, has waited as it would in life. Measured from when they were sent, a server that stops for a second
 * would have a single slow answer. Rejects if sending one does.
 */
export async function sendOnSchedule<Item, Lane>(
  items: readonly Item[],
  { lanes, rate, send, now = () => performance.now(), wait = delay }: Schedule<Item, Lane>,
): Promise<number[]> {
  // The one that is free for longest takes the next: a connection that was never used would be closed by the server.
  const free = [...lanes]
  const latencies: number[] = []
  const under = new Set<Promise<void>>()
  const begun = now()
  let next = 0
  const failures: unknown[] = []

  function sendDue(): void {
    for (; next < items.length && free.length > 0 && failures.length === 0; next++) {
      const due = begun + (next * 1000) / rate
      if (due > now()) return
      const sending = sendOne(free.shift()!, items[next]!, due)
      under.add(sending)
      void sending.finally(() => under.delete(sending))
    }
  }

  async function sendOne(lane: Lane, item: Item, due: number): Promise<void> {
    try {
      await send(lane, item)
    } catch (cause) {
      failures.push(cause)
      return
    }
    latencies.push(now() - due)
    free.push(lane)
    sendDue()
  }

  while (next < items.length && failures.length === 0) {
    sendDue()
    await wait(1)
  }
  await Promise.all(under)
  if (failures.length > 0) throw failures[0]
  return latencies
}
