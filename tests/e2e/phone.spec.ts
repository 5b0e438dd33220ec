import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test as base } from './fixtures.ts'
import type { LivePage } from './live-page.ts'
import { TOKEN } from './prepared-account.ts'
import { RelayPage } from './relay-page.ts'
import { RulesPage } from './rules-page.ts'

let msgId = 0

/** Sends a text as WeChat does. */
async function post(live: LivePage, content: string): Promise<void> {
  const body =
    '<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[oABC]]></FromUserName>' +
    `<CreateTime>1395658920</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${content}]]></Content>` +
    `<MsgId>${++msgId}</MsgId></xml>`
  await fetch(await live.signedUrl(TOKEN), { method: 'POST', body })
}

const ARTICLE = (title: string) =>
  `<item><Title>${title}</Title><Description>d</Description><PicUrl>https://img.example/cover.jpg</PicUrl>` +
  '<Url>https://a.example/s/1</Url></item>'

/** A reply to the message that the workbench sends to test with. */
const replyOf = (type: string, body: string) =>
  '<xml><ToUserName><![CDATA[oMpscopeSampleUser0000000001]]></ToUserName>' +
  '<FromUserName><![CDATA[gh_mpscope00001]]></FromUserName>' +
  `<CreateTime>1395658921</CreateTime><MsgType><![CDATA[${type}]]></MsgType>${body}</xml>`

interface Fixtures {
  /** Hosts other than the workbench's that the page asked anything of. */
  asked: string[]
  /** Starts a developer's server that answers with these bodies, one after the other; returns its address. */
  serve(...bodies: string[]): Promise<{ url: string; host: string }>
}

const test = base.extend<Fixtures>({
  live: ({ known }, use) => use(known),
  asked: async ({ live }, use) => {
    const asked: string[] = []
    const own = new URL(live.page.url()).host
    live.page.context().on('request', (request) => {
      const { host, protocol } = new URL(request.url())
      if (/^(https?|wss?):$/.test(protocol) && host !== own) asked.push(request.url())
    })
    await live.page.context().route(
      (url) => /^https?:$/.test(url.protocol) && url.host !== own,
      (route) => route.abort(),
    )
    await use(asked)
  },
  serve: async ({}, use) => {
    const servers: Server[] = []
    await use(async (...bodies) => {
      let answered = 0
      const server = createServer((request, response) => {
        request.resume().on('end', () => response.end(bodies[answered++ % bodies.length]))
      })
      servers.push(server)
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
      return { url: `http://${host}/wx`, host }
    })
    for (const server of servers) {
      server.close()
      server.closeAllConnections()
    }
  },
})

test('a rule’s trial shows the phone, with faces, line breaks and links that only tell their address', async ({
  live,
  asked,
}) => {
  await post(live, '几点开门')
  const rules = new RulesPage(live)
  const { phone } = live.words
  await rules.open()
  await rules.button(rules.words.rules.create).click()
  await rules.answerText('好的/::)\n<a href="https://a.example/menu">看菜单</a>')
  const figure = rules.trial.getByRole('figure', { name: phone.says.text })
  await expect(figure).toContainText('几点开门')
  await expect(figure).toContainText('好的🙂\n看菜单', { useInnerText: true })
  await expect(figure).toContainText(phone.sketch)
  // A screen reader meets each text once.
  await expect(figure.getByText('几点开门')).toHaveCount(1)

  await figure.getByRole('button', { name: '看菜单' }).press('Enter')
  const panel = live.page.getByRole('dialog', { name: '看菜单' })
  await expect(panel).toContainText(phone.address.web)
  await expect(panel).toContainText('https://a.example/menu')
  const link = panel.getByRole('link', { name: phone.open })
  await expect(link).toHaveAttribute('href', 'https://a.example/menu')
  await expect(link).toHaveAttribute('rel', 'noreferrer')
  await live.page.keyboard.press('Escape')
  await expect(panel).toHaveCount(0)

  await rules.answerText('<a href="javascript:alert(1)">点我</a>')
  await figure.getByRole('button', { name: '点我' }).click()
  const other = live.page.getByRole('dialog', { name: '点我' })
  await expect(other).toContainText(phone.address.other)
  await expect(other).toContainText('javascript:alert(1)')
  await expect(other.getByRole('link')).toHaveCount(0)
  expect(asked).toEqual([])
})

test('nothing is fetched for articles and music, and the articles beyond the limit are struck out', async ({
  live,
  asked,
  serve,
}) => {
  const { phone } = live.words
  const relay = new RelayPage(live)
  const articles = ['第一篇', '第二篇'].map(ARTICLE).join('')
  const news = replyOf('news', `<ArticleCount>2</ArticleCount><Articles>${articles}</Articles>`)
  const music = replyOf(
    'music',
    '<Music><Title>歌</Title><MusicUrl>https://m.example/a.mp3</MusicUrl><ThumbMediaId>thumb12345678</ThumbMediaId></Music>',
  )
  const backend = await serve(news, music)
  await relay.open()
  await relay.choice('relay').check()
  await relay.add(backend.url)
  await relay.close()

  await live.sendTestMessage('文本消息')
  const reply = await relay.reply(backend.host)
  const fetching = reply.getByRole('figure').locator('img, audio, video, source, iframe, [style*="url("]')
  await reply.getByRole('button').first().click()
  const card = reply.getByRole('figure', { name: phone.says.news.replace('{count}', '1') })
  await expect(card).toContainText('img.example')
  await expect(card.getByRole('button', { name: '第一篇' })).toBeVisible()
  await expect(card.locator('s')).toHaveText('第二篇')
  await expect(card.getByText(phone.dropped, { exact: true })).toBeVisible()
  await expect(fetching).toHaveCount(0)

  await live.sendTestMessage('文本消息')
  await reply.getByRole('button').first().click()
  await expect(reply.getByRole('figure', { name: phone.says.music })).toContainText('…12345678')
  await expect(fetching).toHaveCount(0)
  expect(asked).toEqual([])
})

test('a reply that WeChat does not take shows the prompt and none of its words', async ({ live, serve }) => {
  const { phone } = live.words
  const relay = new RelayPage(live)
  const backend = await serve('{"content":"不该出现"}')
  await relay.open()
  await relay.choice('relay').check()
  await relay.add(backend.url)
  await relay.close()
  await live.sendTestMessage('文本消息')
  const figure = (await relay.reply(backend.host)).getByRole('figure', { name: phone.says.fault })
  await expect(figure).toContainText('该公众号提供的服务出现故障，请稍后再试')
  await expect(figure).not.toContainText('不该出现')
})
