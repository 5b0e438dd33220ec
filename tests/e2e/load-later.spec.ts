import { join } from 'node:path'
import { findChunks, MOST_START_BYTES } from '../bench/page/chunks.ts'
import { ComposePage, prepareByHand } from './compose-page.ts'
import { expect, test } from './fixtures.ts'
import { SettingsPage } from './settings-page.ts'

test('the page starts with little code', () => {
  const { first } = findChunks(join(import.meta.dirname, '../../out/renderer'))
  expect(first).toBeGreaterThan(100_000)
  expect(first).toBeLessThanOrEqual(MOST_START_BYTES)
})

test('a screen whose code does not come says so, and is there as soon as it comes', async ({
  live,
  shell,
}) => {
  test.skip(shell === 'electron', 'the window has its code beside it')
  const { page, words } = live
  const settings = new SettingsPage(live)
  await page.route('**/SettingsScreen-*.js', (route) => route.abort())
  await page.getByRole('button', { name: words.rail.settings, exact: true }).click()
  await expect(page.getByRole('status').filter({ hasText: words.app.loading })).toBeVisible()
  await page.unroute('**/SettingsScreen-*.js')
  await expect(settings.screen).toBeVisible()
  await expect(page.getByText(words.app.loading)).toHaveCount(0)
})

test('a page whose texts do not come says so in both languages, and is there as soon as they come', async ({
  live,
  shell,
}) => {
  test.skip(shell === 'electron', 'the window has its code beside it')
  const { page, words } = live
  await page.route(/\/(zh|en)-[^/]*\.js$/, (route) => route.abort())
  await page.reload()
  const alert = page.getByRole('alert')
  await expect(alert.getByRole('button', { name: '重新加载' })).toBeVisible()
  await expect(alert.getByRole('button', { name: 'Reload' })).toBeVisible()
  await page.unroute(/\/(zh|en)-[^/]*\.js$/)
  await expect(page.getByRole('button', { name: words.rail.settings, exact: true })).toBeVisible()
  await expect(alert).toHaveCount(0)
})

test('a page without any of its code says so, too', async ({ live, shell }) => {
  test.skip(shell === 'electron', 'the window has its code beside it')
  const { page } = live
  await page.route('**/main-*.js', (route) => route.abort())
  await page.reload()
  const alert = page.getByRole('alert')
  await expect(page.locator('#app')).toBeAttached()
  await expect(alert).toHaveCount(0)
  // Some seconds later.
  await page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()))
  await expect(alert).toContainText('界面还没有加载出来')
  await expect(alert).toContainText('The page has not loaded yet')
  await page.unroute('**/main-*.js')
  await page.reload()
  await live.isReady()
  await expect(alert).toHaveCount(0)
})

test('a click or a key is not lost before the code of what it opens is there', async ({ live, shell }) => {
  test.skip(shell === 'electron', 'the window has its code beside it')
  const { page, words } = live
  await live.sendTestMessage('文本消息')
  const send = page.getByRole('button', { name: words.strip.send })
  for (const [code, open, opened] of [
    ['ActionMenuLayer', () => live.rows.first().click({ button: 'right' }), page.getByRole('menu')],
    ['PanelLayer', () => send.click(), page.getByRole('dialog')],
    ['CommandPalette', () => page.keyboard.press('Control+k'), page.getByRole('dialog')],
  ] as const) {
    await page.route(`**/${code}-*.js`, (route) => route.abort())
    await page.reload()
    await live.isReady()
    await open()
    await page.unroute(`**/${code}-*.js`)
    await expect(opened).toBeVisible()
  }
})

test('a reply’s form that is loaded late takes the cursor', async ({ start, shell, dataDir }) => {
  test.skip(shell === 'electron', 'the window has its code beside it')
  prepareByHand(dataDir)
  const { live } = await start()
  const compose = new ComposePage(live)
  await live.page.route('**/HeldDetail-*.js', (route) => route.abort())
  await live.page.reload()
  await live.isReady()
  const { hangUp, reply } = await compose.postText('在吗')
  await expect(compose.waiting).toHaveCount(1)
  await expect(compose.composer).toHaveCount(0)
  await live.page.unroute('**/HeldDetail-*.js')
  await expect(compose.content).toBeFocused()
  hangUp()
  await reply.catch(() => {})
})
