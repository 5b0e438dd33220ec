import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test as base } from './fixtures.ts'
import { RelayPage } from './relay-page.ts'

const REPLY =
  '<xml><ToUserName><![CDATA[oMpscopeSampleUser0000000001]]></ToUserName>' +
  '<FromUserName><![CDATA[gh_mpscope00001]]></FromUserName><CreateTime>1395658921</CreateTime>' +
  '<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[后端收到]]></Content></xml>'

/** Gives the workbench a backend that answers with this body, or with these bytes, and no guard in between. */
const test = base.extend<{ answerWith(answer: string | Buffer, is?: 'body' | 'bytes'): Promise<void> }>({
  answerWith: async ({ live }, use) => {
    let answer: string | Buffer = ''
    let isBody = true
    const server = createServer((request, response) => {
      request.resume().on('end', () => {
        if (isBody) response.setHeader('Content-Type', 'text/xml').end(answer)
        else response.socket?.end(answer)
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    await use(async (given, is = 'body') => {
      answer = given
      isBody = is === 'body'
      const relay = new RelayPage(live)
      await relay.open()
      await relay.choice('relay').check()
      await relay.add(`http://127.0.0.1:${(server.address() as AddressInfo).port}/wx`)
      await relay.guard.uncheck()
      await relay.close()
    })
    server.close()
    server.closeAllConnections()
  },
})

test('what is wrong in a reply is named, marked where it stands, and mended', async ({
  live,
  answerWith,
}) => {
  const { words } = live
  await answerWith(`\uFEFF\n${REPLY}`)
  await live.sendTestMessage('文本消息')
  await expect(live.verdict).toContainText(words.verdict.fault)
  const cause = live.verdict.getByRole('listitem').first()
  await expect(cause).toContainText('reply.leading-bytes')
  await expect(cause).toContainText('BOM')

  await cause.getByRole('button', { name: words.place.reply.replace('{what}', '1:1') }).click()
  const body = live.detail.getByRole('textbox', { name: words.sections.replyBody, exact: true })
  await expect(body).toBeFocused()
  await expect(body).toBeInViewport()
  await expect(body.locator('.code-badged-fault').first()).toContainText('U+FEFF')
  await expect(body).toContainText('↵')
  await expect(body.locator('.code-badge-fault')).toContainText('BOM')

  await cause.getByRole('button', { name: words.repair.mend }).click()
  const changes = cause.getByRole('list', { name: words.repair.changes })
  await expect(changes.getByRole('listitem')).toHaveText([/U\+FEFF↵$/])
  await cause.getByRole('button', { name: words.repair.copy }).click()
  await expect(cause).toContainText(words.copy.copied)
})

test('bytes of a reply that are no UTF-8 are seen in hex', async ({ live, answerWith }) => {
  await answerWith(Buffer.from('3c786d6c3ec4e3bac33c2f786d6c3e', 'hex'))
  await live.sendTestMessage('文本消息')
  const section = await live.openPart('reply')
  await expect(section).toContainText(live.words.sections.replyNotUtf8)
  await live.switchReply('bytes', section)
  const body = section.getByRole('textbox')
  await expect(body).toContainText('3c 78 6d 6c 3e c4 e3 ba  c3')
  await expect(section.locator('.code-badged-fault').first()).toContainText('c4')

  // Beside the phone there are two views to switch between; where there is no room for both, the phone is the third.
  const figure = section.getByRole('figure', { name: live.words.phone.says.fault })
  await expect(figure).toBeVisible()
  await live.page.keyboard.press('b')
  await expect(body).not.toContainText('3c 78')
  await live.page.keyboard.press('b')
  await expect(body).toContainText('3c 78')
  await live.page.setViewportSize({ width: 640, height: 480 })
  await expect(figure).toHaveCount(0)
  await live.page.keyboard.press('b')
  await expect(figure).toBeVisible()
  await expect(body).toHaveCount(0)
})

test('an answer that is broken is seen in hex, with the place marked', async ({ live, answerWith }) => {
  const { words } = live
  const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n'
  await answerWith(`${head}Notice\r\nContent-Length: ${Buffer.byteLength(REPLY)}\r\n\r\n${REPLY}`, 'bytes')
  await live.sendTestMessage('文本消息')
  await expect(live.verdict.getByRole('listitem').first()).toContainText('reply.broken-framing')
  await live.openPart('backends')
  const cause = new RelayPage(live).replies.getByRole('listitem').first()
  const place = words.place.reply.replace('{what}', words.place.byte.replace('{offset}', String(head.length)))
  await cause.getByRole('button', { name: place }).click()
  const raw = live.detail.getByRole('textbox', {
    name: new RegExp(words.rawAnswer.breaks.split('{')[0]!.replace('(', '\\(')),
  })
  await expect(raw).toBeFocused()
  await expect(raw.locator('.code-badged-fault')).toHaveText(['4e 6f 74 69 63 65'])
  await expect(raw).not.toContainText('</xml>|')
  await live.detail.getByRole('button', { name: words.rawAnswer.all, exact: true }).click()
  await expect(raw).toContainText('00000000')
})

test('a reply that is in order takes one line', async ({ live, answerWith }) => {
  await answerWith(REPLY)
  await live.sendTestMessage('图片消息')
  await expect(live.verdict).toContainText(live.words.verdict.accepted)
  await expect(live.verdict.getByText('reply.')).toHaveCount(0)
})
