import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from './fixtures.ts'
import { prepareAccount } from './prepared-account.ts'

/** Answers every verification, right or wrong, until it is mended. */
async function startBackend() {
  const seen: string[] = []
  const state = { echoes: (echostr: string) => `${echostr}\n`, seen }
  const server = createServer((request, response) => {
    seen.push(request.url ?? '')
    response.end(state.echoes(new URL(request.url ?? '', 'http://x').searchParams.get('echostr') ?? ''))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wx`
  return { url, state, close: () => (server.close(), server.closeAllConnections()) }
}

test(
  'journey 11: a case fails, is mended, and passes',
  { tag: '@window' },
  async ({ start, dataDir, shell }) => {
    const backend = await startBackend()
    try {
      prepareAccount(dataDir, {
        backends: [{ id: 'aaaa', name: '测试环境', url: backend.url, copies: false }],
      })
      const { live } = await start()
      const { page, words } = live
      await page.getByRole('button', { name: words.rail['check-up'], exact: true }).click()
      const screen = page.getByRole('main', { name: words.rail['check-up'] })
      await expect(screen).toContainText(words.checkUp.introduction.title)
      const row = screen.locator('[data-case="verification.echo"]')
      await row.getByRole('button').click()
      await row.getByRole('button', { name: words.checkUp.one }).click()

      // It says what is wrong, and what to change.
      await expect(row).toHaveAttribute('data-state', 'failed')
      await expect(row).toContainText(words.checkUp.told.fix)
      await expect(screen.getByRole('status').first()).toContainText('必需的有 1 项没有通过')

      // The report is there to be pasted.
      await screen.getByRole('button', { name: '复制报告' }).click()
      await expect(page.getByText(words.copy.copied)).toBeVisible()
      if (shell === 'chromium')
        expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('`verification.echo`')

      // What was sent is an exchange, but no row of the list.
      await row.getByRole('button', { name: words.checkUp.exchange.replace('{number}', '1') }).click()
      await expect(live.verdict).toContainText(words.replay.ofCheckUp)
      await expect(live.rows).toHaveCount(0)
      await live.verdict.getByRole('button', { name: words.replay.toCheckUp }).click()

      // Only what failed is tried again.
      backend.state.echoes = (echostr) => echostr
      backend.state.seen.length = 0
      await page.keyboard.press('Shift+R')
      await expect(row).toHaveAttribute('data-state', 'passed')
      await expect(screen).toContainText(words.checkUp.difference.mended.replace('{count}', '1'))
      expect(backend.state.seen).toHaveLength(1)
    } finally {
      backend.close()
    }
  },
)

test('what came before a check-up is still in the list after a reload', async ({ start, dataDir }) => {
  const backend = await startBackend()
  try {
    prepareAccount(dataDir, {
      mode: 'safe',
      aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
      appId: 'wx5823bf96d3bd56c7',
      backends: [{ id: 'aaaa', name: '测试环境', url: backend.url, copies: false }],
    })
    const { live } = await start()
    const { page, words } = live
    await live.sendTestMessage('文本消息')
    await expect(live.rows).toHaveCount(1)
    await page.getByRole('button', { name: words.rail['check-up'], exact: true }).click()
    const screen = page.getByRole('main', { name: words.rail['check-up'] })
    await screen.getByRole('button', { name: words.checkUp.start }).click()
    await expect(screen.getByRole('button', { name: words.checkUp.again })).toBeVisible({ timeout: 30_000 })
    expect(backend.state.seen.length).toBeGreaterThan(200)
    await page.reload()
    await live.isReady()
    await expect(live.rows).toHaveCount(1)
  } finally {
    backend.close()
  }
})
