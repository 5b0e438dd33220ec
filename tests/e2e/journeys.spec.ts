import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './fixtures.ts'
import { TOKEN } from './prepared-account.ts'
import { SettingsPage } from './settings-page.ts'

const vector = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/vectors/incoming', name))

test('journey 1: the first minute', { tag: '@window' }, async ({ live }) => {
  expect(await live.address()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/wx$/)

  await live.sendTestMessage('文本消息')
  await expect(live.rows.first()).toHaveAttribute('aria-selected', 'true')
  await expect(live.rows.first()).toContainText('你好，请问今天几点营业？')

  await expect(live.xml).toContainText('<MsgType><![CDATA[text]]></MsgType>')
  await expect(live.json).toContainText('"MsgType": "text"')
  await expect(live.json).toContainText(/"MsgId": "2\d{16}"/)
  await expect(live.verdict).toContainText(live.words.verdict.ignored)
  await expect(live.verdict).toContainText('success')

  await expect(await live.openPart('signature')).toContainText(live.words.signature.equal)
})

test('journey 1: a real request, answered with a text', async ({ live }) => {
  await live.answerWithText('收到 ]]> 了')
  const url = await live.signedUrl(await live.token())
  const response = await fetch(url, { method: 'POST', body: vector('001-werobot-msg.text.xml') })
  const reply = await response.text()
  expect(reply).toContain('<ToUserName><![CDATA[fromUser]]></ToUserName>')
  expect(reply).toContain('<FromUserName><![CDATA[toUser]]></FromUserName>')

  await expect(live.rows).toHaveCount(1)
  await live.rows.first().click()
  await expect(live.json).toContainText('"Content": "this is a test"')
  await expect(live.verdict).toContainText(live.words.verdict.accepted)
  await expect(await live.openPart('reply')).toContainText(
    '<Content><![CDATA[收到 ]]]]><![CDATA[> 了]]></Content>',
  )
})

test('journey 2: verification', async ({ live }) => {
  await live.setToken('AAAAA')
  // Taken from the official page.
  const query =
    'signature=f464b24fc39322e44b38aa78f5edd27bd1441696&echostr=4375120948345356249&timestamp=1714036504&nonce=1514711492'
  const response = await fetch(`${await live.address()}?${query}`)
  expect([response.status, await response.text()]).toEqual([200, '4375120948345356249'])

  await live.rows.first().click()
  await expect(live.rows.first()).toContainText(live.words.list.verification)
  await expect(live.verdict).toContainText(live.words.verdict.accepted)
  await expect(live.verdict).toContainText('4375120948345356249')
  const steps = await live.openPart('signature')
  await expect(steps).not.toContainText('AAAAA')
  const { account } = live.words
  await steps.getByRole('button', { name: account.show.replace('{secret}', account.token) }).click()
  await expect(steps).toContainText('15147114921714036504AAAAA')
  await expect(steps).toContainText('f464b24fc39322e44b38aa78f5edd27bd1441696')
  await expect(steps).toContainText(live.words.signature.equal)
})

test('journey 2: with a wrong token the doctor names the mistake', async ({ live }) => {
  await live.setToken('AAAAA ')
  const response = await fetch(await live.signedUrl('AAAAA', { echostr: '1' }))
  expect(response.status).toBe(401)

  await live.rows.first().click()
  await expect(live.rows.first()).toContainText(live.words.verdict.rejected)
  await expect(live.verdict).toContainText('签名不对')
  await expect(live.verdict).toContainText(/空白|空格/)
})

test('all thirteen kinds of test message arrive', async ({ live }) => {
  const kinds = ['文本消息', '图片消息', '语音消息', '视频消息', '小视频消息', '地理位置消息', '链接消息']
  const events = [
    '关注',
    '取消关注',
    '已关注用户扫码',
    '上报地理位置',
    '点击菜单拉取消息',
    '点击菜单跳转链接',
  ]
  await live.sendButton.click()
  const panel = live.page.getByRole('dialog')
  // It stays then.
  await panel.getByRole('button', { name: live.words.send.pin }).click()
  for (const [sent, title] of [...kinds, ...events].entries()) {
    await panel
      .getByRole('button', { name: new RegExp(`^${title} `) })
      .first()
      .click()
    await expect(live.rows).toHaveCount(sent + 1)
  }
  for (const title of kinds) await expect(live.rows.filter({ hasText: title }).first()).toBeVisible()
})

test('what a stranger sends stays text', async ({ known: live }) => {
  const url = await live.signedUrl(TOKEN)
  const hostile = '<img src=x onerror="document.title=\'pwned\'"><script>document.title="pwned"</script>'
  const body = `<xml><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${hostile}]]></Content><MsgId>1</MsgId></xml>`
  await fetch(url, { method: 'POST', body })
  await live.rows.first().click()
  await expect(live.xml).toContainText('onerror=')
  await expect(live.page).not.toHaveTitle(/pwned/)
  await expect(live.page.locator('img[src]')).toHaveCount(0)
})

test('a refused message is shown with the place of its fault', async ({ known: live }) => {
  const url = await live.signedUrl(TOKEN)
  await fetch(url, { method: 'POST', body: '<xml>\n<Content>1</Wrong></xml>' })
  await live.rows.first().click()
  await expect(live.verdict).toContainText('第 2 行')
  await expect(live.page.getByRole('textbox', { name: live.words.payload.body })).toContainText(
    '<Content>1</Wrong>',
  )
})

test(
  'a restart shows what was there, where history is kept',
  { tag: '@window' },
  async ({ start, shell }) => {
    const first = await start({ ownProcess: true })
    await first.live.sendTestMessage('文本消息')
    await first.close()
    const { live } = await start({ ownProcess: true })
    const unsupported = live.page.getByText(live.words.notices.memory.unsupported)
    await expect(unsupported.or(live.rows.first())).toBeVisible()
    if (shell === 'electron' && (await unsupported.isVisible())) {
      // The Electron that runs tests may bring no SQLite; then the screen says so, and starts empty.
      await expect(live.rows).toHaveCount(0)
      return
    }
    await expect(live.rows).toHaveCount(1)
    await live.rows.first().click()
    await expect(live.json).toContainText('"MsgType": "text"')
  },
)

test('language and theme change at once and are kept', async ({ start }) => {
  const first = await start()
  await first.live.sendTestMessage('文本消息')
  const settings = new SettingsPage(first.live)
  await settings.open()
  await settings.screen.getByText('English', { exact: true }).click()
  await first.live.page.getByRole('main', { name: 'Settings' }).getByText('Dark', { exact: true }).click()
  await first.live.page.getByRole('button', { name: 'Live', exact: true }).first().click()
  await expect(first.live.page.getByRole('button', { name: 'Send a test message' })).toBeVisible()
  await expect(first.live.page.locator('html')).toHaveAttribute('lang', 'en')
  const brightest = () =>
    first.live.page.evaluate(() =>
      Math.max(
        ...getComputedStyle(document.body)
          .backgroundColor.match(/[\d.]+/g)!
          .slice(0, 3)
          .map(Number),
      ),
    )
  await expect.poll(brightest).toBeLessThan(80)
  await first.close()
  const { live } = await start({ locale: 'en-US' })
  await expect(live.page.locator('html')).toHaveAttribute('lang', 'en')
})

test('the keyboard goes through the list', async ({ live }) => {
  for (const title of ['文本消息', '图片消息', '语音消息']) await live.sendTestMessage(title)
  await live.list.focus()
  await live.page.keyboard.press('j')
  await live.page.keyboard.press('j')
  await expect(live.rows.nth(2)).toHaveAttribute('aria-selected', 'true')
  await live.page.keyboard.press('k')
  await expect(live.json).toContainText('"image"')
})

test('the list follows the newest until one looks at another', async ({ known: live }) => {
  await live.sendTestMessage('文本消息')
  await live.sendTestMessage('图片消息')
  await live.rows.nth(1).click()
  const before = await live.rows.nth(1).boundingBox()
  const url = await live.signedUrl(TOKEN)
  for (const name of ['001-werobot-msg.text.xml', '007-werobot-event.subscribe.xml']) {
    await fetch(url, { method: 'POST', body: vector(name) })
  }
  await expect(live.rows).toHaveCount(4)
  // There is room for all of them, and the row that one reads stays under the mouse all the same.
  await expect.poll(() => live.rows.nth(3).boundingBox()).toEqual(before)
  await expect(live.rows.nth(3)).toHaveAttribute('aria-selected', 'true')
  await live.page.getByRole('button', { name: live.words.list.fresh.replace('{count}', '2') }).click()
  await expect(live.rows.first()).toHaveAttribute('aria-selected', 'true')
})
