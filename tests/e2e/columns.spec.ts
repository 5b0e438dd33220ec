import type { Locator } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import type { LivePage } from './live-page.ts'
import { COLUMNS } from '../../src-renderer/screens/live/columns/column-table.ts'
import { COLUMN_WORDS } from '../../src-renderer/screens/live/columns/column-words.ts'

/** Has one row, in a list that is this many pixels wide. */
async function showList(live: LivePage, width: number): Promise<void> {
  await live.sendTestMessage('文本消息')
  await live.page.evaluate((size) => localStorage.setItem('mpscope.size.list', String(size)), width)
  await live.page.reload()
  await expect(live.rows).toHaveCount(1)
}

test('columns are chosen and sized, remembered, and had back as at first', async ({ start }) => {
  const { live } = await start({ ownProfile: true })
  const { page, rows } = live
  await showList(live, 760)
  const line = page.getByRole('group', { name: COLUMN_WORDS.columns.zh })
  const name = (id: keyof typeof COLUMNS) => line.getByText(COLUMNS[id].name.zh, { exact: true })
  const edge = line.getByRole('separator', { name: COLUMN_WORDS.width.zh + COLUMNS.sender.name.zh })
  const size = async () => Number(await edge.getAttribute('aria-valuenow'))
  await expect(name('sender')).toBeVisible()
  await expect(name('status')).toHaveCount(0)
  const narrow = await size()

  await name('verdict').click({ button: 'right' })
  const menu = page.getByRole('menu')
  await menu.getByRole('menuitemcheckbox', { name: COLUMNS.status.name.zh }).click()
  await menu.getByRole('menuitemcheckbox', { name: COLUMNS.type.name.zh }).click()
  await page.keyboard.press('Escape')
  await expect(name('status')).toBeVisible()
  await expect(rows.first()).toContainText('200')

  const { x, y } = (await edge.boundingBox())!
  await page.mouse.move(x, y + 4)
  await page.mouse.down()
  await page.mouse.move(x - 50, y + 4, { steps: 4 })
  await page.mouse.up()
  await expect.poll(size).toBeGreaterThan(narrow + 45)
  await edge.focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(size).toBeLessThan(narrow + 45)
  const chosen = await size()

  await page.reload()
  await expect(name('status')).toBeVisible()
  await expect(name('type')).toHaveCount(0)
  await expect.poll(size).toBe(chosen)

  await edge.dblclick()
  await expect.poll(size).toBe(narrow)
  // The menu by keyboard alone: its last entry takes all back, and the focus returns.
  const button = line.getByRole('button', { name: COLUMN_WORDS.choose.zh })
  await button.press('Enter')
  await expect(menu.getByRole('menuitem', { name: COLUMN_WORDS.reset.zh })).toBeVisible()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(button).toBeFocused()
  await expect(name('status')).toHaveCount(0)
  await expect(name('type')).toBeVisible()
})

test('names stand exactly above their cells, and a narrow list has no line', async ({ start }) => {
  const { live } = await start({ ownProfile: true })
  const { page, rows } = live
  await showList(live, 860)
  const line = page.getByRole('group', { name: COLUMN_WORDS.columns.zh })
  const above = (id: keyof typeof COLUMNS) => line.getByText(COLUMNS[id].name.zh, { exact: true })
  const left = async (part: Locator) => Math.round((await part.boundingBox())!.x)
  const sender = rows.first().locator('.row-cell-end')
  const time = rows.first().getByRole('time')
  await expect(above('sender')).toBeVisible()
  expect(await left(above('sender'))).toBe(await left(sender))
  expect(await left(above('time'))).toBe(await left(time))
  // The browser of a test hides its scrollbars; a border takes as much from the rows.
  const before = await left(time)
  await live.list.evaluate((list) => (list.style.borderRight = '15px solid'))
  await expect.poll(() => left(above('time'))).toBe(before - 15)
  expect(await left(time)).toBe(before - 15)
  await page.setViewportSize({ width: 720, height: 640 })
  await expect(line).toBeHidden()
  await expect(rows.first().locator('.row-cell')).toHaveCount(0)
  await expect(rows.first().getByRole('time')).toBeAttached()
})

test('the line moves no row when its code comes', async ({ start, shell }) => {
  test.skip(shell === 'electron', 'the window has its code beside it')
  const { live } = await start({ ownProfile: true })
  const { page, rows, words } = live
  await page.route('**/ColumnPart-*.js', (route) => route.abort())
  await showList(live, 640)
  const top = async () => {
    await expect(page.getByRole('combobox', { name: words.filter.label })).toBeVisible()
    return (await rows.first().boundingBox())!.y
  }
  const before = await top()
  const line = page.getByRole('group', { name: COLUMN_WORDS.columns.zh })
  await expect(line).toHaveCount(0)
  await page.unroute('**/ColumnPart-*.js')
  await page.reload()
  await expect(line).toBeVisible()
  expect(await top()).toBe(before)
})
