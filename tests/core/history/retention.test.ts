import { expect, it } from 'vitest'
import { beginSweeping } from '../../../src-core/history/retention.ts'
import type { KeptBounds } from '../../../src-core/ports/history.ts'

const HOUR = 3_600_000

/** A clock that stands still until `goOn`, and a history that notes what it is asked for. */
function createWorld(removeBeyond: () => Promise<number>) {
  let now = 100 * HOUR
  let waiting: { at: number; run: () => void } | null = null
  const asked: KeptBounds[] = []
  const reported: unknown[] = []
  return {
    asked,
    reported,
    report: (error: unknown) => void reported.push(error),
    isWaiting: () => waiting !== null,
    /** Lets so much time pass, and then everything that is due run to its end. */
    async goOn(ms: number) {
      now += ms
      if (waiting && waiting.at <= now) {
        const { run } = waiting
        waiting = null
        run()
      }
      await new Promise(setImmediate)
    },
    ports: {
      clock: {
        now: () => now,
        monotonic: () => now,
        after(ms: number, run: () => void) {
          waiting = { at: now + ms, run }
          return () => void (waiting = null)
        },
      },
      history: {
        removeBeyond(bounds: KeptBounds) {
          asked.push(bounds)
          return removeBeyond()
        },
      },
    },
  }
}

it('sweeps at once, and again and again; the age counts from now', async () => {
  const world = createWorld(async () => 0)
  const sweeping = beginSweeping(world.ports, { ageMs: 24 * HOUR, rows: 1000 }, world.report)
  await world.goOn(0)
  await world.goOn(HOUR)
  expect(world.asked).toEqual([
    { since: 76 * HOUR, rows: 1000 },
    { since: 77 * HOUR, rows: 1000 },
  ])
  sweeping.end()
  expect(world.isWaiting()).toBe(false)
})

it('an end during a sweep is the end', async () => {
  const swept = Promise.withResolvers<number>()
  const world = createWorld(() => swept.promise)
  beginSweeping(world.ports, { ageMs: null, rows: 1 }, world.report).end()
  swept.resolve(0)
  await world.goOn(HOUR)
  expect([world.asked, world.isWaiting()]).toEqual([[{ since: null, rows: 1 }], false])
})

it('a failure is said once, and the next sweep is tried all the same', async () => {
  const results = [new Error('full'), new Error('full'), 0, new Error('full')]
  const world = createWorld(async () => {
    const result = results.shift()!
    if (result instanceof Error) throw result
    return result
  })
  beginSweeping(world.ports, { ageMs: HOUR, rows: null }, world.report)
  await world.goOn(0)
  await world.goOn(HOUR)
  expect(world.reported).toEqual([new Error('full')])
  await world.goOn(HOUR)
  await world.goOn(HOUR)
  expect(world.reported).toEqual([new Error('full'), new Error('full')])
})
