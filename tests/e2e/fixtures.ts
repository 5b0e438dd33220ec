import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import type { Browser } from '@playwright/test'
import { BrowserPages, openPage } from './browser-pages.ts'
import { LivePage } from './live-page.ts'
import { prepareAccount } from './prepared-account.ts'
import { findShell, launchBrowser, QUICK_TO_RUN, startShell } from './shells.ts'
import type { RunningShell, ShellStart } from './shells.ts'
import type { TestShell } from './test-shells.ts'

export interface ShellOptions {
  shell: TestShell['name']
}

interface StartOptions extends Partial<
  Pick<ShellStart, 'locale' | 'ownProcess' | 'preferredPorts' | 'updateSource'>
> {
  /** True for a test that changes its page for good: `addInitScript`, `exposeFunction`, `routeWebSocket`, `clock`. */
  ownProfile?: boolean
}

interface Fixtures {
  dataDir: string
  /** Starts the workbench, in the shell of the project; any that still runs at the end is ended. */
  start(
    options?: StartOptions,
  ): Promise<{ live: LivePage; close(): Promise<void> } & Pick<RunningShell, 'fileSavedAt' | 'closeWindow'>>
  /** A workbench in Chinese, started without options. */
  live: LivePage
  /** The same, where an earlier start left an account: its token is `TOKEN`, so that no test looks it up on the screen. */
  known: LivePage
}

interface WorkerFixtures {
  /** Chromium, once for all tests of a worker. */
  openBrowser(): Promise<Browser>
  /** The pages of that browser. */
  openPages(): Promise<BrowserPages>
}

export const test = base.extend<Fixtures & ShellOptions, WorkerFixtures>({
  shell: ['chromium', { option: true }],

  openBrowser: [
    async ({}, use) => {
      let browser: Promise<Browser> | undefined
      await use(() => (browser ??= launchBrowser({ switches: [QUICK_TO_RUN] })))
      await (await browser)?.close()
    },
    { scope: 'worker' },
  ],

  openPages: [
    async ({ openBrowser }, use) => {
      let pages: BrowserPages | undefined
      await use(async () => (pages ??= new BrowserPages(await openBrowser())))
    },
    { scope: 'worker' },
  ],

  dataDir: async ({}, use) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'mpscope-journey-'))
    await use(dataDir)
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
  },

  start: async ({ shell, dataDir, openBrowser, openPages }, use) => {
    const { missing } = findShell(shell)
    test.skip(missing !== null, missing ?? '')
    const running = new Set<RunningShell>()
    await use(async ({ ownProfile = false, locale = 'zh-CN', ...options } = {}) => {
      const started = await startShell(shell, { dataDir, locale, ...options }, async () =>
        ownProfile ? openPage(await openBrowser(), locale) : (await openPages()).take(locale),
      )
      running.add(started)
      const live = new LivePage(started.page, locale === 'zh-CN' ? 'zh' : 'en')
      await live.isReady()
      return {
        live,
        fileSavedAt: started.fileSavedAt,
        closeWindow: started.closeWindow,
        async close() {
          running.delete(started)
          await started.close()
        },
      }
    })
    for (const one of running) await one.close()
  },

  live: async ({ start }, use) => use((await start()).live),

  known: async ({ start, dataDir }, use) => {
    prepareAccount(dataDir, { originalId: '' })
    await use((await start()).live)
  },
})

export { expect } from '@playwright/test'
