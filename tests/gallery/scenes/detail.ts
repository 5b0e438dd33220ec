import { expect } from '@playwright/test'
import { prepareAccount } from '../../e2e/prepared-account.ts'
import type { Scene, State } from '../scene.ts'

export const detail: Scene = {
  name: 'detail',
  prepare: (dataDir) => prepareAccount(dataDir, {}),
  states: [
    ...(['message', 'request', 'signature'] as const).map((part): State => ({
      name: part,
      async show({ live, receive }) {
        if ((await live.rows.count()) === 0)
          await receive({ fields: '<Content><![CDATA[几点开门]]></Content>' })
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
