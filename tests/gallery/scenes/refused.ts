import { expect } from '@playwright/test'
import type { Scene } from '../scene.ts'

export const refused: Scene = {
  name: 'refused',
  states: [
    {
      name: 'a new link is needed',
      async show({ live: { page, words } }) {
        const { origin } = new URL(page.url())
        // In the browser's own storage is the key by which a reload comes in.
        await page.evaluate(() => {
          sessionStorage.clear()
          localStorage.clear()
        })
        await page.context().clearCookies()
        await page.goto('about:blank')
        await page.goto(`${origin}/#ticket=wrong`)
        await expect(page.getByRole('heading', { name: words.refused.title })).toBeVisible()
      },
    },
  ],
}
