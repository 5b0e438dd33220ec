import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Locator } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { TOKEN } from './prepared-account.ts'
import { RelayPage } from './relay-page.ts'

/** A number that a double cannot hold, digits with a zero in front, and a line that is too long for its pane. */
const BODY =
  '<xml>\n<ToUserName><![CDATA[gh_1]]></ToUserName>\n<FromUserName><![CDATA[oAbc]]></FromUserName>\n' +
  '<CreateTime>1460537339</CreateTime>\n<MsgType><![CDATA[text]]></MsgType>\n' +
  `<Content><![CDATA[${'今天几点营业？'.repeat(20)}]]></Content>\n<Code>007</Code>\n<MsgId>22311164414801853</MsgId>\n</xml>`

async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await locator.boundingBox()
  if (!box) throw new Error('it is not shown')
  return box
}

test('what was said, what the user got and why stand above the parts, whichever is shown', async ({
  live,
}) => {
  await live.answerWithText('九点到二十一点')
  await live.sendTestMessage('文本消息')
  await expect(live.verdict).toContainText('你好，请问今天几点营业？')
  await expect(live.verdict).toContainText(live.words.verdict.accepted)
  await expect(live.verdict).toContainText('九点到二十一点')
  const before = await boxOf(live.verdict)
  for (const part of ['reply', 'request', 'signature', 'message'] as const) {
    await live.openPart(part)
    expect(await boxOf(live.verdict)).toEqual(before)
  }
  // The panes have all the room that is left.
  const [pane, detail] = [await boxOf(live.xml.locator('xpath=../..')), await boxOf(live.detail)]
  expect(pane.height).toBeGreaterThan(0.5 * detail.height)
})

test('tabs tell what they hold, are disabled with a reason, and the choice stays', async ({ live }) => {
  const { parts, signature } = live.words
  await live.sendTestMessage('文本消息')
  await expect(live.tab('reply')).toContainText('200')
  await expect(live.tab('signature')).toContainText(signature.right)
  await expect(live.tab('layers')).toBeDisabled()
  await expect(live.tab('layers')).toContainText(parts.lacks.notEncrypted)
  await expect(live.tab('backends')).toBeDisabled()
  await live.openPart('signature')
  await live.sendTestMessage('图片消息')
  await expect(live.tab('signature')).toHaveAttribute('aria-selected', 'true')
  await live.page.reload()
  await live.rows.first().click()
  await expect(live.tab('signature')).toHaveAttribute('aria-selected', 'true')
})

test('the parts stay in place from row to row, and the cause is in sight', async ({ known: live }) => {
  await live.page.setViewportSize({ width: 1024, height: 640 })
  const url = await live.signedUrl(TOKEN)
  // A row without words, a message that came three times, and one with a fault and a note.
  await live.sendTestMessage('图片消息')
  const place = await boxOf(live.tab('request'))
  for (const body of [BODY, BODY, BODY, '<xml>']) await fetch(url, { method: 'POST', body })
  await expect(live.rows).toHaveCount(3)
  const causes = live.verdict.getByRole('list', { name: live.words.detail.findings, exact: true })
  for (const title of ['xml.refused', 'retry.duplicate']) {
    await live.rows.nth(title === 'xml.refused' ? 0 : 1).click()
    const cause = causes.getByRole('listitem').filter({ hasText: title })
    await expect(cause.getByRole('paragraph').first()).toBeInViewport({ ratio: 1 })
    await live.openInfos()
    expect(await boxOf(live.tab('request'))).toEqual(place)
  }
  await expect(live.attempts).toHaveCount(3)
})

test('from 1440 px on the reply stands beside the message', async ({ live }) => {
  await live.page.setViewportSize({ width: 1440, height: 900 })
  await live.answerWithText('九点到二十一点')
  await live.sendTestMessage('文本消息')
  const reply = live.detail.getByRole('region', { name: live.words.parts.tabs.reply, exact: true })
  await expect(reply).toContainText('九点到二十一点')
  await expect(live.xml).toBeVisible()
  await expect(live.tab('reply')).toHaveCount(0)
  expect((await boxOf(reply)).width).toBeCloseTo(380, -1)
  expect((await boxOf(live.list)).width).toBeCloseTo(320, -1)
})

test('a size that one chose is remembered, and a double click takes it back', async ({ live }) => {
  await live.sendTestMessage('文本消息')
  const handle = live.page.getByRole('separator', { name: live.words.payload.resizeList })
  const width = async () => Math.round((await boxOf(live.list)).width)
  expect(await width()).toBe(320)
  const { x, y } = await boxOf(handle)
  await live.page.mouse.move(x, y + 200)
  await live.page.mouse.down()
  await live.page.mouse.move(x + 80, y + 200, { steps: 4 })
  await live.page.mouse.up()
  await expect.poll(width).toBe(400)
  await live.page.reload()
  await expect.poll(width).toBe(400)
  await handle.dblclick({ position: { x: 0, y: 200 } })
  await expect.poll(width).toBe(320)
  await live.page.reload()
  await expect.poll(width).toBe(320)
})

test('information is folded, can be hidden for good, and taken back in the same place', async ({
  known: live,
}) => {
  const { parts } = live.words
  await fetch(await live.signedUrl(TOKEN), { method: 'POST', body: BODY })
  await live.rows.first().click()
  await expect(live.infos).toBeVisible()
  const first = live.verdict.getByRole('button', { name: new RegExp(`^${parts.mute}`) }).first()
  await expect(first).toHaveCount(0)
  await live.openInfos()
  const count = Number(/\d+/.exec(await live.infos.innerText())![0])
  await first.click()
  const undo = live.verdict.getByRole('button', { name: parts.unmute })
  await expect(undo).toBeFocused()
  await undo.click()
  await expect(live.infos).toContainText(String(count))
  await first.click()
  await expect(undo).toBeVisible()

  // The choice is the workbench's: it holds in the next page, too.
  await live.page.reload()
  await live.rows.first().click()
  const hidden = count > 1 ? parts.mutedToo : parts.muted
  await expect(live.verdict).toContainText(hidden.replace('{count}', '1'))
})

test('a wrapped line goes on under its own beginning', async ({ known: live }) => {
  await fetch(await live.signedUrl(TOKEN), { method: 'POST', body: BODY })
  await live.rows.first().click()
  for (const [pane, start] of [
    [live.xml, '<Content>'],
    [live.json, '"Content"'],
  ] as const) {
    const line = pane.locator('.cm-line', { hasText: start })
    // The left edge of each row of text: the element's own may be that of blanks before the first sign.
    const [first, ...others] = await line.evaluate((element) => {
      const rows = new Map<number, number>()
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
      const range = document.createRange()
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        if (text.textContent?.trim() === '') continue
        range.setStart(text, /^\s*/.exec(text.textContent ?? '')![0].length)
        range.setEnd(text, text.textContent!.length)
        for (const { left, top, height } of range.getClientRects()) {
          const row = Math.round((top + height / 2) / 20)
          rows.set(row, Math.min(left, rows.get(row) ?? Infinity))
        }
      }
      return [...rows.entries()].toSorted(([a], [b]) => a - b).map(([, left]) => Math.round(left))
    })
    expect(others.length).toBeGreaterThan(0)
    for (const left of others) expect(left - first!).toBeGreaterThan(10)
  }
  await live.detail.getByRole('button', { name: live.words.payload.wrap }).first().click()
  await expect(live.xml).not.toHaveClass(/cm-lineWrapping/)
})

test('the search of a pane says how many hits there are', async ({ live }) => {
  await live.sendTestMessage('文本消息')
  await live.xml.focus()
  await live.page.keyboard.press('ControlOrMeta+f')
  await live.page.keyboard.type('UserName')
  const count = live.detail.locator('.code-find-count')
  await expect(count).toHaveText(live.words.parts.someHits.replace('{count}', '4'))
  await live.page.keyboard.press('Enter')
  await expect(count).toHaveText(/4/)
  await expect(count).toHaveText(/1/)
  await live.page.keyboard.type('zzz')
  await expect(count).toHaveText(live.words.parts.noHits)
})

test('what holds for a guarded reply and its copy is told once', async ({ live }) => {
  const { parts, backendReplies } = live.words
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.end('{"error":1}'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const relay = new RelayPage(live)
  await relay.open()
  await relay.choice('relay').check()
  await relay.add(`http://127.0.0.1:${port}/wx`)
  await relay.openBackends()
  await relay.add(`http://localhost:${port}/copy`)
  await relay.copies(`localhost:${port}`).check()
  await relay.close()
  await live.sendTestMessage('文本消息')
  await expect(live.tab('backends')).toContainText('2')
  const guarded = await relay.reply(`127.0.0.1:${port}`)
  const copy = await relay.reply(`localhost:${port}`)
  await expect(guarded).toContainText(backendReplies.guarded)
  await expect(guarded).toContainText(parts.also.replace('{names}', `localhost:${port} `))
  await expect(copy).toContainText(parts.sameAs.replace('{title}', ''))
  await expect(copy.getByText('reply.not-xml')).toHaveCount(0)
  server.close()
  server.closeAllConnections()
})

test('a finding about the token leads to the account', async ({ live }) => {
  await fetch(await live.signedUrl('another-token'), { method: 'POST', body: BODY })
  await live.rows.first().click()
  await live.verdict.getByRole('button', { name: live.words.parts.openAccount }).click()
  await expect(
    live.page.getByRole('dialog').getByLabel(live.words.account.token, { exact: true }),
  ).toBeVisible()
})

test('a window of its own shows one exchange, and what comes later', async ({ live, shell }) => {
  test.skip(shell === 'electron', 'electron-shell.spec.ts looks at the desktop’s windows')
  await live.sendTestMessage('文本消息')
  const opening = live.page.context().waitForEvent('page')
  await live.detail.getByRole('button', { name: live.words.parts.ownWindow }).click()
  const own = await opening
  await expect(own.getByRole('region', { name: live.words.verdict.label })).toContainText(
    '你好，请问今天几点营业？',
  )
  await expect(own).toHaveTitle(/^文本消息 .* mpscope$/)
  await expect(own.getByRole('listbox')).toHaveCount(0)
  await own.reload()
  await expect(own.getByRole('tab').first()).toBeVisible()
})
