import { ABSENT_EXCHANGES } from '../../src-core/contract/issue-bounds.ts'
import { expect, test } from './fixtures.ts'
import type { LivePage } from './live-page.ts'
import { ACCOUNT, TOKEN } from './prepared-account.ts'

let sent = 0

/** Posts a message as WeChat does; with another token its signature is wrong. */
async function post(live: LivePage, token = TOKEN): Promise<void> {
  const body =
    `<xml><ToUserName>${ACCOUNT}</ToUserName><FromUserName>oia2TjuEGTNoeX76QEjQNrcURxG8</FromUserName>` +
    `<CreateTime>1714036504</CreateTime><MsgType>text</MsgType><Content>x</Content><MsgId>${++sent}</MsgId></xml>`
  await (await fetch(await live.signedUrl(token), { method: 'POST', body })).text()
}

test('issues are grouped, filter the list, and are quiet once understood until they come back', async ({
  known: live,
}) => {
  const { page, rows, words } = live
  const panel = page.getByRole('region', { name: words.issues.title })
  const mismatch = panel.locator('[data-issue="signature.mismatch"]')
  const button = mismatch.getByRole('button').first()
  await post(live)
  await post(live, 'anotherToken')
  await post(live)
  await expect(rows).toHaveCount(3)
  await live.list.focus()
  await page.keyboard.press('i')
  await expect(mismatch).toContainText('33%')

  // It keeps in step with what arrives, and tells what to do.
  await post(live, 'anotherToken')
  await expect(mismatch).toContainText('50%')
  await mismatch.getByRole('button', { expanded: false }).click()
  await expect(mismatch).toContainText('Token')

  await button.click()
  await expect(rows).toHaveCount(2)
  await expect(button).toHaveAttribute('aria-pressed', 'true')
  await expect(mismatch).toContainText('50%')
  await button.click()
  await expect(rows).toHaveCount(4)

  const understood = panel.getByText(words.issues.understood.replace('{count}', '1'))
  await mismatch.getByTitle(words.issues.understandHint.replace('{count}', String(ABSENT_EXCHANGES))).click()
  await expect(understood).toBeVisible()
  await expect(mismatch).toHaveCount(0)
  await post(live, 'anotherToken')
  await expect(rows).toHaveCount(5)
  for (let n = 0; n < ABSENT_EXCHANGES; n++) await post(live)
  await expect(understood).toBeVisible()
  await post(live, 'anotherToken')
  await expect(mismatch).toContainText(words.issues.back)
  await expect(understood).toHaveCount(0)

  // To the newest of them, from where the panel gives way to it.
  if ((await mismatch.getByRole('button', { expanded: false }).count()) > 0)
    await mismatch.getByRole('button', { expanded: false }).click()
  await mismatch.getByText('打开最近一次').click()
  await expect(panel).toHaveCount(0)
  await expect(live.verdict).toBeVisible()
})
