import { expect, test } from './fixtures.ts'
import type { LivePage } from './live-page.ts'
import { TOKEN } from './prepared-account.ts'

const field = ({ page, words }: LivePage) => page.getByRole('combobox', { name: words.filter.label })
const options = ({ page, words }: LivePage) =>
  page.getByRole('listbox', { name: words.filter.suggestions }).getByRole('option')

test(
  'journey 10: a filter is written with help, narrowed by a click, and applies to what arrives',
  { tag: '@window' },
  async ({ live }) => {
    const { page, rows, words } = live
    await live.sendTestMessage('文本消息')
    await live.sendTestMessage('关注')
    await live.sendTestMessage('图片消息')
    await live.list.focus()
    await page.keyboard.press('/')
    await expect(field(live)).toBeFocused()

    // A key that is being written empties nothing.
    await page.keyboard.type('ty')
    await expect(options(live).first()).toContainText('type:')
    await expect(rows).toHaveCount(3)
    await page.keyboard.press('Tab')
    await expect(options(live).filter({ hasText: 'image' })).toHaveCount(1)
    await page.keyboard.type('te')
    await expect(rows).toHaveCount(1)
    await page.keyboard.press('Enter')
    await expect(live.list).toBeFocused()
    await live.sendTestMessage('文本消息')
    await expect(rows).toHaveCount(2)
    await expect(
      page.getByText(words.filter.arrived.replace('{count}', '1').replace('{matching}', '1')),
    ).toBeVisible()

    // A reload shows the same.
    await page.reload()
    await expect(field(live)).toHaveValue('type:te')
    await expect(rows).toHaveCount(2)

    await field(live).fill('')
    await expect(rows).toHaveCount(4)
    await field(live).fill('-type:text')
    await expect(rows).toHaveCount(2)
    await page.getByRole('button', { name: /^event 1$/ }).click()
    await expect(field(live)).toHaveValue('-type:text type:"event"')
    await expect(rows).toHaveCount(1)
    await page.getByRole('button', { name: /^event 1$/ }).click()
    await expect(rows).toHaveCount(2)
  },
)

test('what is wrong in a filter is pointed at, and the list stays; words found are marked', async ({
  live,
}) => {
  const { page, rows } = live
  await live.sendTestMessage('文本消息')
  await live.sendTestMessage('关注')
  await field(live).fill('verdict:none')
  await expect(page.getByText('第 9 个字符')).toContainText('accepted、ignored、retried、fault、rejected')
  await expect(field(live)).toHaveAttribute('aria-invalid', 'true')
  await expect(rows).toHaveCount(2)
  const said = await rows.nth(1).locator('.row-strong').textContent()
  await field(live).fill(`"${said!.slice(0, 2)}"`)
  await expect(rows).toHaveCount(1)
  await expect(rows.first().locator('mark')).toHaveText(said!.slice(0, 2))
})

test('words are marked in the shown exchange, and those far below are gone to when one wants', async ({
  known: live,
}) => {
  const lines = Array.from({ length: 120 }, (_, at) => `第 ${at + 1} 行`).join('\n')
  const body =
    '<xml><ToUserName>gh_8c2f51d7be03</ToUserName><FromUserName>oT3Ux6k9QhWbYc2LrVn0aEzJm4Sd</FromUserName>' +
    `<CreateTime>1795230901</CreateTime><MsgType>text</MsgType><Content>${lines}\nRefund</Content><MsgId>1</MsgId></xml>`
  await fetch(await live.signedUrl(TOKEN), { method: 'POST', body })
  await field(live).fill('refund')
  await live.rows.first().click()
  const next = live.page.getByRole('button', { name: '1 处' }).first()
  const mark = live.xml.locator('.found-word')
  await expect(next).toBeVisible()
  await expect(mark).toHaveCount(0)
  await next.click()
  await expect(mark).toHaveText('Refund')
  await expect(next).toBeFocused()
  await field(live).fill('')
  await expect(next).toHaveCount(0)
  await expect(mark).toHaveCount(0)
})

test('Delete in the field deletes a letter, and no exchange', async ({ live }) => {
  const { page, rows } = live
  await live.sendTestMessage('文本消息')
  await field(live).fill('type:text')
  await page.keyboard.press('Home')
  await page.keyboard.press('Delete')
  await expect(field(live)).toHaveValue('ype:text')
  await field(live).fill('type:text')
  await expect(rows).toHaveCount(1)
})

test('a filter is saved in the workbench, whatever the browser, and is there again in an empty field', async ({
  live,
}) => {
  const { page, words, rows } = live
  await live.sendTestMessage('文本消息')
  await field(live).fill('type:voice')
  await expect(rows).toHaveCount(0)
  await page.getByRole('button', { name: '收藏或取消收藏这个筛选' }).click()
  await page.getByRole('button', { name: '清除筛选' }).click()
  await page.evaluate(() => localStorage.clear())
  await page.reload()
  await expect(rows).toHaveCount(1)
  await field(live).click()
  await expect(options(live).first()).toContainText('type:voice')
  await expect(options(live).first()).toContainText(words.filter.saved)
  await options(live).first().click()
  await expect(field(live)).toHaveValue('type:voice')
})
