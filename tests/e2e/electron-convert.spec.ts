import { ConvertPage, LARGE } from './convert-page.ts'
import { expect, test } from './fixtures.ts'
import { TOKEN } from './prepared-account.ts'

const MESSAGE =
  '<xml><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[你好 <3]]></Content><MsgId>22311164414801853</MsgId></xml>'

// A worker converts it, which the built program has as a file of its own.
test('a large document: progress is told, and WeChat is answered meanwhile', async ({ known: live }) => {
  const url = await live.signedUrl(TOKEN)
  const convert = new ConvertPage(live)
  await convert.open()

  await convert.dropFile(convert.xml, LARGE)
  await expect(convert.progress).toBeVisible()
  const response = await fetch(url, { method: 'POST', body: MESSAGE })
  expect([response.status, await response.text()]).toEqual([200, 'success'])
  await live.page.getByRole('button', { name: live.words.rail.live }).click()
  await expect(live.rows).toHaveCount(1)
  await expect(live.xml).toContainText('你好 <3')

  await convert.open()
  await expect(convert.status.getByText(/^(无损|有 .* 处无法还原)$/)).toBeVisible({ timeout: 40_000 })
  await expect(convert.progress).toHaveCount(0)
  await expect(convert.json).toContainText('"Id": "22311164414801853"')
})
