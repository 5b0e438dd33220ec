import { expect } from '@playwright/test'
import { prepareAccount } from '../../e2e/prepared-account.ts'
import { SendPage } from '../../e2e/send-page.ts'
import type { Scene } from '../scene.ts'

export const send: Scene = {
  name: 'send',
  prepare(dataDir) {
    prepareAccount(dataDir, {
      policy: {
        kind: 'fixed',
        reply: {
          type: 'text',
          content: '你好，[微笑]\n回复 1 查订单，或点 <a href="https://example.com">这里</a>。',
        },
      },
      backends: [{ id: 'b1', name: '订单服务', url: 'http://127.0.0.1:1/wx', copies: false }],
      fans: [
        { openId: 'oMpscopeSampleUser0000000001', name: '老顾客' },
        { openId: 'oLDkS5lJ8aqzY2Fw7pQvT3nXeR4M', name: '新关注' },
      ],
    })
  },
  states: [
    { name: 'first', show: ({ live }) => new SendPage(live).open() },
    {
      name: 'a fault of the text',
      alike: true,
      async show({ live }) {
        const screen = new SendPage(live)
        await screen.row('图片消息').or(screen.row('Image')).first().click()
        await screen.paste('<xml>\n<MsgType><![CDATA[text]]></MsgType>\n<Content>没有结束\n</xml>')
        await expect(screen.screen.locator('.code-fault')).toBeVisible()
      },
    },
    {
      // In a small window other steps lead there; `npm run gallery` makes it in a large one.
      name: 'sent to several',
      alike: true,
      async show({ live }) {
        const screen = new SendPage(live)
        await screen.row('文本消息').or(screen.row('Text message')).or(screen.row('Text')).first().click()
        await screen.openTargets()
        await screen.panel.getByRole('checkbox', { name: '订单服务' }).click()
        await screen.closePanel()
        await screen.page.keyboard.press('Control+Enter')
        await expect(screen.sendButton).toBeEnabled()
        await expect(screen.turns).toHaveCount(1)
        await expect(screen.talk.getByText(live.words.phone.faultPrompt)).toBeVisible()
      },
    },
    {
      name: 'as it goes out',
      alike: true,
      async show({ live }) {
        const screen = new SendPage(live)
        await screen.show('wire')
        await expect(screen.request).toContainText('POST /wx')
      },
    },
    {
      name: 'senders',
      alike: true,
      async show({ live }) {
        await new SendPage(live).openFans()
      },
    },
    {
      name: 'how it is delivered',
      alike: true,
      async show({ live }) {
        const screen = new SendPage(live)
        await screen.closePanel()
        await screen.openDeliveries()
      },
    },
    {
      name: 'targets',
      alike: true,
      async show({ live }) {
        const screen = new SendPage(live)
        await screen.closePanel()
        await screen.openTargets()
      },
    },
    {
      name: 'own messages',
      alike: true,
      async show({ live }) {
        const screen = new SendPage(live)
        await screen.closePanel()
        await screen.keep('查订单', '回归')
        await screen.keep('随手记')
      },
    },
  ],
}
