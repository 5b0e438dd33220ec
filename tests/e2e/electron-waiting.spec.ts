import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test as base } from '@playwright/test'
import type { ElectronApplication } from '@playwright/test'
import { ComposePage, prepareByHand } from './compose-page.ts'
import { LivePage } from './live-page.ts'
import { EARLY, launchElectron } from './shells.ts'
import { findTestShells } from './test-shells.ts'

/* How the desktop's window calls its user, and that it does not close unnoticed while a message waits. */

const root = join(import.meta.dirname, '..', '..')
const electron = findTestShells().find(({ name }) => name === 'electron')

const test = base.extend<{ app: ElectronApplication; compose: ComposePage }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs
  app: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'mpscope-e2e-'))
    prepareByHand(folder)
    const app = await launchElectron(
      [...EARLY, '--lang=zh-CN', join(root, 'out/main/index.js'), '--data', folder, '--port', '0'],
      { LANGUAGE: 'zh_CN' },
    )
    const child = app.process()
    await use(app)
    if (child.exitCode === null) {
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  },
  compose: async ({ app }, use) => {
    const live = new LivePage(await app.firstWindow(), 'zh')
    await live.isReady()
    await use(new ComposePage(live))
  },
})

test.skip(!electron || electron.missing !== null, electron?.missing ?? 'no Electron')

/** The ways in which somebody closes a window; each only asks. */
const ways: Record<string, (app: ElectronApplication) => Promise<void>> = {
  'its button': (app) =>
    app.evaluate(({ BrowserWindow }) => {
      setImmediate(() => BrowserWindow.getAllWindows()[0]?.close())
    }),
  'the menu': (app) =>
    app.evaluate(({ app: desktop }) => {
      setImmediate(() => desktop.quit())
    }),
}

for (const [name, close] of Object.entries(ways)) {
  test(`closing by ${name} while a message waits is refused once, and says so`, async ({ app, compose }) => {
    const { live, page } = compose
    const { waiting } = live.words
    const { reply } = await compose.postText('在吗')
    await expect(compose.content).toBeFocused()
    const exited = once(app.process(), 'exit')
    await close(app)
    const notice = page.locator('[data-close-notice]')
    await expect(notice).toContainText(waiting.closeAgain)
    await expect(notice.getByRole('alert')).toContainText(/剩 \d+ 秒/)
    // It can still be answered, and then nothing keeps the window.
    await notice.getByRole('button', { name: waiting.goThere }).click()
    await compose.content.fill('在')
    await page.keyboard.press('Control+Enter')
    expect((await reply).body).toContain('在')
    await expect(notice).toHaveCount(0)

    const second = await compose.postText('还在吗')
    await expect(compose.waiting).toHaveCount(1)
    await close(app)
    await expect(notice).toBeVisible()
    await close(app)
    expect((await second.reply).body).toBe('success')
    expect(await exited).toEqual([0, null])
  })
}

test('a notification brings the window before the user', async ({ app, compose }) => {
  const { page } = compose
  expect(await page.evaluate(() => Notification.permission)).toBe('granted')
  const isVisible = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
  await expect.poll(isVisible).toBe(true)
  await page.evaluate(() => {
    class Recorded extends EventTarget {
      static permission = 'granted'
      constructor() {
        super()
        Object.assign(globalThis, { clickNotification: () => this.dispatchEvent(new Event('click')) })
      }
      close() {}
    }
    Object.assign(globalThis, { Notification: Recorded })
    window.dispatchEvent(new Event('blur'))
  })
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  await compose.postText('在吗')
  await expect
    .poll(() =>
      page.evaluate(() => {
        const { clickNotification } = globalThis as { clickNotification?: () => void }
        clickNotification?.()
        return clickNotification !== undefined
      }),
    )
    .toBe(true)
  await expect.poll(isVisible).toBe(true)
  await expect(compose.content).toBeFocused()
})

test('the window flashes for a message that comes while its user is elsewhere', async ({ app, compose }) => {
  await app.evaluate(({ BrowserWindow }) => {
    const flashes: boolean[] = []
    const [window] = BrowserWindow.getAllWindows()
    Object.assign(globalThis, { flashes })
    if (window)
      Object.assign(window, { isFocused: () => false, flashFrame: (flag: boolean) => flashes.push(flag) })
  })
  const flashes = () => app.evaluate(() => (globalThis as unknown as { flashes: boolean[] }).flashes)
  const { reply } = await compose.postText('在吗')
  await expect.poll(flashes).toEqual([true])
  await compose.composer.getByRole('button', { name: compose.live.words.compose.success }).click()
  await reply
  await expect.poll(flashes).toEqual([true, false])
})
