import { expect, it } from 'vitest'
import { createTemporaryFolder } from '../running-workbench.ts'
import { breakDisk, open, record, clear } from './recording.ts'

it.each([
  ['on the disk', createTemporaryFolder],
  ['in memory', () => null],
])('exchanges %s are counted as clearing would remove them', async (_, folder) => {
  const history = await open(folder())
  for (const [account, receivedAt] of [
    ['a', 1],
    ['b', 1],
    ['a', 2],
  ] as const)
    await record(history, { account, receivedAt })
  const parts = [{}, { account: 'a' }, { before: 2 }, { account: 'a', before: 2 }, { account: 'c' }]
  expect(parts.map((part) => history.count(part).count)).toEqual([3, 2, 2, 1, 0])
  for (const part of parts.toReversed()) {
    const counted = history.count(part).count
    expect(await clear(history, 'all', part)).toBe(counted)
  }
})

it('exchanges that wait for the disk are counted with those on it', async () => {
  const folder = createTemporaryFolder()
  const history = await open(folder)
  await record(history, { account: 'a', receivedAt: 1 })
  const mend = breakDisk(folder)
  await record(history, { account: 'a', receivedAt: 2 })
  expect(history.status().waiting).toBe(1)
  expect([history.count({ account: 'a' }).count, history.count({ before: 2 }).count]).toEqual([2, 1])
  mend()
})
