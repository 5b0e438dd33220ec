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
      async show({ live: { page, words }, post }) {
        await post({ fields: '<Content><![CDATA[你好]]></Content>' })
        const [before = ''] = words.guide.button.split('{done}')
        await page.getByRole('button', { name: before }).first().click()
        const guide = page.getByRole('region', { name: words.guide.title })
        await guide.getByLabel(words.account.publicUrl).fill('http://127.0.0.1/wx')
        await expect(guide.getByLabel(words.account.publicUrl)).toHaveValue('http://127.0.0.1/wx')
      },
    },
    {
      name: 'answer with a text',
      async show({ live }) {
        const relay = new RelayPage(live)
        await relay.open()
        await relay.choice('text').click()
      },
    },
    {
      name: 'answer, refused address',
      async show({ live }) {
        const relay = new RelayPage(live)
        await relay.choice('relay').check()
        await relay.add('127.0.0.1')
        await expect(relay.panel.getByRole('button', { name: 'http://' })).toBeVisible()
      },
    },
    {
      name: 'backends',
      async show({ live }) {
        const relay = new RelayPage(live)
        const mend = relay.panel.getByRole('button', { name: 'http://' })
        await mend.click()
        await expect(mend).toHaveCount(0)
        await relay.add('http://127.0.0.1:9/a/rather/long/path/of/a/server')
        await relay.openBackends()
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
  ],
}
