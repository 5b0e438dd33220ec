import { expect } from '@playwright/test'
import { prepareAccount } from '../../e2e/prepared-account.ts'
import type { Scene, Stage } from '../scene.ts'

const field = ({ live: { page, words } }: Stage) => page.getByRole('combobox', { name: words.filter.label })

async function receive({ post }: Stage): Promise<void> {
  for (const text of ['我要退款', '退款多久到账', '今天几点营业？'])
    await post({ fields: `<Content><![CDATA[${text}]]></Content>` })
  await post({
    type: 'event',
    fields: '<Event><![CDATA[CLICK]]></Event><EventKey><![CDATA[V1001_TODAY_MUSIC]]></EventKey>',
  })
}

/** The search field of the list: writing, an error, hits, nothing found. */
export const find: Scene = {
  name: 'find',
  prepare(dataDir) {
    prepareAccount(dataDir, { policy: { kind: 'fixed', reply: { type: 'text', content: '您好' } } })
  },
  states: [
    {
      name: 'what could be written',
      async show(stage) {
        await receive(stage)
        await expect(stage.live.rows).toHaveCount(4)
        await field(stage).click()
        await expect(stage.live.page.getByText('verdict:', { exact: true })).toBeVisible()
      },
    },
    {
      name: 'a value that there is not',
      async show(stage) {
        await field(stage).fill('verdict:none 退款')
        await expect(stage.live.page.locator('#filter-fault')).toContainText('accepted')
      },
    },
    {
      name: 'hits',
      async show(stage) {
        await field(stage).fill('type:text 退款')
        await expect(stage.live.rows).toHaveCount(2)
        await stage.live.list.focus()
      },
    },
    {
      name: 'a hit far below in the message',
      async show(stage) {
        const { page } = stage.live
        const lines = Array.from({ length: 120 }, (_, at) => `第 ${at + 1} 行`)
        await stage.post({
          fields: `<Content><![CDATA[${lines.join('\n')}\nRefund, please: 退款\nrefund!]]></Content>`,
        })
        await field(stage).fill('refund')
        await stage.live.list.focus()
        await page.keyboard.press('ArrowDown')
        await page.locator('[data-next-found]').first().click()
        await expect(page.locator('.cm-line .found-word').first()).toBeVisible()
      },
    },
    {
      name: 'nothing found',
      async show(stage) {
        await field(stage).fill('type:voice')
        await expect(stage.live.rows).toHaveCount(0)
      },
    },
    {
      name: 'how the list is laid out',
      async show(stage) {
        const { page, rows, words } = stage.live
        await field(stage).fill('')
        await expect(rows).toHaveCount(5)
        await page.locator('header').getByRole('button', { name: words.rows.view.title, exact: true }).click()
        await expect(page.getByText(words.rows.view.sender, { exact: true })).toBeVisible()
      },
    },
    {
      name: 'groups',
      async show(stage) {
        const { page, rows, list, words } = stage.live
        await page.getByText(words.rows.view.sender, { exact: true }).click()
        await page.keyboard.press('Escape')
        await list.focus()
        await page.keyboard.press('ArrowRight')
        // The open head is an option as well.
        await expect(rows).toHaveCount(6)
      },
    },
    {
      name: 'several rows',
      async show({ live: { page, list } }) {
        await list.focus()
        await page.keyboard.press('ControlOrMeta+a')
        await expect(page.locator('[data-several]')).toBeVisible()
      },
    },
  ],
}
