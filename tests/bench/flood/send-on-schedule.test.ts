import { expect, it } from 'vitest'
import { sendOnSchedule } from './send-on-schedule.ts'

/** A clock that runs when somebody waits, and a server that answers at once but for a while in which it stops. */
function createWorld({ stopsAt = Infinity, stopsFor = 0 } = {}) {
  let time = 0
  const waiting: { until: number; go(): void }[] = []
  const wait = async (ms: number) => {
    time += ms
    for (const one of waiting.filter(({ until }) => until <= time)) {
      waiting.splice(waiting.indexOf(one), 1)
      one.go()
    }
    await new Promise(setImmediate)
  }
  return {
    now: () => time,
    wait,
    async send() {
      if (time < stopsAt || time >= stopsAt + stopsFor) return
      await new Promise<void>((go) => waiting.push({ until: stopsAt + stopsFor, go }))
    },
  }
}

const items = Array.from({ length: 200 }, (_, index) => index)

it('sends each at its time, and takes no longer than they are apart', async () => {
  const world = createWorld()
  const latencies = await sendOnSchedule(items, { ...world, lanes: [1, 2], rate: 1000 })
  expect(world.now()).toBeGreaterThanOrEqual(199)
  expect(latencies).toHaveLength(200)
  expect(Math.max(...latencies)).toBeLessThanOrEqual(1)
})

it('counts for each the time for which the server stopped, and not for those alone that were on their way', async () => {
  const world = createWorld({ stopsAt: 50, stopsFor: 100 })
  const latencies = await sendOnSchedule(items, { ...world, lanes: [1, 2], rate: 1000 })
  expect(latencies.filter((ms) => ms > 40).length).toBeGreaterThan(50)
})

it('fails with what sending failed with', async () => {
  const world = { ...createWorld(), send: () => Promise.reject(new Error('closed')) }
  await expect(sendOnSchedule(items, { ...world, lanes: [1], rate: 1000 })).rejects.toThrow('closed')
})
