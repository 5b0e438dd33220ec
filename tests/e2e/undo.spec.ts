import type { Locator } from '@playwright/test'
import { ComposePage, prepareByHand } from './compose-page.ts'
import { expect, test } from './fixtures.ts'
import { SendPage } from './send-page.ts'
import type { LivePage } from './live-page.ts'
import { RulesPage } from './rules-page.ts'

function undoButton({ page, words }: LivePage): Locator {
  return page.getByRole('button', { name: words.undo.undo }).filter({ visible: true })
}

function says({ page }: LivePage, text: string): Promise<void> {
  return expect(page.getByRole('status').filter({ hasText: text })).toBeVisible()
}

/** Opens the account's panel from the strip. */
async function openAccount({ page, words }: LivePage): Promise<Locator> {
  await page.getByRole('button', { name: words.strip.account.replace('{name}', '') }).click()
  return page.getByRole('dialog')
}

test('an account is deleted at once, and comes back with its token in its place', async ({ live }) => {
  const { page, words } = live
  const { account, undo } = words
  // In so low a window a panel reaches as far down as it may.
  await page.setViewportSize({ width: 1024, height: 560 })
  await live.setToken('tokenOfTheFirst1')
  const panel = await openAccount(live)
  await panel.getByRole('button', { name: account.create }).click()
  const choices = panel.getByRole('group', { name: account.list }).getByRole('radio')
  await expect(choices).toHaveCount(2)
  await choices.first().click()
  const name = (await panel.getByLabel(account.name, { exact: true }).inputValue()).trim()
  await panel.getByRole('button', { name: account.remove }).click()
  await says(live, undo.removed.replace('{what}', undo.account.replace('{name}', name)))
  await expect(choices).toHaveCount(0)
  // The focus is not lost with the button.
  expect(await panel.evaluate((element) => element.contains(document.activeElement))).toBe(true)
  await expect(page.locator('body')).not.toContainText('tokenOfTheFirst1')

  // The bar and the panel do not cover each other.
  const bar = (await undoButton(live).boundingBox())!
  await expect
    .poll(async () => {
      const { y, height } = (await panel.boundingBox())!
      return bar.y - y - height
    })
    .toBeGreaterThan(0)
  await undoButton(live).click()
  await says(live, undo.restored.replace('{what}', undo.account.replace('{name}', name)))
  await expect(page.getByRole('button', { name: words.strip.account.replace('{name}', name) })).toBeVisible()
  expect(await live.token()).toBe('tokenOfTheFirst1')
})

test('Ctrl+Z is left to a field while one writes there', async ({ live }) => {
  const rules = new RulesPage(live)
  const { page, words } = live
  await rules.open()
  for (const name of ['甲', '乙']) await rules.add(name, name, name)
  await rules.ruleButton(words.rules.remove, '乙').click()
  await expect(rules.items).toHaveCount(1)
  await rules.button('甲').click()
  await rules.panel.getByLabel(words.rules.name, { exact: true }).pressSequentially('改')
  await page.keyboard.press('ControlOrMeta+z')
  await expect(rules.panel.getByLabel(words.rules.name, { exact: true })).toHaveValue('甲')
  await page.keyboard.press('Escape')
  await expect(rules.items).toHaveCount(1)
  await expect(undoButton(live)).toBeVisible()
})

test('Ctrl+Z undoes the last deletion, and only that', async ({ live }) => {
  const rules = new RulesPage(live)
  const { page, words } = live
  await rules.open()
  for (const name of ['甲', '乙', '丙']) await rules.add(name, name, name)
  const names = rules.items.getByRole('button').filter({ hasText: /^[甲乙丙]/ })
  await rules.ruleButton(words.rules.remove, '甲').click()
  await expect(names).toHaveText(['乙', '丙'])
  await rules.ruleButton(words.rules.remove, '乙').click()
  await expect(names).toHaveText(['丙'])
  await page.keyboard.press('ControlOrMeta+z')
  await expect(names).toHaveText(['乙', '丙'])
  await expect(undoButton(live)).toHaveCount(0)
})

test('a rule that was given up while it was changed is in the editor again', async ({ live }) => {
  const rules = new RulesPage(live)
  const { words } = live
  await rules.open()
  await rules.add('甲', '甲', '甲')
  await rules.button('甲').click()
  await rules.nameIt('写到一半')
  await rules.button(words.rules.discard).click()
  await expect(rules.items).toHaveCount(1)
  await undoButton(live).click()
  await expect(rules.panel.getByLabel(words.rules.name, { exact: true })).toHaveValue('写到一半')
})

test('a template comes back, and so does a reply that one took another for', async ({ start, dataDir }) => {
  prepareByHand(dataDir)
  const { live } = await start()
  const compose = new ComposePage(live)
  const { page } = live
  const { compose: words, undo } = live.words
  await compose.postText('几点开门')
  await compose.content.fill('九点')
  await compose.content.press('Alt+ArrowDown')
  const panel = page.getByRole('dialog')
  await panel.getByLabel(words.templateName).fill('营业时间')
  await panel.getByRole('button', { name: words.saveAs }).click()
  const template = panel.getByRole('button', { name: /^营业时间/ })
  await expect(template).toBeVisible()
  await panel.getByRole('button', { name: words.removeTemplate.replace('{name}', '营业时间') }).click()
  await expect(template).toHaveCount(0)
  await says(live, undo.removed.replace('{what}', undo.template.replace('{name}', '营业时间')))
  await undoButton(live).click()
  await says(live, undo.restored.replace('{what}', undo.template.replace('{name}', '营业时间')))

  await compose.content.fill('写了很久的回复')
  await compose.content.press('Alt+ArrowDown')
  await template.click()
  await expect(compose.content).toHaveValue('九点')
  await undoButton(live).click()
  await expect(compose.content).toHaveValue('写了很久的回复')
})

test('a message of one’s own comes back', async ({ live }) => {
  const { send, undo } = live.words
  const screen = new SendPage(live)
  await screen.open()
  await screen.keep('我的消息')
  await screen.picker.getByRole('button', { name: send.own.remove.replace('{name}', '我的消息') }).click()
  await expect(screen.row('我的消息')).toHaveCount(0)
  await says(live, undo.removed.replace('{what}', undo.sample.replace('{name}', '我的消息')))
  await undoButton(live).click()
  await expect(screen.row('我的消息')).toBeVisible()
})
