import type { LivePage } from './live-page.ts'
import { expect, test } from './fixtures.ts'
import { TOKEN } from './prepared-account.ts'

test.use({ live: ({ known }, use) => use(known) })

/** A message of a real kind, in which a careless parser would get four values wrong; two line ends are CRLF. */
const TRICKY =
  '<xml><ToUserName><![CDATA[gh_1]]></ToUserName>\r\n<FromUserName><![CDATA[oAbc]]></FromUserName>\r\n' +
  '<CreateTime>1460537339</CreateTime>\n<MsgType><![CDATA[text]]></MsgType>\n' +
  '<Content><![CDATA[你好\u001d呀]]></Content>零散\n<Code>007</Code><MsgId>22311164414801853</MsgId></xml>'

async function receive(live: LivePage, body: string): Promise<void> {
  const url = await live.signedUrl(TOKEN)
  await fetch(url, { method: 'POST', body })
  await live.rows.first().click()
}

test('pointing at a value marks it on both sides', async ({ live }) => {
  await live.sendTestMessage('文本消息')
  await live.xml.getByText('MsgType').first().hover()
  await expect.poll(() => live.isMarked(live.json, '"text"')).toBe(true)
  await expect.poll(() => live.isMarked(live.xml, 'MsgType')).toBe(true)
  expect(await live.isMarked(live.json, '"CreateTime"')).toBe(false)

  await live.json.getByText('"CreateTime"').hover()
  await expect.poll(() => live.isMarked(live.xml, 'CreateTime')).toBe(true)
  expect(await live.isMarked(live.xml, 'MsgType')).toBe(false)
})

test('the mark is right where lines end in CRLF', async ({ live }) => {
  await receive(live, TRICKY)
  await live.json.getByText('"MsgId"').hover()
  await expect.poll(() => live.isMarked(live.xml, '22311164414801853')).toBe(true)
  expect(await live.isMarked(live.xml, '007')).toBe(false)
})

test('moving the cursor scrolls the other side to its counterpart', async ({ live }) => {
  const items = Array.from({ length: 80 }, (_, index) => `<PicMd5Sum>${index}号</PicMd5Sum>`).join('\n')
  await receive(live, `<xml>\n<MsgType>text</MsgType>\n<MsgId>1</MsgId>\n${items}\n</xml>`)
  await expect(live.json).toContainText('"0号"')
  await expect(live.json).not.toContainText('"79号"')
  await live.xml.focus()
  await live.page.keyboard.press('ControlOrMeta+End')
  await live.page.keyboard.press('ArrowUp')
  await expect(live.json).toContainText('"79号"')
  await expect.poll(() => live.isMarked(live.json, '"79号"')).toBe(true)
})

for (const [locale, title, help] of [
  ['zh-CN', '文本消息', '64 位整数'],
  ['en-US', 'Text', 'A 64-bit integer'],
] as const) {
  test(`what a field is stands beside the mouse, and for the keyboard below the panes, ${locale}`, async ({
    start,
  }) => {
    const { live } = await start({ locale })
    await live.sendTestMessage(title)
    await live.xml.getByText('MsgId').first().hover()
    await expect(live.note).toContainText(help)
    // It is said once, and the lines above stay in sight.
    await expect(live.fieldLine).not.toContainText(help)
    const [note, value] = await Promise.all([
      live.note.boundingBox(),
      live.xml.getByText('MsgId').first().boundingBox(),
    ])
    expect(note!.y).toBeGreaterThanOrEqual(value!.y + value!.height - 1)

    await live.note.getByRole('button', { name: live.words.field.copyPath }).click()
    await expect(live.note).toContainText(live.words.copy.copied)

    // The keyboard gets the same.
    await live.page.mouse.move(0, 0)
    await live.json.focus()
    await live.page.keyboard.press('ControlOrMeta+Home')
    for (let line = 0; line < 3; line += 1) await live.page.keyboard.press('ArrowDown')
    await live.page.keyboard.press('End')
    await live.page.keyboard.press('ArrowLeft')
    await expect(live.fieldLine).toContainText('FromUserName')
    await live.page.keyboard.press('ControlOrMeta+End')
    for (let line = 0; line < 2; line += 1) await live.page.keyboard.press('ArrowUp')
    await live.page.keyboard.press('End')
    await expect(live.fieldLine).toContainText(help)

    // Pasted, since a window may not read the clipboard.
    await live.page.keyboard.press('ControlOrMeta+f')
    await live.page.keyboard.press('ControlOrMeta+v')
    await expect(
      live.json.locator('xpath=../..').getByRole('textbox', { name: live.words.find.Find }),
    ).toHaveValue('MsgId')

    // The official page about the message is a click and a question away.
    await live.detail.getByRole('button', { name: live.words.evidence.page }).last().click()
    await expect(live.page.getByRole('link', { name: live.words.parts.link.open })).toHaveAttribute(
      'href',
      /^https:\/\/developers\.weixin\.qq\.com\/\S+receive-message$/,
    )
  })
}

test('values that break careless parsers carry a badge', async ({ live }) => {
  await receive(live, TRICKY)
  const { badge } = live.words
  await expect(live.xml).toContainText(`22311164414801853${badge.unsafeInteger}`)
  await expect(live.xml).toContainText(`007${badge.leadingZero}`)
  await expect(live.xml).toContainText(badge.strayText)
  await expect(live.xml).toContainText('U+001D')

  await live.xml.getByText(badge.unsafeInteger).hover()
  await expect(live.note).toContainText('22311164414801853 → 22311164414801852')
  await live.page.mouse.move(0, 0)
  await expect(live.note).toHaveCount(0)
  await live.xml.getByText('U+001D').hover()
  const offset = Buffer.from(TRICKY).indexOf(0x1d)
  await expect(live.note).toContainText(`第 ${offset} 字节`)

  // It stands beside the text, not in it.
  await live.xml.focus()
  await live.page.keyboard.press('ControlOrMeta+a')
  const copied = await live.xml.evaluate((content) => {
    const clipboardData = new DataTransfer()
    content.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }))
    return clipboardData.getData('text/plain')
  })
  expect(copied).toBe(TRICKY.replaceAll('\r\n', '\n'))
})

test('a finding leads to its place', async ({ live }) => {
  await receive(live, TRICKY)
  await live.openInfos()
  await live.verdict.getByRole('button', { name: '/xml/Code' }).click()
  await expect(live.xml).toBeFocused()
  await expect.poll(() => live.page.evaluate(() => getSelection()?.toString())).toContain('<Code>007')
})

test('the bytes as they arrived', async ({ live }) => {
  await receive(live, TRICKY)
  await live.detail.getByRole('button', { name: live.words.payload.showBytes, exact: true }).click()
  const bytes = live.page.getByRole('textbox', { name: live.words.payload.bytesTitle })
  await expect(bytes).toContainText(
    '00000000  3c 78 6d 6c 3e 3c 54 6f  55 73 65 72 4e 61 6d 65  |<xml><ToUserName|',
  )
  await live.detail.getByRole('button', { name: live.words.payload.showBytes, exact: true }).click()
  await expect(live.xml).toContainText('ToUserName')
})

test('bytes that are no UTF-8 are shown as they are', async ({ live }) => {
  const url = await live.signedUrl(TOKEN)
  await fetch(url, { method: 'POST', body: Buffer.from('3c786d6c3ec4e3bac33c2f786d6c3e', 'hex') })
  await live.rows.first().click()
  await live.detail.getByRole('button', { name: live.words.payload.showBytes, exact: true }).click()
  await expect(live.page.getByRole('textbox', { name: live.words.payload.bytesTitle })).toContainText(
    'c4 e3 ba  c3',
  )
})
