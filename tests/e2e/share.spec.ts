import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { createEntry } from './one-message-har.ts'
import { prepareAccount } from './prepared-account.ts'

const policy = { kind: 'fixed', reply: { type: 'text', content: '收到' } } as const

/** Drops a file on the window. */
async function dropFile(page: Page, name: string, text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([file, content]) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([content], file))
      return transfer
    },
    [name, text] as const,
  )
  for (const type of ['dragover', 'drop']) await page.getByRole('main').dispatchEvent(type, { dataTransfer })
}

test(
  'journey 13: an exchange is copied whole for oneself and redacted for others, after a look at it',
  { tag: '@window' },
  async ({ start, dataDir }) => {
    prepareAccount(dataDir, { policy })
    const { live } = await start()
    const { page, words } = live
    await live.sendTestMessage('文本消息')
    const user = /<FromUserName><!\[CDATA\[(.+?)\]\]>/.exec((await live.xml.textContent())!)![1]!
    await live.rows.first().click()
    await page.keyboard.press('c')
    const panel = page.getByRole('region', { name: words.share.title.replace('{what}', '') })
    const preview = panel.getByRole('textbox', { name: words.share.preview })
    await expect(preview).toContainText('curl -i')
    await expect(preview).toContainText(user)
    await expect(panel).toContainText(words.share.whole)

    await panel.getByText(words.share.audiences.others, { exact: true }).click()
    await expect(preview).toContainText('oRedacted')
    await expect(preview).not.toContainText(user)
    await expect(panel).toContainText(words.share.redacted.split('{')[0]!)

    await page.keyboard.press('Escape')
    await expect(panel).toHaveCount(0)
  },
)

test('exchanges are exported as a file, and imported again by dropping it', async ({ start, dataDir }) => {
  prepareAccount(dataDir, { policy })
  const { live } = await start()
  const { page, words } = live
  await live.sendTestMessage('文本消息')
  await page.getByRole('button', { name: words.transfer.title }).click()
  const panel = page.getByRole('region', { name: words.transfer.title })
  const downloading = page.waitForEvent('download')
  await panel.getByRole('button', { name: words.transfer.start, exact: true }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^mpscope-\d{4}-\d\d-\d\d-redacted\.mpscope$/)
  const text = readFileSync(await download.path(), 'utf8')
  expect(JSON.parse(text)).toMatchObject({
    mpscope: 'exchanges',
    redacted: true,
    exchanges: [{ verdict: 'accepted' }],
  })

  // What is here already stays as it is.
  await dropFile(page, 'shop.mpscope', text)
  await expect(panel).toContainText(words.transfer.known.split(' | ')[0]!.replace('{count}', '1'))
  await page.keyboard.press('Escape')

  const other = text.replace(/"id":"\w+"/, '"id":"0000000000000imported"')
  await dropFile(page, 'shop.json', other)
  await expect(live.rows).toHaveCount(2)
  await page.keyboard.press('Escape')
  await expect(live.rows.first()).toContainText(words.transfer.cameFrom.replace('{name}', 'shop.json'))
  await expect(live.rows.nth(1)).not.toContainText('shop.json')
  await live.rows.first().click()
  await expect(live.detail).toContainText(words.transfer.mark)
  await expect(live.verdict).toContainText('已接受')
})

test('a file that is dropped on an empty window is imported, and what was not taken is said', async ({
  start,
}) => {
  const { live } = await start()
  const { page, words } = live
  const entry = createEntry('<xml><MsgType>text</MsgType></xml>')
  await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible()
  // The code that takes it comes after the first paint.
  const panel = page.getByRole('region', { name: words.transfer.title })
  await expect(async () => {
    await dropFile(page, 'capture.har', JSON.stringify({ log: { entries: [entry, {}] } }))
    await expect(panel).toBeVisible({ timeout: 500 })
  }).toPass()
  await expect(panel).toContainText('capture.har')
  await expect(panel.getByRole('listitem')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(live.rows).toHaveCount(1)
})
