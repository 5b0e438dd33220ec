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
