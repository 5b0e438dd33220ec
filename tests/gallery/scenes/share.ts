import { expect } from '@playwright/test'
import { createHar } from '../../e2e/one-message-har.ts'
import { prepareAccount } from '../../e2e/prepared-account.ts'
import type { Scene } from '../scene.ts'

/** What a proxy saw of a message to another address. */
const CAPTURE = createHar('<xml><MsgType>text</MsgType><Content>几点打烊？</Content></xml>')

/** Copies, export and import of exchanges. */
export const share: Scene = {
  name: 'share',
  prepare(dataDir) {
    prepareAccount(dataDir, { policy: { kind: 'fixed', reply: { type: 'text', content: '九点到二十一点' } } })
  },
  states: [
    {
      name: 'copy as cURL',
      async show({ live, receive }) {
        const { page, words } = live
        await receive({ fields: '<Content><![CDATA[今天几点营业？]]></Content>' })
        await expect(live.verdict).toBeVisible()
        await page.keyboard.press('c')
        const panel = page.getByRole('region', { name: words.share.title.replace('{what}', '') })
        await expect(panel.getByText('curl -i')).toBeVisible()
      },
    },
    {
      name: 'copy as a report for others',
      async show({ live }) {
        const { page, words } = live
        await page.getByLabel(words.share.form).click()
        await page.getByRole('option', { name: words.share.forms.report }).click()
        await expect(page.getByText('oRedacted').first()).toBeVisible()
      },
    },
    {
      name: 'copy as a handler in Go',
      async show({ live }) {
        const { page, words } = live
        await page.getByLabel(words.share.form).click()
        await page.getByRole('option', { name: words.share.forms.handler }).click()
        await page.getByText('Go', { exact: true }).click()
        await expect(page.getByText('package main')).toBeVisible()
      },
    },
    {
      name: 'export, and an import with faults',
      async show({ live }) {
        const { page, words } = live
        await page.getByRole('button', { name: words.transfer.title }).click()
        const panel = page.getByRole('region', { name: words.transfer.title })
        await expect(panel.getByText('oRedacted').first()).toBeVisible()
        const choosing = page.waitForEvent('filechooser')
        await panel.getByRole('button', { name: words.transfer.pick }).click()
        const text = '{"mpscope":"exchanges","version":1,"exchanges":[\n{"id":\n]}\n'
        await (
          await choosing
        ).setFiles({ name: 'shop.json', mimeType: 'application/json', buffer: Buffer.from(text) })
        await expect(panel.getByRole('listitem')).toHaveCount(1)
      },
    },
    {
      name: 'an imported exchange',
      alike: true,
      async show({ live }) {
        const { page, rows, words } = live
        const panel = page.getByRole('region', { name: words.transfer.title })
        const choosing = page.waitForEvent('filechooser')
        await panel.getByRole('button', { name: words.transfer.pick }).click()
        await (
          await choosing
        ).setFiles({ name: 'capture.har', mimeType: 'application/json', buffer: Buffer.from(CAPTURE) })
        await page.keyboard.press('Escape')
        await expect(rows).toHaveCount(2)
        await rows.first().click()
      },
    },
  ],
}
