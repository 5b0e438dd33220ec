import { expect } from '@playwright/test'
import { writePast } from '../../e2e/past-exchanges.ts'
import type { Past } from '../../e2e/past-exchanges.ts'
import { prepareAccount } from '../../e2e/prepared-account.ts'
import type { Scene, Stage } from '../scene.ts'

const HOUR_MS = 3_600_000
const COUNT = 1800

const panel = ({ live: { page, words } }: Stage) => page.getByRole('region', { name: words.issues.title })
const item = (stage: Stage, code: string) => panel(stage).locator(`[data-issue="${code}"]`)

/** Three days of a backend that grew slow in the middle, and stumbles over some messages throughout. */
function createPast(): Past[] {
  const end = Date.now() - HOUR_MS
  return Array.from({ length: COUNT }, (_, n) => {
    const isSlow = n > 700 && n < 1000
    const durationMs = isSlow ? 2500 + ((n * 37) % 2900) : 40 + ((n * 53) % 700)
    return {
      receivedAt: end - (COUNT - n) * (72 / COUNT) * HOUR_MS,
      durationMs,
      codes: [
        ...(durationMs > 5000 ? (['reply.too-late', 'relay.guarded'] as const) : []),
        ...(n % 23 === 0 ? (['reply.not-xml'] as const) : []),
        ...(n > 1500 && n % 90 === 0 ? (['reply.length-mismatch'] as const) : []),
        ...(n % 301 === 0 ? (['crypt.padding'] as const) : []),
      ],
    }
  })
}

/** What went wrong, grouped. */
export const issues: Scene = {
  name: 'issues',
  prepare(dataDir) {
    prepareAccount(
      dataDir,
      { policy: { kind: 'fixed', reply: { type: 'success' } } },
      // It came back long after that.
      { understood: { 'reply.length-mismatch': Date.now() - 60 * HOUR_MS } },
    )
    writePast(dataDir, createPast())
  },
  states: [
    {
      name: 'all',
      async show(stage) {
        const { page } = stage.live
        await stage.post({ fields: '<Content><![CDATA[退款]]></Content>', token: 'anotherToken' })
        await expect(stage.live.rows.first()).toBeVisible()
        await stage.live.list.focus()
        await page.keyboard.press('i')
        await expect(item(stage, 'reply.not-xml')).toBeVisible()
        await expect(item(stage, 'signature.mismatch')).toBeVisible()
      },
    },
    {
      name: 'one in the list, another one unfolded',
      async show(stage) {
        await item(stage, 'reply.too-late').getByRole('button').first().click()
        await expect(item(stage, 'reply.too-late').getByRole('button').first()).toHaveAttribute(
          'aria-pressed',
          'true',
        )
        await item(stage, 'signature.mismatch').getByRole('button').last().click()
        await expect(panel(stage).getByRole('list').nth(1)).toBeVisible()
      },
    },
    {
      name: 'some understood',
      alike: true,
      async show(stage) {
        const { words } = stage.live
        for (const code of ['reply.not-xml', 'relay.guarded', 'crypt.padding'])
          await item(stage, code).getByRole('button').nth(1).click()
        await panel(stage).getByText(words.issues.understood.replace('{count}', '3')).click()
        await expect(panel(stage).getByRole('list', { name: words.issues.quiet })).toBeVisible()
      },
    },
    {
      name: 'none',
      async show(stage) {
        const { page, words } = stage.live
        await page.getByRole('combobox', { name: words.filter.label }).fill('"第 1799 条"')
        await page.keyboard.press('Enter')
        await expect(panel(stage).getByText(words.issues.none)).toBeVisible()
      },
    },
  ],
}
