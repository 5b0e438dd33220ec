import { expect } from '@playwright/test'
import { prepareAccount } from '../../e2e/prepared-account.ts'
import { RelayPage } from '../../e2e/relay-page.ts'
import type { Scene } from '../scene.ts'

export const panels: Scene = {
  name: 'panels',
  prepare: (dataDir) => prepareAccount(dataDir, {}),
  states: [
    {
      name: 'guide beside rows',
      alike: true,
      async show({ live: { page, words }, post }) {
        await post({ fields: '<Content><![CDATA[你好]]></Content>' })
        const name = words.guide.button.replace('{all}', '5').replace('{done}', '1')
        await page.getByRole('button', { name }).click()
        const guide = page.getByRole('region', { name: words.guide.title })
        await guide.getByLabel(words.account.publicUrl).fill('http://127.0.0.1/wx')
        await expect(guide.getByLabel(words.account.publicUrl)).toHaveValue('http://127.0.0.1/wx')
      },
    },
    {
      name: 'answer with a text',
      alike: 'passed',
      async show({ live }) {
        const relay = new RelayPage(live)
        await relay.open()
        await relay.choice('text').click()
      },
    },
    {
      name: 'answer, refused address',
      alike: 'passed',
      async show({ live }) {
        const relay = new RelayPage(live)
        await relay.choice('relay').check()
        await relay.add('127.0.0.1')
        await expect(relay.panel.getByRole('button', { name: 'http://' })).toBeVisible()
      },
    },
    {
      name: 'answer by relay',
      alike: 'passed',
      async show({ live }) {
        const relay = new RelayPage(live)
        await relay.panel.getByRole('button', { name: 'http://' }).click()
        await expect(relay.guard).toBeChecked()
      },
    },
    {
      name: 'back ends',
      async show({ live }) {
        const relay = new RelayPage(live)
        await relay.openBackends()
        await relay.add('http://127.0.0.1:9/a/rather/long/path/of/a/server')
        await expect(relay.panel.getByRole('listitem')).toHaveCount(2)
        const takes = live.words.backends.takesOf.replace('{name}', '127.0.0.1:9')
        await relay.panel.getByRole('checkbox', { name: takes }).first().check()
        const senders = relay.panel.getByLabel(live.words.backends.senders)
        await senders.fill('gh_7f083739789a')
        await senders.press('Enter')
      },
    },
    {
      name: 'send a test message',
      async show({ live }) {
        await new RelayPage(live).close()
        await live.sendButton.click()
        await expect(live.page.getByRole('dialog')).toBeVisible()
      },
    },
    {
      name: 'send, nothing found',
      alike: true,
      async show({ live: { page, words } }) {
        await page.getByRole('dialog').getByRole('searchbox').fill('没有这种消息')
        await expect(page.getByText(words.picker.nothing)).toBeVisible()
      },
    },
    {
      name: 'nothing arrives',
      alike: true,
      async show({ live: { page, words } }) {
        await page.keyboard.press('Escape')
        await page.getByRole('button', { name: words.arrival.open }).first().click()
        await expect(page.getByRole('region', { name: words.arrival.title })).toBeVisible()
      },
    },
    {
      name: 'account with warnings',
      async show({ live: { page, words } }) {
        await page.keyboard.press('Escape')
        await page.getByRole('button', { name: words.strip.account.replace('{name}', '') }).click()
        const form = page.getByRole('dialog')
        await form.getByLabel(words.account.token, { exact: true }).fill('mytoken ')
        await form.getByLabel(words.account.token, { exact: true }).press('Enter')
        await expect(form.getByText(words.account.savedOdd)).toBeVisible()
      },
    },
    {
      name: 'account mended, and undo',
      alike: true,
      async show({ live: { page, words } }) {
        const form = page.getByRole('dialog')
        await form.getByRole('button', { name: /^(去掉首尾的空白|Remove the blanks)$/ }).click()
        await expect(page.getByRole('button', { name: words.undo.undo })).toBeVisible()
      },
    },
    {
      name: 'two accounts',
      alike: true,
      async show({ live: { page, words } }) {
        const form = page.getByRole('dialog')
        await form.getByRole('button', { name: words.account.create }).click()
        await expect(form.getByRole('group', { name: words.account.list }).getByRole('radio')).toHaveCount(2)
      },
    },
    {
      name: 'rows of one account, none',
      alike: true,
      async show({ live: { page, words } }) {
        await page.keyboard.press('Escape')
        await page.getByText(words.rows.oneAccount, { exact: true }).click()
        await expect(page.getByText(words.rows.none)).toBeVisible()
      },
    },
  ],
}
