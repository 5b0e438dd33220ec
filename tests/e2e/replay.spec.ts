import { expect, test } from './fixtures.ts'
import { prepareAccount } from './prepared-account.ts'

test(
  'journey 9: a message is sent again, and compared with the first',
  { tag: '@window' },
  async ({ start, dataDir }) => {
    const policy = { kind: 'fixed', reply: { type: 'text', content: '收到' } } as const
    prepareAccount(dataDir, { policy })
    const { live } = await start()
    const { page, words } = live
    await live.sendTestMessage('文本消息')
    const original = await live.xml.textContent()

    // Byte for byte, at once.
    await live.rows.first().click()
    await page.keyboard.press('r')
    await expect(live.rows).toHaveCount(2)
    await expect(live.verdict).toContainText(words.replay.isReplay)
    await expect(live.xml).toHaveText(original!)
    await live.verdict
      .getByRole('button', { name: new RegExp(`^${words.replay.origin.replace('{at}', '')}`) })
      .click()
    await expect(live.verdict).toContainText(words.replay.replayed.replace('{count}', '1'))

    // Edited, and as a message of its own.
    await page.keyboard.press('e')
    const panel = page.getByRole('region', { name: words.replay.title.replace('{what}', '') })
    await panel.getByText(words.replay.ways['new-message'], { exact: true }).click()
    const editor = panel.getByRole('textbox', { name: words.replay.message })
    await editor.fill((await editor.textContent())!.replace('今天', '明天'))
    await editor.press('Control+Enter')
    await panel.getByRole('list', { name: words.replay.results }).getByRole('button').click()
    await expect(live.xml).toContainText('明天')
    await expect(live.rows).toHaveCount(3)

    // Any two are compared: this one, and the first one.
    await page.keyboard.press('d')
    await live.rows.last().click()
    await expect(live.xml).toHaveText(original!)
    await page.keyboard.press('d')
    const comparison = page.getByRole('region', { name: words.comparison.title, exact: true })
    const fields = comparison.getByRole('row', { name: /^Content / })
    await expect(fields).toContainText('明天')
    await expect(fields).toContainText('今天')
    await expect(comparison.getByRole('row', { name: /^signature / })).toHaveCount(0)
  },
)
