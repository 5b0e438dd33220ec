import { AxeBuilder } from '@axe-core/playwright'
import { ComposePage, prepareByHand } from './compose-page.ts'
import { ConvertPage } from './convert-page.ts'
import type { LivePage } from './live-page.ts'
import { expect, test } from './fixtures.ts'
import { prepareAccount } from './prepared-account.ts'
import { RelayPage } from './relay-page.ts'
import { RulesPage } from './rules-page.ts'
import { SettingsPage } from './settings-page.ts'
import { SignPage } from './sign-page.ts'

/**
 * Returns all violations of WCAG A and AA, and of `more` tags, that a machine can see; in the dark theme, those that
 * depend on colours.
 */
async function violations({ page }: LivePage, ...more: string[]): Promise<string[]> {
  // The page has no frames, for which it would open another page each time; and passing rules need no description.
  const build = () => new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  await page.emulateMedia({ colorScheme: 'light' })
  const { violations: inLight } = await build()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', ...more])
    .analyze()
  await page.emulateMedia({ colorScheme: 'dark' })
  const { violations: inDark } = await build().withRules(['color-contrast', 'link-in-text-block']).analyze()
  return [...inLight, ...inDark].map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(' | ')}`,
  )
}

// Every element of five states is looked at.
test.slow()

test('every state of the Live screen is accessible', async ({ live }) => {
  expect(await violations(live)).toEqual([])

  const { arrival, guide } = live.words
  await live.page.getByRole('button', { name: guide.check }).click()
  const checks = live.page.getByRole('region', { name: arrival.title })
  await checks.getByRole('button', { name: /^实例/ }).first().click()
  await expect(checks.getByRole('list', { name: live.words.evidence.list })).toBeVisible()
  expect(await violations(live)).toEqual([])
  await live.page.keyboard.press('Escape')

  await live.sendTestMessage('文本消息')
  expect(await violations(live)).toEqual([])

  const url = await live.signedUrl(await live.token())
  const body = '<xml><MsgType>text</MsgType><MsgId>1</MsgId></xml>'
  for (let attempt = 0; attempt < 2; attempt += 1) await fetch(url, { method: 'POST', body })
  await expect(live.attempts).toHaveCount(2)
  expect(await violations(live)).toEqual([])

  await fetch(`${await live.address()}?signature=x&timestamp=1&nonce=2&echostr=3`)
  await live.rows.first().click()
  await live.verdict.getByRole('button', { name: /^来源/ }).first().click()
  await live.openPart('request')
  expect(await violations(live)).toEqual([])

  await live.sendButton.click()
  await expect(live.page.getByRole('dialog')).toBeVisible()
  expect(await violations(live)).toEqual([])
})

test('an encrypted exchange is accessible', async ({ start, dataDir }) => {
  prepareAccount(dataDir, {
    mode: 'safe',
    aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
    appId: 'wx5823bf96d3bd56c7',
    policy: { kind: 'fixed', reply: { type: 'text', content: '收到' } },
  })
  const { live } = await start()
  await live.sendTestMessage('文本消息')
  for (const part of ['message', 'signature', 'layers', 'reply'] as const) {
    await live.openPart(part)
    expect(await violations(live, 'best-practice')).toEqual([])
  }
  await live.detail.getByRole('button', { name: live.words.sections.envelope }).click()
  expect(await violations(live)).toEqual([])
})

test('every state of the rules is accessible', async ({ live }) => {
  await live.sendTestMessage('文本消息')
  const rules = new RulesPage(live)
  const { words } = rules
  await rules.open()
  expect(await violations(live)).toEqual([])

  await rules.button(words.rules.create).click()
  await rules.answerText('{{Content}}{{Label}}')
  await expect(rules.trial).toContainText('{{Label}}')
  expect(await violations(live)).toEqual([])
  await rules.whenText('regex', '(')
  await expect(rules.alert).toBeVisible()
  expect(await violations(live)).toEqual([])
  await rules.button(words.rules.cancel).click()

  await rules.add('甲', '甲', '甲')
  await rules.add('乙', '乙', '乙', false)
  await rules.ruleButton(words.rules.remove, '甲').click()
  await expect(live.page.getByRole('button', { name: words.undo.undo })).toBeVisible()
  expect(await violations(live)).toEqual([])
})

test('the choice of answers and the replies of backends are accessible', async ({ live }) => {
  const relay = new RelayPage(live)
  await relay.open()
  await relay.choice('relay').check()
  await relay.add('127.0.0.1')
  await expect(relay.panel.getByRole('alert')).toBeVisible()
  expect(await violations(live)).toEqual([])

  // Nothing listens on port 9, called discard.
  await relay.add('http://127.0.0.1:9/')
  await expect(relay.guard).toBeChecked()
  expect(await violations(live)).toEqual([])
  await relay.openBackends()
  expect(await violations(live)).toEqual([])

  await relay.close()
  await live.sendTestMessage('文本消息')
  await expect(await relay.reply('127.0.0.1:9')).toContainText('ECONNREFUSED')
  expect(await violations(live)).toEqual([])
})

test('the guide, warnings at fields and what can be undone are accessible', async ({ live }) => {
  const { page, words } = live
  const { account, guide, strip, undo } = words
  await live.sendTestMessage('文本消息')
  await page.getByRole('button', { name: guide.button.replace('{all}', '5').replace('{done}', '1') }).click()
  const panel = page.getByRole('region', { name: guide.title })
  await panel.getByLabel(account.publicUrl).fill('http://127.0.0.1/wx')
  await expect(panel).toContainText('内网')
  expect(await violations(live)).toEqual([])

  await page.getByRole('button', { name: strip.account.replace('{name}', '') }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel(account.token, { exact: true }).fill('mytoken ')
  await form.getByLabel(account.token, { exact: true }).press('Enter')
  await expect(form.getByText(account.savedOdd)).toBeVisible()
  expect(await violations(live)).toEqual([])
  await form.getByRole('button', { name: '去掉首尾的空白' }).click()
  await expect(page.getByRole('button', { name: undo.undo })).toBeVisible()
  expect(await violations(live)).toEqual([])
})

test('answering by hand is accessible', async ({ start, dataDir }) => {
  prepareByHand(dataDir)
  const { live } = await start()
  const compose = new ComposePage(live)
  const { hangUp } = await compose.postText('你好')
  await expect(compose.content).toBeFocused()
  await compose.content.fill('长'.repeat(700))
  await expect(compose.composer).toContainText('700 / 600')
  expect(await violations(live)).toEqual([])

  await compose.postClick('MENU')
  await compose.chooseType('news')
  await compose.composer.getByRole('button', { name: live.words.replyForm.addArticle }).click()
  await expect(compose.waiting).toHaveCount(2)
  expect(await violations(live)).toEqual([])

  await compose.bytes.fill(' <xml></xml>')
  await expect(compose.repairs.first()).toBeVisible()
  await live.page.keyboard.press('Alt+ArrowDown')
  await expect(live.page.getByRole('dialog')).toBeVisible()
  expect(await violations(live)).toEqual([])

  await live.page.keyboard.press('Escape')
  await compose.type.click()
  await expect(live.page.getByRole('listbox').last()).toBeVisible()
  expect(await violations(live)).toEqual([])
  await live.page.keyboard.press('Escape')
  await live.page.getByRole('button', { name: live.words.ahead.open }).click()
  await expect(live.page.getByRole('dialog')).toBeVisible()
  expect(await violations(live)).toEqual([])
  await live.page.keyboard.press('Escape')

  hangUp()
  await expect(compose.kept).toBeVisible()
  expect(await violations(live)).toEqual([])
})

test('palette, keys and context menu are accessible', async ({ live }) => {
  const { page, words } = live
  await live.sendTestMessage('文本消息')
  await live.rows.first().click()
  await page.keyboard.press('Shift+F10')
  await expect(page.getByRole('menu')).toBeVisible()
  expect(await violations(live)).toEqual([])

  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await page.keyboard.press('ControlOrMeta+k')
  const field = page.getByRole('combobox', { name: words.actions.find })
  await expect(field).toBeFocused()
  expect(await violations(live)).toEqual([])
  await field.fill('没有这个')
  await expect(page.getByRole('status').filter({ hasText: words.actions.nothing })).toBeVisible()
  expect(await violations(live)).toEqual([])

  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: words.actions.keys })
  await expect(sheet).toBeVisible()
  expect(await violations(live)).toEqual([])
  await sheet.getByRole('button', { name: words.actions.change }).click()
  const record = sheet.getByRole('button', { name: words.actions.record.replace('{action}', '下一条') })
  await record.click()
  await page.keyboard.press('k')
  await expect(sheet.getByRole('alert')).toBeVisible()
  expect(await violations(live)).toEqual([])
  // While it records, Escape gives up and leaves the dialog open.
  await record.click()
  await page.keyboard.press('Escape')
  await expect(record).toHaveAttribute('aria-pressed', 'false')
  await expect(sheet).toBeVisible()
})

test('every state of the Convert screen is accessible', async ({ live }) => {
  const convert = new ConvertPage(live)
  await convert.open()
  expect(await violations(live)).toEqual([])

  await convert.paste(convert.xml, '<xml><!-- 1 --><MsgType><![CDATA[text]]></MsgType><MsgId>1</MsgId></xml>')
  await expect(convert.json).toContainText('MsgType')
  await convert.xml.getByText('MsgType').first().click()
  await expect(live.note).toBeVisible()
  expect(await violations(live)).toEqual([])

  await convert.paste(convert.xml, '<xml><a>1</b></xml>')
  await expect(convert.page.getByText(convert.words.convert.stale)).toBeVisible()
  expect(await violations(live)).toEqual([])

  await convert.button(convert.words.convert.samples).click()
  await expect(live.page.getByRole('dialog')).toContainText('shortvideo')
  expect(await violations(live)).toEqual([])
})

test('every section of the settings is accessible, also in high contrast', async ({ live }) => {
  const settings = new SettingsPage(live)
  await settings.open('network')
  await settings.fill('responderPort', '99999')
  await expect(settings.screen.getByRole('alert')).toBeVisible()
  expect(await violations(live)).toEqual([])
  await settings.choose(live.words.settings.sections.appearance)
  await settings.select('theme', live.words.settings.options.theme.contrast)
  for (const section of Object.values(live.words.settings.sections)) {
    await settings.choose(section)
    expect(await violations(live), section).toEqual([])
  }
})

test('every tab of the Sign screen is accessible', async ({ live }) => {
  const sign = new SignPage(live)
  await sign.open()
  expect(await violations(live)).toEqual([])
  await sign.field('timestamp').fill('1')
  await sign.field('nonce').fill('2')
  await sign.field(sign.words.sign.encrypt).fill('abc')
  await sign.received('signature').fill('0'.repeat(40))
  await expect(sign.signature('msg_signature')).toBeVisible()
  expect(await violations(live)).toEqual([])

  await sign.choose('seal')
  await live.page.getByRole('button', { name: sign.words.sign.sample }).click()
  await live.page.getByRole('button', { name: sign.words.account.generateKey }).click()
  await expect(sign.layers).toBeVisible()
  expect(await violations(live)).toEqual([])

  await sign.choose('open')
  await sign.field(sign.words.sign.envelope).fill(`${'A'.repeat(43)}=`)
  await expect(sign.layers).toContainText(sign.words.layers.wrong)
  expect(await violations(live)).toEqual([])

  await sign.choose('alarm')
  await live.page.getByRole('button', { name: sign.words.sign.sample }).click()
  await expect(sign.result).toContainText('reply.not-xml')
  expect(await violations(live)).toEqual([])
})
