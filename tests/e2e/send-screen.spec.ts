import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { expect, test as base } from './fixtures.ts'
import { prepareAccount } from './prepared-account.ts'
import { SendPage } from './send-page.ts'

interface Served {
  url: string
  host: string
  /** The bodies of its requests, oldest first. */
  seen: string[]
}

const test = base.extend<{ serve(answer: (body: string) => string): Promise<Served> }>({
  serve: async ({}, use) => {
    const servers: Server[] = []
    await use(async (answer) => {
      const seen: string[] = []
      const server = createServer(async (request, response) => {
        const body = (await buffer(request)).toString()
        seen.push(body)
        response.end(answer(body))
      })
      servers.push(server)
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
      return { url: `http://${host}/wx`, host, seen }
    })
    for (const server of servers) {
      server.close()
      server.closeAllConnections()
    }
  },
})

test(
  'journey 8: a message is written, sent as WeChat would, and answered as on a phone',
  { tag: '@window' },
  async ({ start, dataDir, serve }) => {
    prepareAccount(dataDir, {
      policy: { kind: 'fixed', reply: { type: 'text', content: '第一行\n第二行' } },
    })
    const { live } = await start()
    const screen = new SendPage(live)
    await screen.open()
    // The fields and the text keep in step, both ways.
    await screen.field('Content').fill('订单 <7>')
    await expect(screen.text).toContainText('<Content><![CDATA[订单 <7>]]></Content>')
    await screen.paste(
      '<xml><ToUserName>gh_1</ToUserName><FromUserName>oReader</FromUserName>\n<CreateTime>1</CreateTime><MsgType>text</MsgType>\n' +
        '<Content>改在原文里</Content><MsgId>9007199254740993</MsgId></xml>',
    )
    await expect(screen.field('Content')).toHaveValue('改在原文里')
    await expect(screen.field('MsgId')).toHaveValue('9007199254740993')
    await screen.text.press('Control+Enter')
    const first = screen.turns.first()
    await expect(first).toContainText('改在原文里')
    await expect(first).toContainText(/第一行\n第二行/, { useInnerText: true })
    await expect(first).toContainText(live.words.verdict.accepted)
    // The next one counts as another message.
    await expect(screen.sendButton).toBeEnabled()
    await expect(screen.field('MsgId')).not.toHaveValue('9007199254740993')

    // A nested field, to two servers: one takes it, the other does not.
    const good = await serve((body) => {
      const [, from = ''] = /<FromUserName><!\[CDATA\[(.*?)\]\]>/.exec(body) ?? []
      const [, to = ''] = /<ToUserName><!\[CDATA\[(.*?)\]\]>/.exec(body) ?? []
      return (
        `<xml><ToUserName><![CDATA[${from}]]></ToUserName><FromUserName><![CDATA[${to}]]></FromUserName>` +
        `<CreateTime>1795741857</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[后端收到]]></Content></xml>`
      )
    })
    const bad = await serve(() => 'oops')
    await screen.sendTo(good.url)
    await screen.sendTo(bad.host + '/wx')
    await screen.picker.getByRole('button', { name: live.words.groups.menu }).click()
    await screen.row('扫码推事件').click()
    await screen.field('ScanCodeInfo/ScanResult').fill('https://example.com/42')
    await screen.sendButton.click()
    const second = screen.turns.nth(1)
    const failed = second.getByRole('group', { name: bad.host })
    await expect(second.getByRole('group', { name: good.host })).toContainText('后端收到')
    await expect(failed).toContainText(live.words.phone.faultPrompt)
    for (const count of ['1', '2', '3'])
      await expect(failed).toContainText(live.words.list.attempt.replace('{count}', count))
    expect(good.seen).toHaveLength(1)
    expect(good.seen[0]).toContain('<ScanResult><![CDATA[https://example.com/42]]></ScanResult>')
    await expect.poll(() => bad.seen.length).toBe(3)
    expect(new Set(bad.seen).size).toBe(1)

    // A line of the answer leads to its exchange.
    await failed.getByRole('button').last().click()
    await expect(live.xml).toContainText('https://example.com/42')
  },
)

test('what is shown as it goes out goes out so, and a broken text goes out, too', async ({ live, serve }) => {
  const { url, seen } = await serve(() => 'success')
  const screen = new SendPage(live)
  await screen.open()
  await screen.sendTo(url)
  await screen.paste('<xml><MsgType>text</MsgType>\n<Content>1')
  await expect(screen.screen.locator('.code-fault')).toHaveCount(1)
  await expect(screen.screen.getByText('第 2 行')).toBeVisible()
  await screen.show('wire')
  await expect(screen.request).toContainText('<Content>1')
  const shown = await screen.request.innerText()
  await screen.sendButton.click()
  await expect(screen.turns).toHaveCount(1)
  await expect(screen.turns.first()).toContainText(live.words.verdict.ignored)
  expect(seen).toEqual(['<xml><MsgType>text</MsgType>\n<Content>1'])
  // The signed part of the next one is another.
  await expect.poll(() => screen.request.innerText()).not.toBe(shown)

  // The address is there to choose wherever something goes out.
  await screen.openMode('rehearsal')
  await screen.screen.getByRole('combobox', { name: live.words.rehearsal.target }).click()
  await screen.page.getByRole('option', { name: url }).click()
  await expect(screen.screen.getByRole('textbox', { name: live.words.target.address })).toHaveValue(url)
})

test('followers are added, chosen and removed, and stay from one message to the next', async ({
  start,
  dataDir,
}) => {
  prepareAccount(dataDir, { fans: [{ openId: 'oFirst', name: '老顾客' }] })
  const { live } = await start()
  const screen = new SendPage(live)
  const { fans } = live.words.send
  await screen.open()
  await screen.openFans()
  await screen.panel.getByRole('radio', { name: '老顾客' }).click()
  await expect(screen.field('FromUserName')).toHaveValue('oFirst')
  await screen.panel.getByLabel(fans.name, { exact: true }).fill('新粉丝')
  await screen.panel.getByLabel('OpenID').fill('oSecond')
  await screen.panel.getByRole('button', { name: fans.add, exact: true }).click()
  await expect(screen.panel.getByRole('radio')).toHaveCount(2)
  await screen.panel.getByRole('button', { name: fans.remove.replace('{name}', '老顾客') }).click()
  await expect(screen.panel.getByRole('radio')).toHaveCount(1)
  await screen.closePanel()
  await screen.row('图片消息').click()
  await expect(screen.field('PicUrl')).toBeVisible()
  await expect(screen.field('FromUserName')).toHaveValue('oSecond')
})

test('a collection is saved as a file, and one that is partly broken is read', async ({ start }) => {
  const { live, fileSavedAt } = await start()
  const screen = new SendPage(live)
  const { collection } = live.words.send
  await screen.open()
  await screen.field('Content').fill('退货')
  await screen.keep('要退货', '售后')
  const { name, text: saved } = await fileSavedAt(() =>
    screen.picker.getByRole('button', { name: collection.export.replace('{name}', '售后') }).click(),
  )
  expect(name).toBe('售后.md')
  expect(saved).toContain('要退货')
  const broken = saved.replaceAll('售后', '投诉') + '\n## 没有内容\n'
  const drop = async (text: string) => {
    const data = await screen.page.evaluateHandle((content) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([content], 'mine.md', { type: 'text/markdown' }))
      return transfer
    }, text)
    await screen.picker.dispatchEvent('drop', { dataTransfer: data })
  }
  await drop(broken)
  await expect(screen.picker.getByText(collection.faults.replace('{count}', '1'))).toBeVisible()
  await expect(screen.row('要退货')).toHaveCount(2)
  await screen.row('要退货').first().click()
  await expect(screen.field('Content')).toHaveValue('退货')
})
