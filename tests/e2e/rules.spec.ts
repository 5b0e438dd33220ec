import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chooseReplyType } from './compose-page.ts'
import { expect, test } from './fixtures.ts'
import type { LivePage } from './live-page.ts'
import { TOKEN } from './prepared-account.ts'
import { RulesPage } from './rules-page.ts'

test.use({ live: ({ known }, use) => use(known) })

let msgId = 0

/** Sends a text as WeChat does, and returns the reply. */
async function post(live: LivePage, content: string): Promise<string> {
  const body =
    '<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[oABC]]></FromUserName>' +
    `<CreateTime>1395658920</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${content}]]></Content>` +
    `<MsgId>${++msgId}</MsgId></xml>`
  const response = await fetch(await live.signedUrl(TOKEN), { method: 'POST', body })
  return response.text()
}

test('journey 4: a rule is tried on what was received before it is switched on', async ({ live }) => {
  const rules = new RulesPage(live)
  const { words } = rules
  for (const content of ['你好', '再见', '你好，几点开门？']) await post(live, content)

  await rules.open()
  await expect(live.detail).toBeHidden()
  await rules.button(words.rules.create).click()
  await rules.nameIt('问候')
  await rules.whenText('contains', '你好')
  await rules.answerText('收到「{{Content}}」{{Label}}')
  await expect(rules.trial).toContainText('3 条消息里有 2 条命中')
  await expect(rules.trial).toContainText('{{Label}}')
  await expect(rules.body).toContainText('收到「你好，几点开门？」')
  await rules.trial.getByText('你好', { exact: true }).click()
  await expect(rules.body).toContainText('<Content><![CDATA[收到「你好」]]></Content>')

  await rules.button(words.rules.save).click()
  await expect(rules.toggleOf('问候')).not.toBeChecked()
  await expect(rules.toggle).toHaveText(words.rules.title)
  await expect(rules.items).toContainText('文字包含「你好」')
  expect(await post(live, '你好')).toBe('success')

  await rules.toggleOf('问候').click()
  await expect(rules.toggle).toHaveText('规则 · 1')
  expect(await post(live, '你好 & <b>')).toContain('<Content><![CDATA[收到「你好 & <b>」]]></Content>')

  await live.rows.filter({ hasText: '你好 & <b>' }).click()
  await expect(rules.panel).toBeHidden()
  await expect(live.verdict).toContainText(words.verdict.accepted)
})

test('a pattern that is none is named at its field and cannot be saved', async ({ live }) => {
  const rules = new RulesPage(live)
  await rules.open()
  await rules.button(rules.words.rules.create).click()
  await rules.whenText('regex', '(你好')
  await rules.answerText('x')
  await expect(rules.alert).toHaveText('正则表达式有误：括号没有闭合')
  await rules.button(rules.words.rules.saveAndEnable).click()
  await expect(rules.alert).toBeVisible()
  await rules.whenText('regex', '(你好)')
  await expect(rules.alert).toHaveCount(0)
  await rules.button('{{1}}').click()
  await rules.button(rules.words.rules.saveAndEnable).click()
  await expect(rules.items).toContainText('文本「x{{1}}」')
})

test('free XML begins with a reply that is addressed, and what fits is shown as it would be sent', async ({
  live,
}) => {
  const rules = new RulesPage(live)
  const { words } = rules
  await post(live, '你好 <b>')
  await rules.open()
  await rules.button(words.rules.create).click()
  await chooseReplyType(rules.panel, words, 'xml')
  await expect(rules.body).toContainText('<ToUserName><![CDATA[oABC]]></ToUserName>')
  await expect(rules.body).toContainText('<Content><![CDATA[你好 <b>]]></Content>')
})

test('rules are put in order by keyboard, copied, deleted and had back', async ({ live }) => {
  const rules = new RulesPage(live)
  const { words, page } = rules
  await rules.open()
  for (const name of ['甲', '乙', '丙']) await rules.add(name, name, name)
  const names = rules.items.getByRole('button').filter({ hasText: /^[甲乙丙]/ })

  await rules.ruleButton(words.rules.moveUp, '丙').focus()
  await page.keyboard.press('Enter')
  await expect(names).toHaveText(['甲', '丙', '乙'])
  await expect(rules.ruleButton(words.rules.moveUp, '丙')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(names).toHaveText(['丙', '甲', '乙'])
  // The rule cannot go further up.
  await expect(rules.ruleButton(words.rules.moveDown, '丙')).toBeFocused()

  await rules.ruleButton(words.rules.duplicate, '丙').click()
  await expect(names).toHaveText(['丙', '丙 副本', '甲', '乙'])
  await expect(rules.toggleOf('丙 副本')).not.toBeChecked()
  await rules.ruleButton(words.rules.remove, '甲').click()
  await expect(names).toHaveText(['丙', '丙 副本', '乙'])
  await live.page.getByRole('button', { name: words.undo.undo }).click()
  await expect(names).toHaveText(['丙', '丙 副本', '甲', '乙'])
})

test('Escape goes back a step, and what was written waits', async ({ live }) => {
  const rules = new RulesPage(live)
  const { words, page } = rules
  await rules.open()
  await rules.add('甲', '甲', '甲')
  await rules.button('甲').click()
  await page.keyboard.press('Escape')
  await expect(rules.items).toHaveCount(1)

  await rules.button('甲').click()
  await rules.nameIt('甲乙')
  await page.keyboard.press('Escape')
  await expect(rules.panel).toBeHidden()
  await expect(rules.toggle).toBeFocused()
  await rules.open()
  await expect(rules.panel.getByLabel(words.rules.name, { exact: true })).toHaveValue('甲乙')
  await rules.button(words.rules.discard).click()
  await expect(rules.items).toContainText('甲')
  await expect(rules.items).not.toContainText('甲乙')
  await page.keyboard.press('Escape')
  await expect(rules.panel).toBeHidden()
})

test('rules travel as a file', async ({ start, dataDir }) => {
  const { live, fileSavedAt } = await start()
  const rules = new RulesPage(live)
  const { words, page } = rules
  await rules.open()
  await rules.add('甲', '甲', '收到 {{Content}}')

  const { name, text } = await fileSavedAt(() => rules.button(words.rules.exportFile).click())
  expect(name).toBe('mpscope.rules.json')
  expect(JSON.parse(text)).toMatchObject({ mpscope: 'rules', rules: [{ name: '甲' }] })

  const open = async (content: string) => {
    const file = join(dataDir, 'rules.json')
    writeFileSync(file, content)
    const choosing = page.waitForEvent('filechooser')
    await rules.button(words.rules.importFile).click()
    await (await choosing).setFiles(file)
  }
  await open(text.replace('"contains"', '"like"'))
  await expect(rules.alert).toContainText('第 9 行第 18 列，rules[0].match.text.how')
  await expect(rules.items).toHaveCount(1)

  await open(text)
  await expect(rules.items).toHaveCount(2)
  await expect(rules.alert).toHaveCount(0)
  await expect(rules.panel.getByRole('status')).toContainText('导入了 1 条规则')
  await expect(rules.panel.getByRole('switch').last()).not.toBeChecked()
})
