import { expect, test } from './fixtures.ts'

test(
  'several rows are selected by mouse and keys, compared, replayed, exported and deleted together',
  { tag: '@window' },
  async ({ live }) => {
    const { page, rows, list, words } = live
    for (let sent = 0; sent < 4; sent++) await live.sendTestMessage('文本消息')
    await expect(rows).toHaveCount(4)
    const bar = page.locator('[data-several]')
    const chosen = page.getByRole('listbox', { name: words.list.label }).locator('[aria-selected="true"]')
    const say = (count: number) => words.several.count.replace('{count}', `${count}`)

    await rows.nth(1).click()
    await expect(bar).toHaveCount(0)
    await rows.nth(2).click({ modifiers: ['ControlOrMeta'] })
    await expect(bar).toContainText(say(2))
    await expect(chosen).toHaveCount(2)
    await page.keyboard.press('d')
    await expect(page.getByRole('heading', { name: words.comparison.title })).toBeVisible()
    await rows.first().click()
    await expect(bar).toHaveCount(0)

    await rows.nth(2).click({ modifiers: ['Shift'] })
    await expect(bar).toContainText(say(3))
    await list.focus()
    await page.keyboard.press('Escape')
    await expect(bar).toHaveCount(0)
    await rows.first().click()
    await page.keyboard.press('Shift+ArrowDown')
    await expect(bar).toContainText(say(2))
    await page.keyboard.press('Shift+ArrowDown')
    await expect(bar).toContainText(say(3))
    await page.keyboard.press('ControlOrMeta+a')
    await expect(bar).toContainText(say(4))
    await expect(chosen).toHaveCount(4)

    await bar.getByRole('button', { name: words.several.export }).click()
    await expect(page.getByText(words.transfer.several.replace('{count}', '4'))).toBeVisible()
    await page.keyboard.press('Escape')

    await list.focus()
    await bar.getByRole('button', { name: words.several.replay }).click()
    await expect(rows).toHaveCount(8)
    await expect(bar).toContainText(say(4))

    await list.focus()
    await page.keyboard.press('Delete')
    await expect(rows).toHaveCount(4)
    await expect(bar).toHaveCount(0)
    await page.keyboard.press('ControlOrMeta+z')
    await expect(rows).toHaveCount(8)
  },
)
