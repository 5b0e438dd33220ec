import { rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test as base } from './fixtures.ts'
import { RelayPage } from './relay-page.ts'

const REPLY =
  '<xml><ToUserName><![CDATA[oMpscopeSampleUser0000000001]]></ToUserName>' +
  '<FromUserName><![CDATA[gh_mpscope00001]]></FromUserName><CreateTime>1395658921</CreateTime>' +
  '<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[后端收到]]></Content></xml>'

interface Fixtures {
  relay: RelayPage
  /** Starts a developer's server; returns its address. */
  serve(answer: (response: ServerResponse) => void): Promise<{ url: string; host: string }>
}

const test = base.extend<Fixtures>({
  relay: async ({ live }, use) => use(new RelayPage(live)),
  serve: async ({}, use) => {
    const servers: Server[] = []
    await use(async (answer) => {
      const server = createServer((request, response) => {
        request.resume().on('end', () => answer(response))
      })
      servers.push(server)
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
      return { url: `http://${host}/wx`, host }
    })
    for (const server of servers) {
      server.close()
      server.closeAllConnections()
    }
  },
})

test('journey 5: relayed to the backend, and its reply goes back', async ({ relay, live, serve }) => {
  const backend = await serve((response) => void response.end(REPLY))
  await relay.open()
  await relay.choice('relay').check()
  await relay.add(backend.url)
  await expect(relay.guard).toBeChecked()
  await relay.close()
  await expect(relay.button).toContainText(backend.host)

  await live.sendTestMessage('文本消息')
  await expect(live.verdict).toContainText(live.words.by.relay)
  const reply = await relay.reply(backend.host)
  await expect(reply).toContainText(live.words.backendReplies.chosen)
  await expect(reply).toContainText('HTTP 200')
  await reply.getByRole('button').first().click()
  await expect(reply).toContainText('后端收到')
  await expect(await live.openPart('reply')).toContainText('后端收到')
})

test('journey 5: success goes in place of what WeChat would not take', async ({ relay, live, serve }) => {
  const backend = await serve((response) => void response.writeHead(500).end('{"error":"数据库连不上"}'))
  await relay.open()
  await relay.choice('relay').check()
  await relay.add(backend.url)
  await relay.close()

  await live.sendTestMessage('文本消息')
  await expect(live.verdict).toContainText(live.words.verdict.guarded)
  await expect(live.verdict).not.toContainText(live.words.verdict.ignored)
  await expect(live.verdict).toContainText('relay.guarded')
  const reply = await relay.reply(backend.host)
  await expect(reply).toContainText(live.words.backendReplies.guarded)
  await expect(reply).toContainText(live.words.verdict.retried)
  await expect(reply).toContainText('status.not-200')
  await expect(reply).toContainText('数据库连不上')

  await relay.open()
  await relay.guard.uncheck()
  await relay.close()
  await live.sendTestMessage('图片消息')
  await expect(live.verdict).toContainText(live.words.verdict.retried)
  await expect(live.verdict).not.toContainText('relay.guarded')
  await expect(live.verdict.getByText('status.not-200')).toHaveCount(1)
})

test('journey 5: a backend with a copy is shown, also when it comes later', async ({
  relay,
  live,
  serve,
}) => {
  const waiting: ServerResponse[] = []
  const shadow = await serve((response) => void waiting.push(response))
  await relay.open()
  await relay.openBackends()
  await relay.add(shadow.url)
  await relay.copies(shadow.host).check()
  await relay.panel.getByRole('button', { name: live.words.backends.back }).click()
  await expect(relay.choice('success')).toBeChecked()
  await relay.close()

  await live.sendTestMessage('文本消息')
  await expect(live.verdict).toContainText(live.words.verdict.ignored)
  await expect(live.tab('backends')).toBeDisabled()
  await expect.poll(() => waiting.length).toBe(1)
  waiting[0]!.end(REPLY)
  const reply = await relay.reply(shadow.host)
  await expect(reply).toContainText(live.words.backendReplies.copy)
  await expect(reply).toContainText('后端收到')
})

test('the address of the workbench itself is refused, and so is what is no address', async ({
  relay,
  live,
}) => {
  const own = await live.address()
  await relay.open()
  await relay.choice('relay').check()
  await relay.add(own)
  await expect(relay.panel.getByRole('alert')).toHaveText(live.words.errors.BACKEND_LOOP)
  await relay.add('127.0.0.1:8080')
  await expect(relay.panel.getByRole('alert')).toHaveText(live.words.backends.urlWrong)
  await relay.close()
  await expect(relay.button).toContainText(live.words.policy.success)
})

test('what answers cannot be removed; what does not can, and its name be changed', async ({
  relay,
  live,
}) => {
  const { words, page } = live
  await relay.open()
  await relay.choice('relay').check()
  await relay.add('http://127.0.0.1:8080/wx')
  await relay.openBackends()
  await expect(relay.panel).toContainText(words.backends.answering)
  const remove = relay.panel.getByRole('button', { name: words.backends.remove.replace('{name}', '') })
  await expect(remove).toHaveCount(0)
  const name = relay.panel.getByLabel(words.backends.name, { exact: true })
  await name.fill('测试环境')
  await name.press('Enter')
  await expect(relay.button).toContainText('测试环境')
  await relay.panel.getByRole('button', { name: words.backends.back }).click()
  await relay.choice('empty').check()
  await relay.openBackends()
  await remove.click()
  await expect(relay.panel.getByRole('listitem')).toHaveCount(0)
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('a backend is verified where it stands, and what it made of echostr is named', async ({
  relay,
  live,
  serve,
}) => {
  const { words } = live
  let answer = (echostr: string) => `\uFEFF${echostr}`
  const backend = await serve((response) => {
    const echostr = new URL(response.req.url!, 'http://x').searchParams.get('echostr') ?? ''
    response.end(answer(echostr))
  })
  await relay.open()
  await relay.openBackends()
  await relay.add(backend.url)
  await relay.verify(backend.host)
  const line = relay.backend(backend.host)
  await expect(line).toContainText(words.verdict.rejected)
  await expect(line).toContainText('echo.changed')
  await expect(line).toContainText('echostr 前面多了 BOM（3 字节）')
  await expect(line).toContainText(/应为 (\d{19})（19 字节），收到 \\xEF\\xBB\\xBF\1（22 字节）/)

  answer = (echostr) => echostr
  await relay.verify(backend.host)
  await expect(line).toContainText(words.backends.verified)
  await expect(line).not.toContainText('echo.changed')
  await expect(
    line.getByRole('list', { name: words.backends.findings.replace('{name}', backend.host) }),
  ).toHaveCount(0)

  // A result of one address does not hold for the next.
  const url = relay.panel.getByLabel(words.backends.url, { exact: true })
  await url.fill(`${backend.url}/2`)
  await url.press('Enter')
  await expect(line).not.toContainText(words.backends.verified)
  await relay.close()

  // Each is kept like an incoming one, and says where it went.
  await expect(live.rows).toHaveCount(2)
  await expect(live.rows.first()).toContainText(words.list.backendVerification)
  await expect(live.rows.first()).toContainText(`${backend.host}/`)
  await live.rows.nth(1).click()
  await expect(live.page.getByText(words.why.backendNotVerified)).toBeVisible()
})

test('a sender is routed to one of several backends, from the menu of a message', async ({
  relay,
  live,
  serve,
}) => {
  const { page, words } = live
  const ann = await serve((response) => void response.end('success'))
  const bob = await serve((response) => void response.end(REPLY))
  await live.sendTestMessage('文本消息')
  await expect(live.verdict).toContainText(words.by.fixed)
  await relay.open()
  await relay.openBackends()
  for (const { url, host } of [ann, bob]) {
    await relay.add(url)
    await expect(relay.backend(host)).toBeVisible()
  }
  await relay.close()

  await live.list.focus()
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: '把这个发送者转到后端' }).press('Enter')
  await relay.takeSender(bob.host)
  await expect(relay.panel).toContainText(words.backends.selectedTaken.replace('{name}', bob.host))
  const senders = relay.backend(bob.host).getByLabel(words.backends.senders)
  await expect(senders).toHaveValue(/^o/)
  const sender = await senders.inputValue()

  // What is odd is said while one types.
  await relay.backend(bob.host).getByLabel(words.backends.scenes).fill(sender)
  await expect(relay.backend(bob.host)).toContainText('OpenID 请填到')
  await page.keyboard.press('Escape')
  await relay.close()

  await live.sendTestMessage('文本消息')
  await expect(live.verdict).toContainText(words.by.relay)
  await expect(await relay.reply(bob.host)).toContainText(words.backendReplies.chosen)
  await relay.open()
  await expect(relay.panel).toContainText(words.relay.takers.replace('{names}', bob.host))
})

test('strangers can be hidden from the list, and are counted', async ({ live }) => {
  const { list } = live.words
  const origin = new URL(await live.address()).origin
  await live.sendTestMessage('文本消息')
  for (const path of ['/.env', '/wp-login.php']) await fetch(origin + path)
  await expect(live.rows).toHaveCount(3)
  await live.page.getByRole('button', { name: list.hideStrangers.replace('{count}', '2') }).click()
  await expect(live.rows).toHaveCount(1)
  await fetch(`${origin}/robots.txt`)
  const show = live.page.getByRole('button', { name: list.showStrangers.replace('{count}', '3') })
  await expect(show).toBeVisible()
  await expect(live.rows).toHaveCount(1)
  await show.click()
  await expect(live.rows).toHaveCount(4)
})

test('strangers are cleared by themselves, and what may be WeChat is none of them', async ({ live }) => {
  const { list } = live.words
  const address = await live.address()
  await live.sendTestMessage('文本消息')
  await fetch(`${address}?signature=wrong&timestamp=1&nonce=2`, { method: 'POST', body: '<xml></xml>' })
  await fetch(address, { headers: { origin: 'https://evil.test' } })
  await fetch(`${new URL(address).origin}/.env`)
  await expect(live.rows).toHaveCount(4)
  await live.page.getByRole('button', { name: list.hideStrangers.replace('{count}', '2') }).click()
  await expect(live.rows).toHaveCount(2)
  await live.page.getByRole('button', { name: list.clear, exact: true }).click()
  await live.page.getByRole('button', { name: list.clearStrangers }).click()
  await expect(
    live.page.getByRole('button', { name: list.showStrangers.replace('{count}', '2') }),
  ).toHaveCount(0)
  await expect(live.rows).toHaveCount(2)
})

test('the waiting time and the way of repeated deliveries are kept', async ({ relay, live, dataDir }) => {
  const { relay: words, account } = live.words
  await relay.open()
  await relay.choice('hand').check()
  const wait = relay.panel.getByLabel(words.wait)
  // Without a time of its own the account follows the preference.
  await expect(wait).toHaveValue('')
  await expect(wait).toHaveAttribute('placeholder', '4.5')
  await wait.fill('0')
  await wait.press('Enter')
  await expect(relay.panel.getByRole('alert')).toHaveText(
    words.waitWrong.replace('{min}', '0.1').replace('{max}', '60'),
  )
  await wait.fill('30')
  await wait.press('Enter')
  await expect(relay.panel.getByText(account.saved)).toBeVisible()
  await relay.panel.getByText(words.same, { exact: true }).click()
  await relay.close()
  await live.page.reload()
  await relay.open()
  await expect(wait).toHaveValue('30')
  const same = relay.panel.getByRole('radio', { name: words.same })
  await expect(same).toBeChecked()

  // What could not be saved is not shown as chosen.
  rmSync(dataDir, { recursive: true })
  writeFileSync(dataDir, 'a file in the place of the folder')
  await relay.choice('empty').click()
  await expect(relay.panel.getByRole('alert')).toBeVisible()
  await expect(relay.choice('hand')).toBeChecked()
  await relay.panel.getByText(words.success, { exact: true }).click()
  await expect(same).toBeChecked()
})
