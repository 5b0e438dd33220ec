import type { Locator } from '@playwright/test'
import { ComposePage, prepareByHand } from './compose-page.ts'
import { expect, test } from './fixtures.ts'
import type { LivePage } from './live-page.ts'

const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'

/** Opens the account's panel from the strip. */
async function openAccount({ page, words }: LivePage): Promise<Locator> {
  await page.getByRole('button', { name: words.strip.account.replace('{name}', '') }).click()
  return page.getByRole('dialog')
}

test('a token with a blank is saved with a warning, mended by one click, and that is undone', async ({
  live,
}) => {
  const { page, words } = live
  const panel = await openAccount(live)
  const token = panel.getByLabel(words.account.token, { exact: true })
  await token.fill('mytoken ')
  await expect(panel).toContainText('Token 首尾有空白')
  await token.press('Enter')
  await expect(panel.getByText(words.account.savedOdd)).toBeVisible()
  // The text is gone from the page, and the warning stays.
  await expect(token).toHaveValue('')
  await expect(panel).toContainText('Token 首尾有空白')
  await panel.getByRole('button', { name: '去掉首尾的空白' }).click()
  await expect(panel).not.toContainText('Token 首尾有空白')
  await page.keyboard.press('Escape')
  expect(await live.token()).toBe('mytoken')

  await page.getByRole('button', { name: words.undo.undo }).click()
  await expect(page.getByText(words.undo.mendedBack.replace('{name}', words.account.token))).toBeVisible()
  expect(await live.token()).toBe('mytoken ')
})

test('fields speak while one types, and are silent about what is not finished', async ({ live }) => {
  const { words } = live
  const panel = await openAccount(live)
  const token = panel.getByLabel(words.account.token, { exact: true })
  await token.pressSequentially('ab')
  await expect(panel).not.toContainText('不符合公众号后台的要求')
  await token.press('Tab')
  await expect(panel).toContainText('不符合公众号后台的要求（3–32 位半角字母或数字）')
  await expect(panel).toContainText(words.account.tokenHint)
  await token.fill('中文 token!')
  await expect(panel).toContainText('不符合公众号后台的要求')

  const appId = panel.getByLabel(words.account.appId, { exact: true })
  await appId.fill('gh_7f083739789a')
  await expect(panel).toContainText('这是原始 ID')
  await appId.fill('WX5823BF96D3BD56C7')
  await panel.getByRole('button', { name: '改成小写' }).click()
  await expect(appId).toHaveValue('wx5823bf96d3bd56c7')
  await expect(panel.getByText(words.account.saved, { exact: true })).toBeVisible()

  const originalId = panel.getByLabel(words.account.originalId, { exact: true })
  await originalId.fill('abc')
  await expect(panel).toContainText('原始 ID 以 gh_ 开头')
  await originalId.fill('')

  const path = panel.getByLabel(words.account.path, { exact: true })
  await path.fill('https://example.com/wx/shop?a=1')
  await panel.getByRole('button', { name: '只留 /wx/shop' }).click()
  await expect(path).toHaveValue('/wx/shop')
  await expect.poll(() => live.address()).toContain('/wx/shop')

  const url = panel.getByLabel(words.account.publicUrl, { exact: true })
  await url.fill('demo.example.com')
  await panel.getByRole('button', { name: '补上 https://' }).click()
  await expect(url).toHaveValue('https://demo.example.com/wx/shop')
})

test('a key that was copied badly is said to be so', async ({ live }) => {
  const { words } = live
  const panel = await openAccount(live)
  await panel.getByText(words.mode.safe, { exact: true }).click()
  const key = panel.getByLabel(words.account.aesKey, { exact: true })
  await key.fill('short')
  await key.press('Enter')
  await expect(panel).toContainText('EncodingAESKey 有 5 个字符，应为 43 个')
  await key.fill(`${KEY}=`)
  await panel.getByRole('button', { name: '去掉等号' }).click()
  await expect(panel.getByText(words.account.saved, { exact: true })).toBeVisible()
  await expect(panel).not.toContainText('EncodingAESKey 有')
})

test('a warning that is reached by the Tab key is mended by the Enter key', async ({ live }) => {
  const { page, words } = live
  const panel = await openAccount(live)
  await panel.getByLabel(words.account.token, { exact: true }).fill('"mytoken"')
  const mend = panel.getByRole('button', { name: '去掉引号' })
  // Past the buttons that show and copy the token.
  for (let step = 0; step < 3; step++) await page.keyboard.press('Tab')
  await expect(mend).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(mend).toHaveCount(0)
  await page.keyboard.press('Escape')
  expect(await live.token()).toBe('mytoken')
})

test('a back end without http:// is added by one click', async ({ live }) => {
  const { page, words } = live
  await page.getByRole('button', { name: words.strip.policy.replace('{policy}', '') }).click()
  const panel = page.getByRole('dialog')
  await panel.getByRole('radio', { name: words.policy.relay }).click()
  await panel.getByLabel(words.backends.newUrl).fill('127.0.0.1:9/wx')
  await panel.getByRole('button', { name: '补上 http://' }).click()
  await expect(panel).toContainText('http://127.0.0.1:9/wx')
})

test('an agent that is none is said to be so where the reply is written', async ({ start, dataDir }) => {
  prepareByHand(dataDir)
  const { live } = await start()
  const compose = new ComposePage(live)
  const { replyForm } = live.words
  await compose.postText('转人工')
  await compose.chooseType('transfer_customer_service')
  const agent = compose.composer.getByLabel(replyForm.kfAccount)
  await agent.pressSequentially('kf2001')
  await expect(compose.composer).not.toContainText('完整的客服账号是')
  await agent.fill('小王')
  await expect(compose.composer).toContainText('完整的客服账号是')
  await agent.fill('kf2001@gh_demo')
  await expect(compose.composer).not.toContainText('完整的客服账号是')
})
