import { expect, test } from './fixtures.ts'
import type { LivePage } from './live-page.ts'
import { TOKEN } from './prepared-account.ts'

test.use({ live: ({ known }, use) => use(known) })

const message = (msgId: string) =>
  '<xml><ToUserName><![CDATA[gh_8c2f51d7be03]]></ToUserName><FromUserName><![CDATA[oT3Ux6k9QhWbYc2LrVn0aEzJm4Sd]]></FromUserName>' +
  `<CreateTime>1795230901</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[在吗]]></Content><MsgId>${msgId}</MsgId></xml>`

async function deliver(live: LivePage, msgId: string): Promise<void> {
  await fetch(await live.signedUrl(TOKEN), { method: 'POST', body: message(msgId) })
}

test('deliveries of one message fold into a row', async ({ live }) => {
  const { words } = live
  await deliver(live, '100')
  await expect(live.attempts).toHaveCount(0)
  await live.answerWithText('在的')
  await deliver(live, '200')
  await deliver(live, '100')

  // The row is in its newest attempt's place, with the verdict of the one that counted.
  await expect(live.rows).toHaveCount(2)
  await expect(live.rows.first()).toContainText(words.list.attempts.replace('{count}', '2'))
  await expect(live.rows.first()).toContainText(words.verdict.ignored)
  await expect(live.rows.nth(1)).toContainText(words.verdict.accepted)

  await live.rows.first().click()
  await expect(live.attempts).toHaveCount(2)
  const [first, second] = [live.attempts.first(), live.attempts.nth(1)]
  await expect(first).toContainText(words.list.attempt.replace('{count}', '1'))
  await expect(first).toContainText(words.attempts.counted)
  await expect(second).toContainText(/\+\d+\.\d s/)
  await expect(second).not.toContainText(words.attempts.counted)

  await expect(second).toHaveAttribute('aria-current', 'true')
  await expect(live.verdict).toContainText(words.verdict.accepted)
  await first.click()
  await expect(first).toHaveAttribute('aria-current', 'true')
  await expect(live.verdict).toContainText(words.verdict.ignored)
  await expect(live.rows.first()).toHaveAttribute('aria-selected', 'true')

  // The keys move by rows, from any attempt that is shown.
  await live.list.focus()
  await live.page.keyboard.press('j')
  await expect(live.rows.nth(1)).toHaveAttribute('aria-selected', 'true')
  await live.page.keyboard.press('k')
  await expect(second).toHaveAttribute('aria-current', 'true')
})

test('the attempt that one looks at stays, when another arrives', async ({ live }) => {
  await deliver(live, '100')
  await deliver(live, '200')
  await live.rows.filter({ hasText: '在吗' }).nth(1).click()
  await deliver(live, '100')
  await expect(live.rows).toHaveCount(2)
  await expect(live.attempts).toHaveCount(2)
  await expect(live.attempts.first()).toHaveAttribute('aria-current', 'true')
  await expect(live.rows.first()).toHaveAttribute('aria-selected', 'true')
  await expect(
    live.page.getByRole('button', { name: live.words.list.fresh.replace('{count}', '1') }),
  ).toBeVisible()
})
