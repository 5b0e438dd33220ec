import { expect, test } from './fixtures.ts'

// A browser keeps this key to itself.
test('Ctrl+W closes a panel, and never the window', async ({ live }) => {
  const { page, words } = live
  await live.sendButton.click()
  await expect(page.getByRole('dialog', { name: words.send.title })).toBeVisible()
  await page.keyboard.press('Control+w')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('Control+w')
  await page.keyboard.press('Control+4')
  await expect(page.getByRole('button', { name: words.rail.sign, exact: true })).toHaveAttribute(
    'aria-current',
    'page',
  )
})
