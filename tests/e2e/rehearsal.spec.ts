import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from './fixtures.ts'
import { prepareAccount } from './prepared-account.ts'
import { SendPage } from './send-page.ts'

/** Replies to a subscription, and says nothing of a menu. */
async function startBackend() {
  const seen: string[] = []
  const server = createServer(async (request, response) => {
    const body = await text(request)
    seen.push(body)
    response.end(body.includes('CLICK') ? 'no such menu' : 'success')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wx`
  return { url, seen, close: () => (server.close(), server.closeAllConnections()) }
}

test('a rehearsal plays its steps in the name of one user, and says which of them went wrong', async ({
  start,
  dataDir,
}) => {
  const backend = await startBackend()
  try {
    prepareAccount(dataDir, {
      backends: [{ id: 'aaaa', name: '测试环境', url: backend.url, copies: false }],
      fans: [{ openId: 'oRegular', name: '老顾客' }],
    })
    const { live } = await start()
    const screen = new SendPage(live)
    await screen.openMode('rehearsal')
    await screen.openFans()
    await screen.panel.getByRole('radio', { name: '老顾客' }).click()
    await screen.closePanel()
    const steps = live.page.getByRole('list', { name: live.words.rehearsal.steps }).getByRole('listitem')
    await expect(steps.filter({ hasText: live.words.rehearsal.states.pending })).toHaveCount(5)
    await live.page.getByRole('button', { name: '开始演练' }).click()

    // Three deliveries of the menu click, and one of each other step.
    await expect(steps.filter({ hasText: live.words.rehearsal.states.unmet })).toHaveCount(1)
    await expect(steps.filter({ hasText: live.words.rehearsal.states.met })).toHaveCount(4)
    expect(backend.seen).toHaveLength(7)
    expect(backend.seen.filter((body) => !body.includes('oRegular'))).toEqual([])

    const failed = steps.filter({ hasText: live.words.rehearsal.states.unmet })
    await failed.getByRole('button', { name: live.words.rehearsal.open }).click()
    await expect(live.detail).toContainText('no such menu')

    // What was played is still there.
    await live.page.getByRole('button', { name: live.words.rail.send, exact: true }).click()
    await expect(steps.filter({ hasText: live.words.rehearsal.states.met })).toHaveCount(4)
  } finally {
    backend.close()
  }
})

test('a rehearsal that a reload has interrupted is still shown, and can be stopped', async ({
  start,
  dataDir,
}) => {
  // Whoever never answers has to be stopped.
  const backend = createServer((request) => void request.resume())
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve))
  try {
    const url = `http://127.0.0.1:${(backend.address() as AddressInfo).port}/wx`
    prepareAccount(dataDir, { backends: [{ id: 'aaaa', name: '测试环境', url, copies: false }] })
    const { live } = await start()
    const { page } = live
    const screen = new SendPage(live)
    await screen.openMode('rehearsal')
    await page.getByRole('radio', { name: '取消关注' }).check()
    // Whoever clicks twice by habit does not stop it again.
    await page.getByRole('button', { name: '开始演练' }).dblclick()
    const stop = page.getByRole('button', { name: '停止演练' })
    // The focus stays where the button was.
    await expect(stop).toBeFocused()

    await page.reload()
    await screen.openMode('rehearsal')
    await expect(page.getByRole('radio', { name: '取消关注' })).toBeChecked()
    await stop.press('Enter')
    await expect(page.getByRole('button', { name: '开始演练' })).toBeFocused()
    await expect(page.getByRole('status').filter({ hasText: '已停止' })).toBeVisible()
  } finally {
    backend.close()
    backend.closeAllConnections()
  }
})

test('the modes of the Send screen are passed through with the arrow keys', async ({ live }) => {
  await new SendPage(live).openMode('message')
  const mode = (name: 'rehearsal' | 'burst') =>
    live.page.getByRole('radio', { name: live.words.send.mode[name], exact: true })
  await live.page.getByRole('radio', { name: live.words.send.mode.message, exact: true }).press('ArrowRight')
  await expect(mode('rehearsal')).toBeFocused()
  await mode('rehearsal').press('ArrowRight')
  await expect(mode('burst')).toBeFocused()
})
