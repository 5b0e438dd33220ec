import type { Page } from '@playwright/test'
import { readSize } from './looks.ts'
import type { Look, Theme } from './looks.ts'

/** Shows the page in this theme and size, and resolves when it is drawn so. */
export async function dress(page: Page, { theme, size }: Look): Promise<void> {
  const { width, height } = readSize(size)!
  await page.setViewportSize({ width, height })
  // A panel lies beside the button that opened it, and whoever pressed that button saw it.
  await page.evaluate(() => {
    for (const opener of document.querySelectorAll('button[data-state=open]')) {
      opener.scrollIntoView({ block: 'nearest' })
    }
  })
  await paint(page, theme)
}

/** Shows the page in this theme, and resolves when it is drawn so. */
export async function paint(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme === 'dark' ? 'dark' : 'light', reducedMotion: 'reduce' })
  await page.evaluate(async (name) => {
    document.documentElement.dataset['theme'] = name
    const drawn = () => new Promise((resolve) => requestAnimationFrame(resolve))
    await drawn()
    // What moves has arrived, and what measures itself has measured.
    await Promise.all(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity)
        .map((animation) => animation.finished.catch(() => {})),
    )
    await drawn()
  }, theme)
}
