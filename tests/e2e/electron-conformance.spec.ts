import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test as base } from '@playwright/test'
import { createClient } from '../../src-renderer/transport/connect.ts'
import type { Transport } from '../../src-renderer/transport/connect.ts'
import { conformanceCases } from '../contract/conformance.ts'
import { openBridge } from './electron-bridge.ts'
import { findShell, startDesktop } from './shells.ts'

const { missing } = findShell('electron')
base.skip(missing !== null, missing ?? '')

/** One window for all: each case runs over a channel that earlier cases have used. */
const test = base.extend<object, { bridge: Transport }>({
  bridge: [
    async ({}, use) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'mpscope-conformance-'))
      const { page, close } = await startDesktop({ dataDir, locale: 'zh-CN' })
      await expect(page.getByRole('banner').or(page.getByRole('main')).first()).toBeVisible()
      await use(await openBridge(page))
      await close()
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
    },
    { scope: 'worker' },
  ],
})

for (const { name, run } of conformanceCases) {
  test(`over IPC: ${name}`, async ({ bridge }) => {
    const client = createClient(bridge)
    try {
      await run(client)
    } finally {
      client.close()
    }
  })
}
