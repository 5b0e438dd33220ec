import { expect, test } from './fixtures.ts'
import { SendPage } from './send-page.ts'
import { prepareAccount, TOKEN } from './prepared-account.ts'

const UNKNOWN =
  '<xml><ToUserName><![CDATA[gh_1]]></ToUserName>\n<FromUserName><![CDATA[oAbc]]></FromUserName>\n<CreateTime>1460537339</CreateTime>\n<MsgType><![CDATA[event]]></MsgType>\n<Event><![CDATA[brand_new]]></Event>\n</xml>'

const JSON_PUSH =
  '{"FromUserName":"oAbc","CreateTime":1460537339,"MsgType":"event","Event":"xpay_refund_notify","MsgId":6060349595123187712}'

test('a message that is not in the catalogue is kept, sent again, changed and removed', async ({
  start,
  dataDir,
}) => {
  prepareAccount(dataDir, { originalId: '' })
  const { live } = await start({ locale: 'en-US' })
  const { own, edit } = live.words.send
  await fetch(await live.signedUrl(TOKEN), { method: 'POST', body: UNKNOWN })
  await live.rows.first().click()
  await live.verdict.getByRole('button', { name: own.keep }).click()
  await expect(live.verdict.getByText(own.kept)).toBeVisible()

  await live.sendButton.click()
  const panel = live.page.getByRole('dialog')
  await panel.getByRole('button', { name: 'brand_new', exact: true }).click()
  await expect(live.rows).toHaveCount(2)
  await expect(live.xml).toContainText('brand_new')
  await expect(live.xml).not.toContainText('1460537339')

  // Its text is changed on the Send screen, kept there, and sent from there.
  await live.sendButton.click()
  await panel
    .getByRole('button', { name: edit.replace('{title}', 'brand_new') })
    .first()
    .click()
  const screen = new SendPage(live)
  await expect(screen.text).toContainText('brand_new')
  await screen.paste(JSON_PUSH)
  await screen.keep('支付')
  await screen.page.keyboard.press('Control+Enter')
  await expect(screen.turns).toHaveCount(1)
  await screen.page.getByRole('button', { name: live.words.rail.live, exact: true }).click()
  await expect(live.rows).toHaveCount(3)
  await live.rows.first().click()
  const { jsonText, laidOut } = live.words.payload
  await expect(live.page.getByRole('textbox', { name: jsonText })).toContainText(JSON_PUSH)
  const right = live.page.getByRole('textbox', { name: laidOut })
  await expect(right).toContainText('"MsgId": 6060349595123187712')
  // The line below tells the field that has the cursor.
  await right.focus()
  await expect
    .poll(async () => {
      await right.press('ArrowDown')
      await right.press('End')
      return live.fieldLine.textContent()
    })
    .toContain('MsgId')

  await screen.page.getByRole('button', { name: live.words.rail.send, exact: true }).click()
  const remove = screen.picker.getByRole('button', { name: own.remove.replace('{name}', 'brand_new') })
  await remove.click()
  await expect(remove).toHaveCount(0)
  await expect(screen.row('支付')).toHaveCount(1)
})

test('a message is found, sent and sent again by keyboard, and the panel can stay', async ({ start }) => {
  const { live } = await start({ locale: 'zh-CN' })
  const { send, picker } = live.words
  const panel = live.page.getByRole('dialog')
  const search = panel.getByRole('searchbox', { name: send.search })
  await live.sendButton.press('Enter')
  await expect(search).toBeFocused()
  // By its name, by what its EventKey begins with, and by initials.
  for (const words of ['未关注用户扫码', 'qrscene_', 'wgzyhsm']) {
    await search.fill(words)
    await expect(panel.getByRole('button', { name: /^未关注用户扫码关注 / })).toBeVisible()
  }
  await search.fill('没有这样的')
  await expect(panel).toContainText(picker.nothing)
  await search.fill('wgzyhsm')
  await search.press('Enter')
  await expect(live.rows).toHaveCount(1)
  await expect(live.xml).toContainText('qrscene_123123')
  await expect(panel).toHaveCount(0)

  // The panel remembers the search, and lists first what was sent.
  await live.sendButton.press('Enter')
  await expect(search).toHaveValue('wgzyhsm')
  await search.fill('')
  await expect(panel.getByRole('heading', { level: 3 }).filter({ hasText: picker.recent })).toBeVisible()
  await panel.getByRole('button', { name: send.pin }).click()

  // Arrows go through the rows, and to what a row offers.
  await search.fill('文本消息')
  await search.press('ArrowDown')
  await expect(panel.getByRole('button', { name: /^文本消息 / })).toBeFocused()
  await live.page.keyboard.press('Enter')
  await expect(live.rows).toHaveCount(2)
  await expect(panel.getByRole('status')).toContainText(send.sentNow.replace('{title}', '文本消息'))
  await expect(panel.getByRole('button', { name: /^文本消息 / }).first()).toBeFocused()
  // Once more, from the strip: the panel stays.
  await live.page.getByRole('button', { name: send.again.replace('{title}', '文本消息') }).press('Enter')
  await expect(live.rows).toHaveCount(3)
  await expect(panel).toBeVisible()
  // Beside the panel that stays, the keys of the screen work.
  await live.rows.first().click()
  await live.page.keyboard.press('3')
  await expect(live.tab('request')).toHaveAttribute('aria-selected', 'true')
  await expect(panel).toBeVisible()
  await live.page.keyboard.press('Escape')
  await expect(panel).toHaveCount(0)
})
