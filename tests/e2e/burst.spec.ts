import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from './fixtures.ts'
import { prepareAccount } from './prepared-account.ts'
import { SendPage } from './send-page.ts'

/** Takes every message but each third one. */
async function startBackend() {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(request.url ?? '')
    request.resume()
    if (seen.length % 3 === 0) response.writeHead(500)
    response.end('success')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wx`
  return { url, seen, close: () => (server.close(), server.closeAllConnections()) }
}

test(
  'a burst says how the backend stood it, and leads to what failed',
  { tag: '@window' },
  async ({ start, dataDir }) => {
    const backend = await startBackend()
    try {
      prepareAccount(dataDir, {
        backends: [{ id: 'aaaa', name: '测试环境', url: backend.url, copies: false }],
      })
      const { live } = await start()
      const { page, words } = live
      await new SendPage(live).openMode('burst')
      const pane = page.getByRole('region', { name: words.send.mode.burst })
      await pane.getByRole('spinbutton', { name: words.burst.messages, exact: true }).fill('60')
      await pane.getByRole('radio', { name: '1', exact: true }).check({ force: true })
      await pane.getByRole('button', { name: '开始并发推送' }).click()

      await expect(pane.getByRole('status')).toContainText('20')
      expect(backend.seen).toHaveLength(60)
      const faults = pane.getByRole('region', { name: words.burst.faults })
      await expect(faults.getByRole('listitem')).toHaveCount(1)

      // Its exchanges are not in the list, and its figures lead to them.
      await faults.getByRole('button').click()
      await expect(live.verdict).toContainText(words.replay.ofBurst)
      await expect(live.rows).toHaveCount(0)
      await live.verdict.getByRole('button', { name: words.replay.toBurst }).click()
      await expect(pane.getByRole('status')).toBeVisible()
    } finally {
      backend.close()
    }
  },
)
