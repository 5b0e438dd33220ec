import { expect } from '@playwright/test'
import type { ReplyDraft } from '../../../src-core/contract/reply-draft.ts'
import type { AnswerRule } from '../../../src-core/contract/rules.ts'
import { prepareAccount } from '../../e2e/prepared-account.ts'
import type { Scene, State } from '../scene.ts'

const ARTICLE = {
  title: '春季新品上市：满 200 减 50，门店与小程序同步开售，先到先得，欢迎转发给朋友',
  description: '点开看看本周的新品和优惠，每天 9:00 开始。',
  picUrl: 'https://img.example/cover.jpg',
  url: 'https://a.example/s/1',
}

/** What each text is answered with; a text is the name of its state. */
const REPLIES: Record<string, ReplyDraft> = {
  'phone text': {
    type: 'text',
    content: `您好/::) 我们每天 9:00–21:00 营业 😊\n<a href="https://a.example/menu">查看菜单</a>\n${'很长的回复。'.repeat(60)}`,
  },
  'phone news': { type: 'news', articles: [ARTICLE, { ...ARTICLE, title: '第二篇' }] },
  'phone music': {
    type: 'music',
    title: '平凡之路',
    description: '朴树',
    musicUrl: 'https://m.example/a.mp3',
    hqMusicUrl: '',
    thumbMediaId: 'thumb12345678',
  },
  'phone picture': { type: 'image', mediaId: 'jZJn3bQpP6i5Fm2hZlVdx0Yb1mEwq9GkT7uA4cXoLrs' },
  'phone fault': { type: 'text', content: '' },
  'phone nothing': { type: 'success' },
  'phone transfer': { type: 'transfer_customer_service', kfAccount: '' },
}

const rules = Object.entries(REPLIES).map(([name, reply], index): AnswerRule => {
  const match = { text: { how: 'equals', value: name } } as const
  return { id: `rule${index}`, name, enabled: true, match, reply, delayMs: 0, fault: 'none' }
})

const phoneStates = Object.keys(REPLIES).map((name): State => ({
  name,
  async show({ live, receive }) {
    await receive({ fields: `<Content><![CDATA[${name}]]></Content>` })
    await live.openPart('reply')
    await expect(live.detail.getByRole('figure').first()).toBeVisible()
  },
}))

export const detail: Scene = {
  name: 'detail',
  prepare: (dataDir) => prepareAccount(dataDir, { rules }),
  states: [
    ...phoneStates,
    ...(['message', 'request', 'signature'] as const).map((part): State => ({
      name: part,
      async show({ live }) {
        await live.openPart(part)
      },
    })),
    {
      name: 'wrong token',
      async show({ live, receive }) {
        await receive({ fields: '<Content><![CDATA[x]]></Content>', token: 'anotherToken' })
        await live.openPart('signature')
      },
    },
    {
      name: 'stray text and notes',
      async show({ live, receive }) {
        await receive({ fields: '<Content><![CDATA[今天几点营业？]]></Content>零散<Code>007</Code>' })
        await live.openPart('message')
        await live.openInfos()
      },
    },
  ],
}

export const encrypted: Scene = {
  name: 'encrypted',
  prepare(dataDir) {
    prepareAccount(dataDir, {
      mode: 'safe',
      aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
      appId: 'wx5823bf96d3bd56c7',
      policy: { kind: 'fixed', reply: { type: 'text', content: '收到' } },
    })
  },
  states: (['message', 'layers', 'reply', 'signature'] as const).map((part): State => ({
    name: part,
    async show({ live }) {
      if ((await live.rows.count()) === 0) {
        await live.sendButton.click()
        const search = live.page.getByRole('dialog').getByRole('searchbox')
        await search.fill('text')
        await search.press('Enter')
        await expect(live.rows).toHaveCount(1)
        await live.page.keyboard.press('Escape')
      }
      await live.openPart(part)
    },
  })),
}

export const relayed: Scene = {
  name: 'relayed',
  prepare(dataDir) {
    const url = 'http://127.0.0.1:9/wx'
    const backends = [
      { id: 'aaaa', name: 'Java 后端', url, copies: false },
      { id: 'bbbb', name: '影子', url, copies: true },
    ]
    prepareAccount(dataDir, { backends, policy: { kind: 'relay', backend: 'aaaa', guard: true } })
  },
  states: [
    {
      name: 'backends',
      async show({ live, receive }) {
        await receive({ fields: '<Content><![CDATA[退款]]></Content>' })
        await live.openPart('backends')
      },
    },
  ],
}
