import type { Page } from '@playwright/test'

/** Notes from now on what the page is busy with for more than 50 ms at a time. Returns what reads the milliseconds of each. */
export async function watchLongTasks(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(`
    globalThis.longTasks = []
    new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration)))
      .observe({ type: 'longtask' })`)
  return () => page.evaluate<number[]>('longTasks')
}
