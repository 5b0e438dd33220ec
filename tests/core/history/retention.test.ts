import { describe, expect, it } from 'vitest'
import { beginSweeping, decideBounds } from '../../../src-core/history/retention.ts'
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
  const sweeping = beginSweeping(world.ports, (now) => [{ since: now - 24 * HOUR, rows: 1000 }], world.report)
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
  beginSweeping(
    world.ports,
    () => [
      { since: null, rows: 1 },
      { since: null, rows: 2 },
    ],
    world.report,
  ).end()
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
  beginSweeping(world.ports, (now) => [{ since: now - HOUR, rows: null }], world.report)
  await world.goOn(0)
  await world.goOn(HOUR)
  expect(world.reported).toEqual([new Error('full')])
  await world.goOn(HOUR)
  await world.goOn(HOUR)
  expect(world.reported).toEqual([new Error('full'), new Error('full')])
})

describe('bounds', () => {
  const DAY = 24 * HOUR
  const now = 1000 * DAY
  const accounts = [
    { id: 'a', keep: null },
    { id: 'b', keep: { days: 30, rows: 0 } },
    { id: 'c', keep: { days: 0, rows: 0 } },
  ]

  it('are those of the account, and for all others the general ones', () => {
    expect(decideBounds({ keepDays: 7, keepRows: 500 }, accounts, undefined, now)).toEqual([
      { of: { except: ['b', 'c'] }, since: now - 7 * DAY, rows: 500 },
      { of: { account: 'b' }, since: now - 30 * DAY, rows: null },
    ])
  })

  it('are none where nothing is set', () => {
    expect(decideBounds({ keepDays: 0, keepRows: 0 }, [accounts[0]!], undefined, now)).toEqual([])
  })

  it('that were asked for at the start take the place of the general ones alone', () => {
    const asked = { ageMs: HOUR, rows: null }
    expect(decideBounds({ keepDays: 7, keepRows: 500 }, accounts.slice(0, 2), asked, now)).toEqual([
      { of: { except: ['b'] }, since: now - HOUR, rows: null },
      { of: { account: 'b' }, since: now - 30 * DAY, rows: null },
    ])
  })
})
