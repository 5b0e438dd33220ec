import { expect, test } from './fixtures.ts'
import { SignPage } from './sign-page.ts'

const TOKEN = 'TokenThatNobodyMaySee01'

test('the first screen hides the token, shows it when asked, and copies it hidden', async ({ live }) => {
  const { account, copy } = live.words
  await live.setToken(TOKEN)
  const { page } = live
  await expect(page.getByRole('heading', { name: live.words.guide.emptyTitle })).toBeVisible()
  await expect(page.locator('body')).not.toContainText(TOKEN)

  await page.getByRole('button', { name: copy.what.replace('{what}', ` ${account.token}`).trim() }).click()
  await expect(page.getByText(copy.copied)).toBeVisible()
  await expect(page.locator('body')).not.toContainText(TOKEN)

  await page.getByRole('button', { name: account.show.replace('{secret}', account.token) }).click()
  await expect(page.locator('body')).toContainText(TOKEN)
  await page.getByRole('button', { name: account.hide.replace('{secret}', account.token) }).click()
  await expect(page.locator('body')).not.toContainText(TOKEN)

  // Pasted, since a window may not read the clipboard.
  const sign = new SignPage(live)
  await sign.open()
  await sign.field(account.token).focus()
  await page.keyboard.press('ControlOrMeta+v')
  await expect(sign.field(account.token)).toHaveValue(TOKEN)
})

test('a token is changed without being seen, and forgotten on the screen when it changes', async ({
  live,
}) => {
  await live.setToken(TOKEN)
  expect(await live.token()).toBe(TOKEN)
  const { account } = live.words
  await live.page.getByRole('button', { name: account.show.replace('{secret}', account.token) }).click()
  await expect(live.page.locator('body')).toContainText(TOKEN)
  await live.setToken('another')
  await expect(live.page.locator('body')).not.toContainText(TOKEN)
  await expect(live.page.locator('body')).not.toContainText('another')
  expect(await live.token()).toBe('another')
})

test('the Sign screen works with the account’s token, which it has only when asked', async ({ live }) => {
  await live.setToken(TOKEN)
  const sign = new SignPage(live)
  await sign.open()
  const { account } = sign.words
  const field = sign.field(account.token)
  await sign.field('timestamp').fill('1714036504')
  await sign.field('nonce').fill('1514711492')
  const steps = sign.signature('signature')
  await expect(steps).toContainText('15147114921714036504')
  await expect(field).toHaveValue('')
  await expect(sign.screen).not.toContainText(TOKEN)
  await sign.showToken(steps)
  await expect(steps).toContainText(`15147114921714036504${TOKEN}`)

  // The field shows the secret and lets one change it; hidden, it is the account's again.
  await sign.showSecret(account.token)
  await expect(field).toHaveValue(TOKEN)
  await sign.screen
    .locator('form')
    .getByRole('button', { name: account.hide.replace('{secret}', account.token) })
    .click()
  await expect(field).toHaveValue('')

  const before = await steps.getByText(/^[0-9a-f]{40}$/).textContent()
  await live.page.getByRole('button', { name: sign.words.rail.live, exact: true }).click()
  await live.setToken('another')
  await sign.open()
  await expect(steps.getByText(/^[0-9a-f]{40}$/)).not.toHaveText(before!)
  await expect(sign.screen).not.toContainText(TOKEN)
})
