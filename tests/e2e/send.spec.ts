import { expect, test } from './fixtures.ts'

const UNKNOWN =
  '<xml><ToUserName><![CDATA[gh_1]]></ToUserName>\n<FromUserName><![CDATA[oAbc]]></FromUserName>\n<CreateTime>1460537339</CreateTime>\n<MsgType><![CDATA[event]]></MsgType>\n<Event><![CDATA[brand_new]]></Event>\n</xml>'

const JSON_PUSH =
  '{"FromUserName":"oAbc","CreateTime":1460537339,"MsgType":"event","Event":"xpay_refund_notify","MsgId":6060349595123187712}'

for (const locale of ['zh-CN', 'en-US'] as const) {
  test(`a message that is not in the catalogue is kept, sent again, changed and removed, ${locale}`, async ({
    start,
  }) => {
    const { live } = await start({ locale })
    const { own, send } = live.words.send
    await fetch(await live.signedUrl(await live.token()), { method: 'POST', body: UNKNOWN })
    await live.rows.first().click()
    await live.verdict.getByRole('button', { name: own.keep }).click()
    await expect(live.verdict.getByText(own.kept)).toBeVisible()

    await live.sendButton.click()
    const panel = live.page.getByRole('dialog')
    await panel.getByRole('button', { name: 'brand_new', exact: true }).click()
    await expect(live.rows).toHaveCount(2)
    await expect(live.xml).toContainText('brand_new')
    await expect(live.xml).not.toContainText('1460537339')

    await live.sendButton.click()
    await panel.getByRole('button', { name: own.edit.replace('{name}', 'brand_new') }).click()
    await panel.getByRole('textbox', { name: own.text }).fill(JSON_PUSH)
    await panel.getByRole('button', { name: own.save, exact: true }).click()
    await expect(panel.getByRole('button', { name: own.saved, exact: true })).toBeDisabled()
    await panel.getByRole('button', { name: send, exact: true }).click()
    await expect(live.rows).toHaveCount(3)
    const { jsonText, laidOut } = live.words.payload
    await expect(live.page.getByRole('textbox', { name: jsonText })).toContainText(JSON_PUSH)
    const right = live.page.getByRole('textbox', { name: laidOut })
    await expect(right).toContainText('"MsgId": 6060349595123187712')
    await right.getByText('"MsgId"').hover()
    await expect(live.fieldLine).toContainText('MsgId')

    await live.sendButton.click()
    await panel.getByRole('button', { name: live.words.send.back }).click()
    await panel.getByRole('button', { name: own.remove.replace('{name}', 'brand_new') }).click()
    await expect(panel.getByRole('button', { name: 'brand_new', exact: true })).toHaveCount(0)
  })
}
