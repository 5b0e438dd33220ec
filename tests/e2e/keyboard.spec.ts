import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Locator } from '@playwright/test'
import { ComposePage } from './compose-page.ts'
import { ConvertPage } from './convert-page.ts'
import { expect, test as base } from './fixtures.ts'
import type { LivePage } from './live-page.ts'
import { ACCOUNT, prepareAccount, TOKEN } from './prepared-account.ts'
import { RelayPage } from './relay-page.ts'
import { RulesPage } from './rules-page.ts'
import { SignPage } from './sign-page.ts'

/** The keyboard of somebody who has no mouse: after the page was loaded, nothing else touches it. */
class Keys {
  readonly live: LivePage

  constructor(live: LivePage) {
    this.live = live
  }

  press(key: string): Promise<void> {
    return this.live.page.keyboard.press(key)
  }

  type(text: string): Promise<void> {
    return this.live.page.keyboard.insertText(text)
  }

  private async pressUntil(key: string, target: Locator, arrived: (element: Element) => boolean) {
    await expect(target).toBeVisible()
    // Once: looking for it by role after each key is slow.
    const element = (await target.elementHandle())!
    for (let pressed = 0; pressed < 80; pressed++) {
      if (await element.evaluate(arrived)) return
      await this.press(key)
    }
    throw new Error(`${key} does not lead to ${target}`)
  }

  /** Goes there with the Tab key, past whatever stands between. */
  tabTo(target: Locator): Promise<void> {
    return this.pressUntil('Tab', target, (element) => element === document.activeElement)
  }

  /** Goes there, and does what a click does. */
  async activate(target: Locator): Promise<void> {
    await this.tabTo(target)
    await this.press('Enter')
  }

  async fill(target: Locator, text: string): Promise<void> {
    await this.tabTo(target)
    await this.press('ControlOrMeta+a')
    await this.type(text)
  }

  /** Chooses one of several with an arrow key and Space; Tab stops at the chosen one. */
  async choose(group: Locator, choice: Locator, arrow: 'ArrowUp' | 'ArrowDown'): Promise<void> {
    await this.pressUntil('Tab', group, (element) => element.contains(document.activeElement))
    await this.pressUntil(arrow, choice, (element) => element === document.activeElement)
    await this.press('Space')
    await expect(choice).toBeChecked()
  }

  async setToken(token: string): Promise<void> {
    const { strip, account } = this.live.words
    const panel = this.live.page.getByRole('dialog')
    await this.activate(this.live.page.getByRole('button', { name: strip.account.replace('{name}', '') }))
    await this.fill(panel.getByLabel(account.token, { exact: true }), token)
    await this.press('Enter')
    await expect(panel.getByText(token.trim() === token ? account.saved : account.savedOdd)).toBeVisible()
    await this.press('Escape')
    await expect(panel).toHaveCount(0)
  }
}

const test = base.extend<{ keys: Keys }>({
  keys: async ({ start, dataDir }, use) => {
    prepareAccount(dataDir, {})
    await use(new Keys((await start()).live))
  },
})

async function post(live: LivePage, text: string): Promise<string> {
  const body =
    `<xml><ToUserName>${ACCOUNT}</ToUserName><FromUserName>oABC</FromUserName><CreateTime>1395658920</CreateTime>` +
    `<MsgType>text</MsgType><Content>${text}</Content><MsgId>${text.length}</MsgId></xml>`
  return (await fetch(await live.signedUrl(TOKEN), { method: 'POST', body })).text()
}

test('by keyboard alone, 1: the first minute', async ({ keys }) => {
  const { live } = keys
  await keys.press('s')
  await expect(live.page.getByRole('searchbox', { name: live.words.send.search })).toBeFocused()
  await keys.type('文本消息')
  await keys.press('Enter')
  await expect(live.rows.first()).toHaveAttribute('aria-selected', 'true')
  await expect(live.xml).toContainText('<MsgType><![CDATA[text]]></MsgType>')
  await expect(live.json).toContainText('"MsgType": "text"')
  await expect(live.verdict).toContainText(live.words.verdict.ignored)
  await keys.press('4')
  await expect(live.detail.getByText(live.words.signature.equal)).toBeVisible()
})

test('by keyboard alone, 2: verification', async ({ keys }) => {
  const { live } = keys
  await keys.setToken('AAAAA')
  await fetch(await live.signedUrl('AAAAA', { echostr: '4375120948345356249' }))
  await keys.press('t')
  await expect(live.verdict).toContainText('4375120948345356249')
  await keys.press('4')
  await expect(live.detail.getByText(live.words.signature.equal)).toBeVisible()
  await keys.tabTo(live.list)
  await keys.press('Enter')
  await expect(live.detail).toBeFocused()
  await keys.press('Escape')
  await expect(live.list).toBeFocused()

  await keys.setToken('AAAAA ')
  await fetch(await live.signedUrl('AAAAA', { echostr: '1' }))
  await keys.press('t')
  await expect(live.verdict).toContainText(/空白|空格/)
})

test('by keyboard alone, 3: an answer by hand', async ({ keys }) => {
  const { live } = keys
  const relay = new RelayPage(live)
  const compose = new ComposePage(live)
  await keys.activate(relay.button)
  await keys.choose(relay.panel.getByRole('group').first(), relay.choice('hand'), 'ArrowUp')
  await expect(relay.button).toContainText(live.words.policy.hand)
  await keys.press('Escape')
  await expect(relay.panel).toHaveCount(0)
  const { reply } = await compose.postText('几点开门？')
  await expect(compose.content).toBeFocused()
  await keys.type('九点')
  await expect(compose.bytes).toContainText('<![CDATA[九点]]>')
  await keys.press('Control+Enter')
  expect((await reply).body).toContain('<![CDATA[九点]]>')
  await expect(live.verdict).toContainText(live.words.verdict.accepted)
  // It stands on the line of the type, and takes none for itself.
  const always = live.page.getByRole('button', { name: live.words.compose.always })
  await expect(live.detail.locator('header').filter({ has: always })).toContainText('文本消息')
})

test('by keyboard alone, 4: a rule', async ({ keys }) => {
  const { live } = keys
  const rules = new RulesPage(live)
  const { rules: words, replyForm } = live.words
  await post(live, '你好')
  await keys.press('l')
  await keys.activate(rules.button(words.create))
  await keys.fill(rules.panel.getByLabel(words.name, { exact: true }), '问候')
  await keys.fill(rules.panel.getByRole('textbox', { name: `${words.text} ${words.textHint}` }), '你好')
  const content = new RegExp(`^${replyForm.content}\\s+Content`)
  await keys.fill(rules.panel.getByRole('textbox', { name: content }), '收到「{{Content}}」')
  await expect(rules.body).toContainText('收到「你好」')
  await keys.activate(rules.button(words.save))
  expect(await post(live, '你好啊')).toBe('success')
  await keys.tabTo(rules.toggleOf('问候'))
  await keys.press('Space')
  await expect(rules.toggleOf('问候')).toBeChecked()
  expect(await post(live, '你好吗？')).toContain('<![CDATA[收到「你好吗？」]]>')
  await keys.press('Escape')
  await expect(rules.panel).toBeHidden()
})

test('by keyboard alone, 5: relayed to a backend', async ({ keys }) => {
  const { live } = keys
  const relay = new RelayPage(live)
  const backend = createServer((request, response) => {
    request.resume().on('end', () => response.end('{"ok":1}'))
  })
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve))
  await keys.activate(relay.button)
  // On the way to a choice, nothing is chosen: each would answer the next message.
  await keys.tabTo(relay.choice('success'))
  await keys.press('ArrowUp')
  await expect(relay.choice('hand')).toBeFocused()
  await expect(relay.choice('success')).toBeChecked()
  await keys.choose(relay.panel.getByRole('group').first(), relay.choice('relay'), 'ArrowUp')
  await expect(relay.button).toContainText(live.words.policy.success)
  const url = `http://127.0.0.1:${(backend.address() as AddressInfo).port}/wx`
  await keys.fill(relay.panel.getByLabel(live.words.backends.newUrl), url)
  await keys.activate(relay.panel.getByRole('button', { name: live.words.backends.add }))
  await keys.tabTo(relay.guard)
  await keys.press('Escape')
  await expect(relay.panel).toHaveCount(0)
  expect(await post(live, '在吗')).toBe('success')
  await expect(live.rows.first()).toContainText(live.words.verdict.guarded)
  await expect(live.verdict).toContainText('relay.guarded')
  // A moment ago a field was left with Tab: whoever did so does not write any more.
  await keys.press('6')
  await expect(relay.replies).toBeVisible()
  backend.close()
  backend.closeAllConnections()
})

test('by keyboard alone, 6: XML to JSON and back', async ({ keys }) => {
  const convert = new ConvertPage(keys.live)
  await keys.activate(keys.live.page.getByRole('button', { name: convert.words.rail.convert, exact: true }))
  await keys.fill(
    convert.xml,
    '<xml><Content><![CDATA[你好 <3]]></Content><MsgId>22311164414801853</MsgId></xml>',
  )
  await expect(convert.json).toContainText('"Content": "你好 <3"')
  await convert.expectLossless()
  await keys.fill(convert.json, '{"xml": {"MsgType": "text", "CreateTime": 7}}')
  await expect(convert.xml).toContainText('<CreateTime>7</CreateTime>')
})

test('by keyboard alone, 7: a signature, and a message decrypted', async ({ keys }) => {
  const sign = new SignPage(keys.live)
  const { words } = sign
  await keys.activate(keys.live.page.getByRole('button', { name: words.rail.sign, exact: true }))
  const query =
    'signature=f464b24fc39322e44b38aa78f5edd27bd1441696&echostr=1&timestamp=1714036504&nonce=1514711492'
  await keys.fill(sign.field(words.sign.paste.label), `https://a.example/wx?${query}`)
  await keys.fill(sign.field(words.account.token), 'AAAAA')
  await expect(sign.signature('signature')).toContainText(words.signature.equal)
  await keys.choose(
    sign.screen.getByRole('group', { name: words.sign.tabs }),
    sign.screen.getByRole('radio', { name: words.sign.tab.open, exact: true }),
    'ArrowDown',
  )
  await keys.activate(sign.screen.getByRole('button', { name: words.sign.sample }))
  await expect(sign.layers).toContainText(words.layers.ok)
})
