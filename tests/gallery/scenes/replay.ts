import { expect } from '@playwright/test'
import { prepareAccount } from '../../e2e/prepared-account.ts'
import type { Scene } from '../scene.ts'

/** What is done with an exchange that is past. */
export const replay: Scene = {
  name: 'replay',
  prepare(dataDir) {
    const policy = { kind: 'fixed', reply: { type: 'text', content: '九点到二十一点' } } as const
    const backends = [{ id: 'aaaa', name: '测试环境', url: 'http://127.0.0.1:9/wx', copies: false }]
    prepareAccount(dataDir, { policy, backends })
  },
  states: [
    {
      name: 'panel, with what came',
      async show({ live, receive }) {
        const { page, words } = live
        await receive({ fields: '<Content><![CDATA[今天几点营业？]]></Content>' })
        await expect(live.verdict).toBeVisible()
        await page.keyboard.press('e')
        const panel = page.getByRole('region', { name: words.replay.title.replace('{what}', '') })
        await panel.getByText(words.replay.ways['new-message'], { exact: true }).click()
        await panel.getByLabel(words.replay.times).fill('3')
        await panel
          .getByRole('button', { name: words.replay.start.split(' | ')[1]!.replace('{count}', '3') })
          .click()
        await expect(panel.getByRole('list', { name: words.replay.results }).getByRole('button')).toHaveCount(
          3,
        )
      },
    },
    {
      name: 'a replay, and the way back',
      alike: 'passed',
      async show({ live }) {
        const { page, words } = live
        await page.getByRole('list', { name: words.replay.results }).getByRole('button').last().click()
        await expect(live.verdict).toContainText(words.replay.isReplay)
        await page.keyboard.press('d')
        await expect(page.getByText(words.comparison.taken.split('{')[0]!)).toBeVisible()
      },
    },
    {
      name: 'comparison',
      async show({ live }) {
        const { page, words } = live
        await page.getByRole('button', { name: words.comparison.forget }).click()
        await live.detail.getByRole('button', { name: words.replay.compareWithOrigin }).click()
        const panel = page.getByRole('region', { name: words.comparison.title, exact: true })
        await expect(panel.getByRole('group', { name: words.comparison.texts.message })).toBeVisible()
      },
    },
  ],
}
