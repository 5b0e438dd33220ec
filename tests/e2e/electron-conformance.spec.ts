import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test as base } from '@playwright/test'
import type { Page } from '@playwright/test'
import { createClient } from '../../src-renderer/transport/connect.ts'
import type { Transport } from '../../src-renderer/transport/connect.ts'
import { conformanceCases } from '../contract/conformance.ts'
import { findShell, startDesktop } from './shells.ts'

const { missing } = findShell('electron')
base.skip(missing !== null, missing ?? '')

/** Runs the screens' client here, over the bridge of a real window: preload, IPC and main process are real. */
async function openBridge(page: Page): Promise<Transport> {
  const listeners = new Set<(text: string) => void>()
  await page.exposeFunction('hear', (text: string) => {
    for (const listener of listeners) listener(text)
  })
  await page.evaluate(() => {
    const { mpscope, hear } = globalThis as unknown as {
      mpscope: { onMessage(listener: (text: string) => void): void }
      hear(text: string): void
    }
    mpscope.onMessage((text) => hear(text))
  })
  return {
    open() {
      const own: ((text: string) => void)[] = []
      return Promise.resolve({
        post: (text) =>
          void page.evaluate(
            (message) =>
              (globalThis as unknown as { mpscope: { post(text: string): void } }).mpscope.post(message),
            text,
          ),
        onMessage(listener) {
          own.push(listener)
          listeners.add(listener)
        },
        onClose: () => {},
        close() {
          for (const listener of own) listeners.delete(listener)
        },
      })
    },
  }
}

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
