import { ARRIVAL_CHECKS } from '../../src-core/contract/arrival.ts'
import { FINDINGS } from '../../src-core/contract/findings.ts'
import { expect, test } from './fixtures.ts'

test('a finding links the official page, and unfolds to the threads that it cites', async ({ live }) => {
  await fetch(await live.signedUrl('another-token'), { method: 'POST', body: '<xml></xml>' })
  await live.rows.first().click()
  const { page, sources } = FINDINGS['signature.mismatch']
  // Nothing opens before one has seen the whole address.
  const { parts } = live.words
  const question = live.page.getByRole('dialog').filter({ hasText: parts.link.ask })
  const link = question.getByRole('link', { name: parts.link.open })
  await live.verdict
    .getByRole('button', { name: /^官方文档/ })
    .first()
    .click()
  await expect(question).toContainText(page!)
  await expect(link).toHaveAttribute('href', page!)
  // A window of its own, which the desktop hands to the system's browser.
  await expect(link).toHaveAttribute('target', '_blank')
  await live.page.keyboard.press('Escape')
  await live.verdict.getByRole('button', { name: `来源 ${sources.length} 个` }).click()
  await live.verdict.getByRole('button', { name: /^wechatpy\/wechatpy#739/ }).click()
  await expect(link).toHaveAttribute('href', 'https://github.com/wechatpy/wechatpy/issues/739')
})

test('what to check when nothing arrives is a click away, for this account', async ({ live }) => {
  const { arrival, guide } = live.words
  const { port, pathname } = new URL(await live.address())
  const checks = live.page.getByRole('region', { name: arrival.title })
  await live.page.getByRole('button', { name: guide.check }).click()
  await expect(checks.getByRole('heading', { level: 4 })).toHaveCount(Object.keys(ARRIVAL_CHECKS).length)
  await expect(checks).toContainText(arrival.so.never)
  await expect(checks).toContainText(`curl -i http://127.0.0.1:${port}${pathname}`)
  await live.page.keyboard.press('Escape')
  await expect(live.page.getByRole('heading', { name: guide.emptyTitle })).toBeVisible()

  await live.sendTestMessage('文本消息')
  await live.page.getByRole('button', { name: arrival.open }).click()
  await expect(checks).toBeVisible()
  await live.rows.first().click()
  await expect(checks).toHaveCount(0)
  await expect(live.verdict).toBeVisible()
})
