import { NOTE_MAX } from '../../src-core/contract/limits.ts'
import { expect, test } from './fixtures.ts'

test('an exchange is pinned and noted by keys; the list shows both, also after a reload', async ({
  live,
}) => {
  const { page, words, rows, detail } = live
  const pin = detail.getByRole('button', { name: words.parts.pin, exact: true })
  const field = detail.getByRole('textbox', { name: words.parts.note })
  await live.sendTestMessage('文本消息')
  await live.list.focus()
  await page.keyboard.press('p')
  await expect(pin).toHaveAttribute('aria-pressed', 'true')
  await expect(rows.first()).toContainText(words.rows.pinned)

  await page.keyboard.press('n')
  await expect(field).toBeFocused()
  await page.keyboard.type('退款失败的那次')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type('j p n')
  await page.keyboard.press('Enter')
  await expect(field).toHaveCount(0)
  // The focus is back in the details: the next key is one of the workbench again.
  await page.keyboard.press('p')
  await expect(pin).toHaveAttribute('aria-pressed', 'false')
  await expect(rows.first().getByTitle(/退款失败的那次\s+j p n/)).toBeVisible()

  await page.reload()
  await rows.first().click()
  await expect(detail.getByRole('button', { name: /退款失败的那次/ })).toBeVisible()
  await expect(rows.first()).not.toContainText(words.rows.pinned)
})

test('a note is saved by leaving its field, taken back by Escape, and gone when emptied', async ({
  live,
}) => {
  const { page, words, rows, detail } = live
  const field = detail.getByRole('textbox', { name: words.parts.note })
  const edit = detail.getByTitle(words.parts.editNote)
  await live.sendTestMessage('文本消息')
  await live.sendTestMessage('关注')
  await live.list.focus()
  await page.keyboard.press('n')
  await field.fill('第一条')
  // Another row is another exchange: the note stays with its own.
  await rows.nth(1).click()
  await expect(rows.first().getByTitle(/第一条/)).toBeVisible()
  await expect(field).toHaveCount(0)
  await expect(edit).toHaveCount(0)
  await rows.first().click()
  await edit.click()
  await field.fill('改了一半')
  await page.keyboard.press('Escape')
  await expect(edit).toHaveText(/第一条/)
  await edit.click()
  await expect(field).toHaveAttribute('maxlength', String(NOTE_MAX))
  await field.fill('  ')
  await page.keyboard.press('Enter')
  await expect(edit).toHaveCount(0)
  await expect(rows.first().getByTitle(/第一条/)).toHaveCount(0)
})
