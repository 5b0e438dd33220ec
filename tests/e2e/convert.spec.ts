import type { Locator } from '@playwright/test'
import { ConvertPage, LARGE } from './convert-page.ts'
import { expect, test as base } from './fixtures.ts'

const test = base.extend<{ convert: ConvertPage }>({
  convert: async ({ live }, use) => {
    const convert = new ConvertPage(live)
    await convert.open()
    await use(convert)
  },
})

const MESSAGE = `<xml>
  <ToUserName><![CDATA[gh_7f083739789a]]></ToUserName>
  <CreateTime>1395658920</CreateTime>
  <MsgType><![CDATA[text]]></MsgType>
  <Content><![CDATA[你好 <3]]></Content>
  <MsgId>22311164414801853</MsgId>
</xml>`
/** A comment, an order and a bare text: three things for which the simple view has no place. */
const LOSSY = '<xml>\n  <!-- 早 -->\n  <a>你好</a>\n  <b>1</b>\n  <a><![CDATA[x]]></a>\n</xml>'
/** The line number in the gutter at which the mark of a fault stands. */
const faultLines = (pane: Locator) => pane.locator('xpath=../..').locator('.code-fault-line')

test('journey 6: XML drives JSON, and JSON drives XML', async ({ convert }) => {
  await convert.paste(convert.xml, MESSAGE)
  await expect(convert.json).toContainText('"Content": "你好 <3"')
  await expect(convert.json).toContainText('"MsgId": "22311164414801853"')
  await expect(convert.json).toContainText('"CreateTime": 1395658920')
  await convert.expectLossless()
  await expect(convert.status).toContainText(convert.words.convert.driver.replace('{what}', 'XML'))

  await convert.paste(convert.json, '{"xml": {"MsgType": "text", "Content": "a ]]> b", "CreateTime": 7}}')
  await expect(convert.xml).toContainText('<MsgType><![CDATA[text]]></MsgType>')
  await expect(convert.xml).toContainText('<Content><![CDATA[a ]]]]><![CDATA[> b]]></Content>')
  await expect(convert.xml).toContainText('<CreateTime>7</CreateTime>')
  await expect(convert.status).toContainText(convert.words.convert.driver.replace('{what}', 'JSON'))
})

test('journey 6: JSON of another library is named, and written anew in our form', async ({ convert }) => {
  const { dialect, adopt, useLossless } = convert.words.convert
  const named = (path: string, name: string) => dialect.replace('{path}', path).replace('{name}', name)

  await convert.paste(convert.json, '{"xml": {"Content": {"_cdata": "hi"}}}')
  await expect(convert.xml).toContainText('<_cdata>')
  await expect(convert.status).toContainText(named('$.xml.Content', 'xml-js'))
  await convert.button(adopt).click()
  await expect(convert.json).toContainText('"Content": "hi"')
  await expect(convert.xml).toContainText('<Content><![CDATA[hi]]></Content>')
  await convert.expectLossless()
  await expect(convert.button(adopt)).toHaveCount(0)

  await convert.paste(convert.json, '{"xml": {"Content": {"#cdata-section": "hello"}}}')
  await expect(convert.status).toContainText(named('$.xml.Content', 'Json.NET'))
  await convert.button(adopt).click()
  await expect(convert.xml).toContainText('<Content><![CDATA[hello]]></Content>')

  await convert.paste(convert.json, '{"xml": {"Content": {"#cdata": "ours"}}}')
  await convert.button(useLossless).click()
  await expect(convert.xml).toContainText('<Content><![CDATA[ours]]></Content>')
})

test('journey 6: a fault stands in its place, and the last good result stays', async ({ convert }) => {
  await convert.paste(convert.xml, MESSAGE)
  await expect(convert.json).toContainText('"MsgType": "text"')
  const good = await convert.text(convert.json)

  await convert.paste(convert.xml, MESSAGE.replace('</MsgType>', '</MsgTyp>'))
  const { at, stale } = convert.words.convert
  const place = at.replace('{what}', 'XML').replace('{line}', '4').replace('{column}', '28')
  await expect(convert.status).toContainText(place)
  await expect(faultLines(convert.xml)).toHaveText('4')
  await expect(convert.xml.locator('.code-fault')).toHaveText('</MsgTyp>')
  await expect(convert.xml).toHaveAttribute('aria-invalid', 'true')
  await expect(convert.page.getByText(stale)).toBeVisible()
  expect(await convert.text(convert.json)).toBe(good)

  // The sentence leads to the fault: the next typed text lands there.
  await convert.page.keyboard.press('ControlOrMeta+Home')
  await convert.status.getByRole('button', { name: place }).click()
  await convert.page.keyboard.insertText('</MsgType>')
  await convert.page.keyboard.press('Shift+End')
  await convert.page.keyboard.press('Delete')
  await convert.expectLossless()
  await expect(convert.page.getByText(stale)).toHaveCount(0)
  await expect(faultLines(convert.xml)).toHaveCount(0)

  await convert.paste(convert.json, '{"xml": {"a": [[1]]}}')
  await expect(convert.status).toContainText('$.xml.a[0]')
  await expect(faultLines(convert.json)).toHaveText('1')
  await expect(convert.xml).toContainText('<MsgType><![CDATA[text]]></MsgType>')
})

test('journey 6: what would be lost is listed, and one click keeps it', async ({ convert }) => {
  const { words } = convert
  await convert.paste(convert.xml, LOSSY)
  const losses = convert.status.getByRole('list', { name: words.convert.losses })
  await expect(losses.getByRole('listitem')).toHaveCount(3)
  await expect(losses).toContainText('注释在简洁视图里不保留')
  await expect(losses).toContainText('$.xml.a[0]')
  await expect(convert.status).toContainText(words.convert.lossy.replace('{count}', '3'))

  await losses.getByRole('button', { name: '注释' }).click()
  await expect(convert.xml).toBeFocused()
  expect(await convert.page.evaluate(() => getSelection()?.toString())).toBe('<!-- 早 -->')

  await convert.button(words.convert.useLossless).click()
  await convert.expectLossless()
  await expect(convert.json).toContainText('"#comment": " 早 "')
  await expect(convert.page.getByRole('radio', { name: words.convert.lossless })).toBeChecked()
  expect(await convert.text(convert.xml)).toBe(LOSSY)
})

test('a sample fills both sides', async ({ convert }) => {
  await convert.pickSample('CLICK')
  await expect(convert.xml).toContainText('<Event><![CDATA[CLICK]]></Event>')
  await expect(convert.json).toContainText('"Event": "CLICK"')
  await convert.expectLossless()
  await convert.pickSample(convert.words.groups.reply)
  await expect(convert.xml).not.toContainText('CLICK')
  await expect(convert.json).toContainText('"MsgType"')
})

test('a file that is opened or dropped goes to its side', { tag: '@window' }, async ({ convert }) => {
  const { page, words } = convert
  // The content decides, not the place of the drop.
  await convert.dropFile(convert.xml, { name: 'reply.txt', unit: '\n {"xml": {"Content": "拖进来的"}}' })
  await expect(convert.json).toContainText('拖进来的')
  await expect(convert.xml).toContainText('<Content><![CDATA[拖进来的]]></Content>')

  const chooser = page.waitForEvent('filechooser')
  await convert.button(words.convert.open).click()
  await (await chooser).setFiles({ name: 'a.xml', mimeType: 'text/xml', buffer: Buffer.from(MESSAGE) })
  await expect(convert.json).toContainText('"MsgId": "22311164414801853"')
  await convert.expectLossless()

  await convert.dropFile(convert.json, { name: 'huge.xml', unit: 'x'.repeat(1024), times: 33 * 1024 })
  await expect(convert.status).toContainText(
    words.convert.file.tooLarge.replace('{name}', 'huge.xml').replace('{max}', '32'),
  )
  await expect(convert.json).toContainText('"MsgId": "22311164414801853"')
})

test('the buttons over a pane say their names', async ({ convert }) => {
  const { tool } = convert.words.convert
  for (const name of [tool.wechat, tool.format, tool.minify, tool.wrap, tool.save])
    await expect(convert.page.getByText(name, { exact: true }).first()).toBeVisible()
})

test('formatted, minified, written as WeChat writes it, and cleared', async ({ convert }) => {
  const { words } = convert
  await convert.paste(convert.xml, '<xml><a>你好</a><b>1</b></xml>')
  await expect(convert.json).toContainText('"a": "你好"')
  await convert.xml.focus()
  await convert.page.keyboard.press('ControlOrMeta+Shift+F')
  await expect.poll(() => convert.text(convert.xml)).toBe('<xml>\n  <a>你好</a>\n  <b>1</b>\n</xml>')

  await convert.button(words.convert.minify.replace('{what}', 'JSON')).click()
  await expect.poll(() => convert.text(convert.json)).toBe('{"xml":{"a":"你好","b":1}}')
  await expect.poll(() => convert.text(convert.xml)).toContain('<a><![CDATA[你好]]></a>')

  await convert.paste(convert.xml, '<xml><a>你好</a><b>1</b></xml>')
  await expect(convert.json).toContainText('"b": 1')
  await convert.button(words.convert.wechat).click()
  const panel = convert.page.getByRole('dialog', { name: words.convert.wechat })
  await expect(panel.getByRole('textbox')).toContainText('<a><![CDATA[你好]]></a>')
  await panel.getByRole('button', { name: words.convert.apply }).click()
  await expect(convert.xml).toContainText('<a><![CDATA[你好]]></a>')
  await convert.expectLossless()

  await convert.button(words.convert.clear).click()
  await expect(convert.status).toContainText(words.convert.hint)
  expect([await convert.text(convert.xml), await convert.text(convert.json)].join('')).not.toContain('你好')
  // Nothing is gone for good.
  await convert.xml.focus()
  await convert.page.keyboard.press('ControlOrMeta+z')
  await expect(convert.json).toContainText('"a": "你好"')
})

test('swapped, the other side leads', async ({ convert }) => {
  await convert.paste(convert.xml, '<xml><a>bare</a></xml>')
  await expect(convert.json).toContainText('"a": "bare"')
  await convert.button(convert.words.convert.swap).click()
  await expect(convert.status).toContainText(convert.words.convert.driver.replace('{what}', 'JSON'))
  await expect(convert.xml).toContainText('<a><![CDATA[bare]]></a>')
  await convert.paste(convert.json, '{"broken')
  await expect(convert.button(convert.words.convert.swap)).toBeDisabled()
})

test('a document is saved as a file', { tag: '@window' }, async ({ start }) => {
  const { live, fileSavedAt } = await start()
  const convert = new ConvertPage(live)
  await convert.open()
  await convert.paste(convert.xml, MESSAGE)
  await expect(convert.json).toContainText('"MsgType"')
  const saved = await fileSavedAt(() => convert.page.keyboard.press('ControlOrMeta+s'))
  expect(saved).toEqual({ name: 'message.xml', text: MESSAGE })
})

test('a large conversion can be stopped', async ({ convert }) => {
  const { words } = convert
  await convert.dropFile(convert.xml, { ...LARGE, times: 100_000 })
  await convert.status.getByRole('button', { name: words.convert.cancel }).click()
  await expect(convert.status).toContainText(words.convert.cancelled)
  await convert.paste(convert.xml, MESSAGE)
  await expect(convert.json).toContainText('"MsgType": "text"')
  await convert.expectLossless()
})

test('the limits are told with their place', async ({ convert }) => {
  const deep = (levels: number) => '<a>'.repeat(levels) + '1' + '</a>'.repeat(levels)
  await convert.paste(convert.xml, deep(1001))
  await expect(convert.status).toContainText('1000')
  await expect(convert.xml.locator('.code-fault').first()).toBeAttached()
  await convert.paste(convert.xml, deep(1000))
  await convert.expectLossless()
})

test('what is on the screen is still there after a look at another one', async ({ convert, live }) => {
  await convert.paste(convert.xml, LOSSY)
  await convert.button(convert.words.convert.useLossless).click()
  await convert.expectLossless()
  await live.page.getByRole('button', { name: live.words.rail.live }).click()
  await expect(live.sendButton).toBeVisible()
  await expect(convert.xml).toHaveCount(0)
  await convert.open()
  await expect(convert.json).toContainText('"#comment": " 早 "')
  await convert.expectLossless()
})

test('an exchange is opened in Convert', async ({ live }) => {
  const convert = new ConvertPage(live)
  await live.sendTestMessage('文本消息')
  await convert.button(live.words.payload.openInConvert).click()
  await expect(convert.xml).toBeFocused()
  await expect(convert.xml).toContainText('<MsgType><![CDATA[text]]></MsgType>')
  await expect(convert.json).toContainText('"MsgType": "text"')
  await convert.expectLossless()
})
