import { describe, expect, it } from 'vitest'
import { createTemporaryFolder } from '../running-workbench.ts'
import { open, openBeside, record, untilStatus } from './recording.ts'

const NOW = 1_714_036_504_000
const asked = { account: 'default', limit: 3 }

describe('a message that came before a restart', () => {
  it('is known again although the file was locked when the workbench started', async () => {
    const folder = createTemporaryFolder()
    const before = await open(folder)
    const first = await record(before, { receivedAt: NOW, messageKey: 'msg:1' })
    await before.close()
    const beside = openBeside(folder)
    beside.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    const history = await open(folder)
    beside.close()
    await record(history, { receivedAt: NOW + 4000, messageKey: 'msg:2' })
    await untilStatus(history, ({ reason }) => reason === null)
    const found = history.deliveries({ ...asked, messageKey: 'msg:1', since: NOW + 5000 - 60_000 })
    expect(found.map(({ id }) => id)).toEqual([first.id])
  })

  it('is known again although one that had come long before it was answered after it', async () => {
    const folder = createTemporaryFolder()
    const before = await open(folder)
    const first = await record(before, { receivedAt: NOW, messageKey: 'msg:1' })
    // Held by hand for two minutes.
    await record(before, { receivedAt: NOW - 120_000, messageKey: 'msg:0' })
    await before.close()
    const history = await open(folder)
    const found = history.deliveries({ ...asked, messageKey: 'msg:1', since: NOW + 5000 - 60_000 })
    expect(found.map(({ id }) => id)).toEqual([first.id])
  })
})
