import { defineConfig } from '@playwright/test'
import type { ShellOptions } from './tests/e2e/fixtures.ts'

/** The journeys, each in both shells. One worker: a window takes the focus, and the machines are small. */
export default defineConfig<ShellOptions>({
  testDir: 'tests/e2e',
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env['CI']),
  reporter: 'list',
  // Recording every test costs an eighth of the time.
  use: { trace: process.env['CI'] ? 'on-first-retry' : 'retain-on-failure', actionTimeout: 10_000 },
  projects: [
    { name: 'chromium', testIgnore: '**/electron-*.spec.ts', use: { shell: 'chromium' } },
    // The pages are the same, and axe opens a page of its own, which a window has not.
    {
      name: 'electron',
      testIgnore: '**/accessibility.spec.ts',
      use: { shell: 'electron' },
      // A real window system answers when it likes: once more on a machine that nobody watches. What needed it is named.
      retries: process.env['CI'] ? 1 : 0,
    },
  ],
})
