import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createTemporaryFolder, startWorkbench } from './running-workbench.ts'

it('the workbench tells where its data is, and what it runs on', async () => {
  const dataDir = createTemporaryFolder()
  const { call } = await startWorkbench({ dataDir })
  const about = await call('workbench.about', {})
  expect(about).toMatchObject({ dataDir, runtime: [{ name: 'Node.js', version: process.versions.node }] })
  expect(about.sqlite).toMatch(/^3\.\d/)
  expect(about.system).toContain(process.arch)
})

it('the size of the history is that of its files, and none in memory', async () => {
  const dataDir = createTemporaryFolder()
  const { call, account } = await startWorkbench({ dataDir })
  await call('message.send', { account: (await account()).id, type: 'text' })
  const files = readdirSync(dataDir).filter((name) => name.startsWith('history.sqlite'))
  const bytes = files.reduce((sum, name) => sum + statSync(join(dataDir, name)).size, 0)
  expect(bytes).toBeGreaterThan(4096)
  expect(await call('history.size', {})).toEqual({ bytes, durable: false })

  const ephemeral = await startWorkbench()
  expect(await ephemeral.call('history.size', {})).toEqual({ bytes: null, durable: false })
  expect((await ephemeral.call('workbench.about', {})).dataDir).toBeNull()
})
