import { expect } from '@playwright/test'
import type { Scene } from '../scene.ts'

export const empty: Scene = {
  name: 'empty',
  states: [
    {
      name: 'guide',
      async show({ live }) {
        await expect(live.page.getByRole('heading', { name: live.words.guide.emptyTitle })).toBeVisible()
      },
    },
    {
      name: 'nothing arrives',
      async show({ live: { page, words } }) {
        await page.getByRole('button', { name: words.guide.check }).click()
        const checks = page.getByRole('region', { name: words.arrival.title })
        await checks.getByRole('listitem').first().getByRole('button').first().click()
        await expect(checks).toBeVisible()
      },
    },
  ],
}
