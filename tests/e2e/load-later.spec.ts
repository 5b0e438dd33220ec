import { expect, test } from './fixtures.ts'
import { SettingsPage } from './settings-page.ts'

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
