import { defineConfig } from '@playwright/test'
import type { ShellOptions } from './tests/e2e/fixtures.ts'

/**
 * In the window runs what it does in its own way (its start, files, the channel, the policy, waiting, the keyboard): those
 * tests are tagged `@window`, or their file says so. The rest is the same page; with `MPSCOPE_EVERY_SHELL=1`, as in
 * `npm run test:all`, it runs there as well.
 */
const IN_THE_WINDOW = process.env['MPSCOPE_EVERY_SHELL'] === '1' ? /./ : /electron-|@window/

/**
 * Both shells at the same time. A window takes the focus, so there is one of them, and it comes first: beside it there is
 * room for two pages, and for three when it is done.
 */
export default defineConfig<ShellOptions>({
  testDir: 'tests/e2e',
  workers: 3,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env['CI']),
  // Once more on a machine that nobody watches, and that others may use. What needed it is named at the end.
  retries: process.env['CI'] ? 1 : 0,
  reporter: 'list',
  // Recording every test costs a fifth of the time; one that failed is recorded with `--trace on`.
  use: { trace: 'on-first-retry', screenshot: 'only-on-failure', actionTimeout: 10_000 },
  projects: [
    // The pages are the same, and the gallery gives them sizes that a window cannot have here.
    {
      name: 'electron',
      workers: 1,
      testIgnore: ['**/gallery.spec.ts', '**/browser-*.spec.ts'],
      grep: IN_THE_WINDOW,
      use: { shell: 'electron' },
    },
    { name: 'chromium', testIgnore: '**/electron-*.spec.ts', use: { shell: 'chromium' } },
  ],
})
