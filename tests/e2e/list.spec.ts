import { expect, test } from './fixtures.ts'
import type { LivePage } from './live-page.ts'
import { writePast } from './past-exchanges.ts'
import { prepareAccount } from './prepared-account.ts'

const HOUR_MS = 3_600_000
const COUNT = 400
const SENDERS = ['oSenderA', 'oSenderB', 'oSenderC']

/** One exchange an hour, the newest an hour ago; the sender of each is the next one. */
function prepare(dataDir: string): void {
  prepareAccount(dataDir, {})
  const start = Date.now() - COUNT * HOUR_MS
  const past = Array.from({ length: COUNT }, (_, n) => ({
    receivedAt: start + n * HOUR_MS,
    durationMs: 20,
    codes: [],
    from: SENDERS[n % SENDERS.length]!,
  }))
  writePast(dataDir, past)
}

const viewButton = ({ page, words }: LivePage) =>
  page.locator('header').getByRole('button', { name: words.rows.view.title, exact: true })
const heads = ({ list }: LivePage) => list.locator('[data-group]')
const placeOf = (live: LivePage, text: string) =>
  live.rows.filter({ hasText: text }).first().getAttribute('aria-posinset')

test('the scroll bar stands for all rows, and a time is gone to', async ({ start, dataDir }) => {
  prepare(dataDir)
  const { live } = await start()
  const { page, list, words } = live
  await expect(live.rows.first()).toHaveAttribute('aria-setsize', String(COUNT))
  const goTo = (part: number) =>
    list.evaluate((element, to) => void (element.scrollTop = element.scrollHeight * to), part)

  await goTo(0.5)
  await expect.poll(() => placeOf(live, '第 200 条')).toBe('201')
  await goTo(1)
  await expect.poll(() => placeOf(live, '第 1 条')).toBe(String(COUNT))
  await goTo(0)
  await expect.poll(() => placeOf(live, '第 400 条')).toBe('1')
  await list.focus()
  await page.keyboard.press('End')
  await expect(live.rows.and(page.locator('[aria-selected=true]'))).toContainText('第 1 条')

  await page.keyboard.press('v')
  await page.getByRole('button', { name: words.rows.view.dayAgo }).click()
  // The newest is an hour old, so that the 24th came a day ago.
  await expect(live.rows.and(page.locator('[aria-selected=true]'))).toContainText('第 377 条')
  await expect(list).toBeFocused()

  await page.keyboard.press('v')
  await page.locator('input[type=datetime-local]').fill('2001-01-01T00:00:00')
  await page.getByRole('button', { name: words.rows.view.go, exact: true }).click()
  await expect(page.getByRole('dialog').getByRole('status')).toContainText(
    words.rows.view.noneOlder.split('{')[0]!,
  )
  await expect(live.rows.and(page.locator('[aria-selected=true]'))).toContainText('第 1 条')
})

test('groups open and close, a closed one is not deleted, and a reload remembers them', async ({
  start,
  dataDir,
}) => {
  prepare(dataDir)
  const { live } = await start()
  const { page, list, words } = live
  await viewButton(live).click()
  await page.getByText(words.rows.view.sender, { exact: true }).click()
  await page.keyboard.press('Escape')
  await expect(heads(live)).toHaveCount(3)
  await expect(heads(live).first()).toContainText(SENDERS[(COUNT - 1) % 3]!)

  await list.focus()
  await page.keyboard.press('Home')
  await expect(heads(live).first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Delete')
  await expect(page.getByRole('button', { name: words.undo.undo })).toBeHidden()

  await page.keyboard.press('ArrowRight')
  await expect(heads(live)).toHaveCount(1)
  await expect(live.rows.filter({ hasText: '第 400 条' })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowLeft')
  await expect(heads(live)).toHaveCount(3)
  await heads(live).nth(1).click()
  await expect(live.rows.filter({ hasText: '第 399 条' })).toBeVisible()

  await page.reload()
  await expect(heads(live)).toHaveCount(3)
})
