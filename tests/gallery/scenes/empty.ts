import { expect } from '@playwright/test'
import type { Scene } from '../scene.ts'

export const empty: Scene = {
  name: 'empty',
  states: [
    {
      name: 'guide',
      alike: 'passed',
      async show({ live }) {
        await expect(live.page.getByRole('heading', { name: live.words.guide.emptyTitle })).toBeVisible()
      },
    },
    {
      name: 'kinds of account',
      async show({ live: { page, words } }) {
        await page.getByRole('button', { name: words.guide.kinds.compare }).click()
        await expect(page.getByRole('table', { name: words.guide.kinds.compare })).toBeVisible()
      },
    },
    {
      name: 'nothing arrives',
      async show({ live: { page, words } }) {
        await page.getByRole('button', { name: words.guide.kinds.compare }).click()
        await page.getByRole('button', { name: words.guide.check }).click()
        const checks = page.getByRole('region', { name: words.arrival.title })
        await checks
          .getByRole('button', { name: /^(实例|seen in the field)/ })
          .first()
          .click()
        await expect(checks.getByRole('list', { name: words.evidence.list })).toBeVisible()
      },
    },
  ],
}
