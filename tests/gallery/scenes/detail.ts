import { expect } from '@playwright/test'
import { prepareAccount } from '../../e2e/prepared-account.ts'
import type { Scene, State } from '../scene.ts'

const HELLO = '<Content><![CDATA[今天几点营业？]]></Content>'

export const detail: Scene = {
  name: 'detail',
  prepare(dataDir) {
    const policy = { kind: 'fixed', reply: { type: 'text', content: '九点到二十一点' } } as const
    prepareAccount(dataDir, { policy })
  },
  states: [
    {
      name: 'nothing selected',
      alike: 'passed',
      async show({ live, post }) {
        await post({ fields: HELLO })
        await expect(live.rows).toHaveCount(1)
        await live.page.reload()
        await expect(live.detail.getByRole('status')).toBeVisible()
      },
    },
    ...(['message', 'request', 'signature', 'reply'] as const).map((part): State => ({
      name: part,
      // The message with stray text shows more; the signature is that of its own screen, and the scene of the phone replies.
      alike: part === 'message' ? 'passed' : true,
      async show({ live, showPart }) {
        await live.rows.first().click()
        await showPart(part)
      },
    })),
    {
      name: 'bytes and search',
      alike: true,
      async show({ live }) {
        const { payload } = live.words
        await live.openPart('message')
        await live.detail.getByRole('button', { name: payload.showBytes }).first().click()
        const bytes = live.detail.getByRole('textbox', { name: payload.bytesTitle })
        await bytes.focus()
        await live.page.keyboard.press('ControlOrMeta+f')
        await live.page.keyboard.type('3c')
        await expect(live.detail.locator('.code-find-count')).not.toBeEmpty()
      },
    },
    {
      name: 'in a window of its own',
      async show({ live }) {
        const opening = live.page.context().waitForEvent('page')
        await live.detail.getByRole('button', { name: live.words.parts.ownWindow }).click()
        const own = await opening
        await expect(own.getByRole('tab').first()).toBeVisible()
        return own
      },
    },
    {
      name: 'wrong token',
      // The screen that checks signatures shows as much.
      alike: true,
      async show({ live, receive }) {
        await receive({ fields: '<Content><![CDATA[x]]></Content>', token: 'anotherToken' })
        await live.openPart('signature')
      },
    },
    {
      name: 'an address to open',
      alike: true,
      async show({ live }) {
        await fetch(`${await live.address()}?signature=x&timestamp=1&nonce=2&echostr=3`)
        await expect(live.rows).toHaveCount(3)
        await live.rows.first().click()
        const more = live.words.evidence.sources
          .split('|')
          .map((text) => text.replace('{count}', '\\d+').trim())
        const sources = live.verdict.getByRole('button', { name: new RegExp(more.join('|')) })
        await sources.first().click()
        await live.openPart('request')
        const links = live.verdict.getByRole('list', { name: live.words.evidence.list })
        await links.getByRole('button').first().click()
        await expect(live.page.getByRole('dialog')).toBeVisible()
      },
    },
    {
      name: 'stray text and notes',
      async show({ live, receive }) {
        await live.page.keyboard.press('Escape')
        await receive({ fields: '<Content><![CDATA[今天几点营业？]]></Content>零散<Code>007</Code>' })
        await live.openPart('message')
        await live.openInfos()
      },
    },
    {
      name: 'a field explained',
      alike: true,
      async show({ live }) {
        await live.xml.getByText('MsgType').first().click()
        await live.xml.getByText('MsgType').first().hover()
        await expect(live.note).toBeVisible()
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
  states: [
    ...(['message', 'layers', 'signature', 'reply'] as const).map((part): State => ({
      name: part,
      // As in the scene before, where nothing is encrypted; the layers are those of the screen that decrypts.
      alike: true,
      async show({ live, showPart }) {
        if ((await live.rows.count()) === 0) {
          await live.sendButton.click()
          const search = live.page.getByRole('dialog').getByRole('searchbox')
          await search.fill('text')
          await search.press('Enter')
          await expect(live.rows).toHaveCount(1)
          await live.page.keyboard.press('Escape')
        }
        await showPart(part)
      },
    })),
    {
      name: 'envelope of the reply',
      alike: true,
      async show({ live }) {
        await live.detail.getByRole('button', { name: live.words.sections.envelope }).click()
      },
    },
  ],
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
