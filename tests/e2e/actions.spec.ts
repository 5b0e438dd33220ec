import type { Locator, Page } from '@playwright/test'
import type { LivePage } from './live-page.ts'
import { expect, test } from './fixtures.ts'

/** The palette as a person finds it. */
class Palette {
  readonly page: Page
  readonly dialog: Locator
  readonly field: Locator
  readonly found: Locator

  constructor({ page, words }: LivePage) {
    this.page = page
    this.dialog = page.getByRole('dialog', { name: words.actions.palette })
    this.field = this.dialog.getByRole('combobox', { name: words.actions.find })
    this.found = this.dialog.getByRole('option')
  }

  async open(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+k')
    await expect(this.field).toBeFocused()
  }

  /** Takes the first that is found, and waits until it is that one. */
  async take(query: string, first: string): Promise<void> {
    await this.open()
    await this.field.fill(query)
    await expect(this.found.first()).toHaveText(new RegExp(`^${first}`))
    await this.page.keyboard.press('Enter')
    await expect(this.dialog).toHaveCount(0)
  }
}

async function openKeySettings({ page, words }: LivePage): Promise<Locator> {
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: words.actions.keys })
  await sheet.getByRole('button', { name: words.actions.change }).click()
  return sheet
}

test('the palette finds by Chinese, English and pinyin, and keeps what was used', async ({ live }) => {
  const { page, words } = live
  const palette = new Palette(live)
  const screen = (name: 'live' | 'convert' | 'sign') =>
    page.locator('nav').getByRole('button', { name: words.rail[name] })
  await palette.take('签名', '去「签名」')
  await expect(screen('sign')).toHaveAttribute('aria-current', 'page')
  await palette.take('go to conv', '去「转换」')
  await expect(screen('convert')).toHaveAttribute('aria-current', 'page')
  await palette.take('qsf', '去「收发」')
  await expect(screen('live')).toHaveAttribute('aria-current', 'page')
  await palette.open()
  await expect(palette.found.first()).toHaveText(/^去「收发」/)
  await expect(palette.found.nth(1)).toHaveText(/^去「转换」/)
})

test('the palette goes to another screen for what is done there, and to messages by their words', async ({
  live,
}) => {
  const { page, words } = live
  await live.sendTestMessage('文本消息')
  await live.sendTestMessage('图片消息')
  const palette = new Palette(live)
  await palette.take('qqm', '去「签名」')
  await palette.take('fscsxx', '发送测试消息')
  await expect(page.getByRole('dialog', { name: words.send.title })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(live.rows.nth(1)).toHaveAttribute('aria-selected', 'false')
  await palette.take('你好', '你好')
  await expect(live.rows.nth(1)).toHaveAttribute('aria-selected', 'true')
  await palette.take('xjzh', '新建账号')
  const account = page.getByRole('dialog', { name: words.account.title })
  await expect(account.getByRole('group', { name: words.account.list }).getByRole('radio')).toHaveCount(2)
})

test('Escape leaves the palette and puts the focus back', async ({ live }) => {
  const palette = new Palette(live)
  await live.sendButton.focus()
  await palette.open()
  await palette.field.fill('-40007')
  await expect(palette.found.first()).toContainText('-40007')
  await live.page.keyboard.press('Escape')
  await expect(palette.dialog).toHaveCount(0)
  await expect(live.sendButton).toBeFocused()
})

test('the sheet shows the keys of the screen that one is on', async ({ live }) => {
  const { page, words } = live
  const sheet = page.getByRole('dialog', { name: words.actions.keys })
  await page.keyboard.press('?')
  await expect(sheet.getByText('下一条', { exact: true })).toBeVisible()
  await expect(sheet.getByText('打开文件', { exact: true })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(sheet).toHaveCount(0)
  await page.getByRole('button', { name: words.rail.convert }).click()
  // Letters and signs are written there.
  await page.getByRole('button', { name: words.rail.convert }).focus()
  await page.keyboard.press('?')
  await expect(sheet.getByText('打开文件', { exact: true })).toBeVisible()
  await expect(sheet.getByText('下一条', { exact: true })).toHaveCount(0)
})

test('a key that was changed works, says what it would take away, and is there after a reload', async ({
  live,
}) => {
  const { page, words } = live
  await live.sendTestMessage('文本消息')
  await live.sendTestMessage('图片消息')
  const sheet = await openKeySettings(live)
  const record = sheet.getByRole('button', { name: words.actions.record.replace('{action}', '下一条') })
  await record.click()
  await page.keyboard.press('k')
  await expect(sheet.getByRole('alert')).toHaveText('K 已用于「上一条」')
  // While it records, Escape gives up and leaves the dialog open.
  await record.click()
  await page.keyboard.press('Escape')
  await expect(record).toHaveAttribute('aria-pressed', 'false')
  await expect(sheet).toBeVisible()
  await record.click()
  await page.keyboard.press('y')
  await expect(sheet.getByRole('alert')).toHaveCount(0)
  await expect(
    sheet.getByRole('button', {
      name: words.actions.remove.replace('{action}', '下一条').replace('{key}', 'Y'),
    }),
  ).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(sheet).toHaveCount(0)

  await page.reload()
  await live.isReady()
  await live.rows.first().click()
  await page.keyboard.press('y')
  await expect(live.rows.nth(1)).toHaveAttribute('aria-selected', 'true')

  const again = await openKeySettings(live)
  await again.getByRole('button', { name: words.actions.resetAll }).click()
  await expect(again.getByRole('button', { name: words.actions.resetAll })).toBeDisabled()
  await page.keyboard.press('Escape')
  await live.rows.first().click()
  await page.keyboard.press('y')
  await page.keyboard.press('Control+k')
  await page.keyboard.press('Escape')
  await expect(live.rows.first()).toHaveAttribute('aria-selected', 'true')
})

test('single keys can be switched off', async ({ live }) => {
  const { page, words } = live
  await live.sendTestMessage('文本消息')
  await live.sendTestMessage('图片消息')
  const sheet = await openKeySettings(live)
  await sheet.getByRole('switch', { name: words.actions.single }).click()
  await expect(sheet.getByRole('switch')).not.toBeChecked()
  await page.keyboard.press('Escape')
  await expect(sheet).toHaveCount(0)
  await live.rows.first().click()
  await page.keyboard.press('j')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: words.actions.keys })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(live.rows.first()).toHaveAttribute('aria-selected', 'true')
})

test('the context menu opens by key and by mouse, and tells what it copied', async ({ live }) => {
  const { page, words } = live
  await live.sendTestMessage('文本消息')
  await live.sendTestMessage('图片消息')
  await live.rows.first().click()
  await live.list.focus()
  await page.keyboard.press('Shift+F10')
  const menu = page.getByRole('menu', { name: words.actions.menu })
  await expect(menu).toBeVisible()
  await menu.getByRole('menuitem', { name: '复制 OpenID' }).press('Enter')
  await expect(page.getByRole('status').filter({ hasText: words.copy.copied })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^o/)
  await expect(live.list).toBeFocused()

  await live.rows.nth(1).click({ button: 'right' })
  await expect(menu).toBeVisible()
  await expect(live.rows.nth(1)).toHaveAttribute('aria-selected', 'true')
  await menu.getByRole('menuitem', { name: '进入详情' }).click()
  await expect(live.detail).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(live.list).toBeFocused()
})

test('the palette asks before it opens an official page, and shows its whole address', async ({ live }) => {
  const { page, words } = live
  const palette = new Palette(live)
  await palette.open()
  await palette.field.fill('-40001')
  await expect(palette.found.first()).toContainText('crypt.signature')
  await page.keyboard.press('Enter')
  const link = palette.dialog.getByRole('link', { name: words.parts.link.open })
  await expect(link).toBeFocused()
  await expect(link).toHaveAttribute('href', /^https:\/\/developers\.weixin\.qq\.com\//)
  await expect(palette.dialog).toContainText((await link.getAttribute('href'))!)
  await page.keyboard.press('Escape')
  await expect(palette.dialog).toHaveCount(0)
})
