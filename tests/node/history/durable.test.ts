import { renameSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createTemporaryFolder, startWorkbench } from '../running-workbench.ts'
import { mountDisk, noMount } from '../small-disk.ts'
import { fileOf, open, record } from './recording.ts'

// What is read is the pragma of the connection that records, and not the setting.
it('commits wait for the disk as soon as the preference says so, and no longer when it does not', async () => {
  const dataDir = createTemporaryFolder()
  const { call, close } = await startWorkbench({ dataDir })
  const isDurable = async () => (await call('history.size', {})).durable
  expect(await isDurable()).toBe(false)
  await call('preferences.update', { durable: true })
  expect(await isDurable()).toBe(true)
  await call('preferences.update', { durable: false })
  expect(await isDurable()).toBe(false)
  await call('preferences.update', { durable: true })
  await close()
  const again = await startWorkbench({ dataDir })
  expect((await again.call('history.size', {})).durable).toBe(true)
})

it('a start may ask for it, whatever the preference says', async () => {
  const { call } = await startWorkbench({ dataDir: createTemporaryFolder(), durable: true })
  await call('preferences.update', { durable: true })
  await call('preferences.update', { durable: false })
  expect((await call('history.size', {})).durable).toBe(true)
})

it('a file that takes the place of one that was moved away waits as well', async () => {
  const folder = createTemporaryFolder()
  const history = await open(folder)
  history.setDurable(true)
  await record(history)
  renameSync(fileOf(folder), `${fileOf(folder)}.moved`)
  await record(history)
  expect([history.isDurable(), history.status().kept]).toEqual([true, 'disk'])
})

it('in memory nothing waits, and says so', async () => {
  const history = await open(null)
  history.setDurable(true)
  expect(history.isDurable()).toBe(false)
})

it.skipIf(noMount)('a file that may not be written promises nothing (needs root)', async () => {
  const disk = mountDisk(3 * 1024)
  await (await open(disk.folder)).close()
  disk.setReadOnly(true)
  const history = await open(disk.folder)
  history.setDurable(true)
  expect(history.isDurable()).toBe(false)
})
