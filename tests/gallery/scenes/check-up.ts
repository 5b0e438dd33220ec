import { expect } from '@playwright/test'
import { prepareAccount } from '../../e2e/prepared-account.ts'
import type { LivePage } from '../../e2e/live-page.ts'
import type { Scene } from '../scene.ts'

const screenOf = ({ page, words }: LivePage) => page.getByRole('main', { name: words.rail['check-up'] })

async function choose(live: LivePage, target: string): Promise<void> {
  await screenOf(live).getByRole('combobox', { name: live.words.checkUp.target }).click()
  await live.page.getByRole('option', { name: target }).click()
}

/** Only our own responder is asked, and a port on which nobody listens. */
export const checkUp: Scene = {
  name: 'check-up',
  prepare(dataDir) {
    const policy = { kind: 'fixed', reply: { type: 'text', content: '收到' } } as const
    const backends = [{ id: 'aaaa', name: '测试环境', url: 'http://127.0.0.1:9/wx', copies: false }]
    prepareAccount(dataDir, { policy, backends })
  },
  states: [
    {
      name: 'introduction',
      async show({ live }) {
        const { page, words } = live
        await page.getByRole('button', { name: words.rail['check-up'], exact: true }).click()
        await expect(screenOf(live).locator('[data-case]').first()).toBeVisible()
      },
    },
    {
      name: 'nobody is there',
      alike: true,
      async show({ live }) {
        await live.page.keyboard.press('Control+Enter')
        await expect(screenOf(live).locator('[data-case][data-state=failed]').first()).toBeVisible()
        await expect(screenOf(live).getByRole('progressbar')).toHaveCount(0)
      },
    },
    {
      name: 'checked, a case unfolded',
      async show({ live }) {
        const { words } = live
        await choose(live, words.target.responder)
        const screen = screenOf(live)
        await screen.locator('[data-case="verification.echo"] button').click()
        await screen.getByRole('button', { name: words.checkUp.one }).click()
        await expect(screen.locator('[data-case="verification.echo"]')).not.toHaveAttribute(
          'data-state',
          'pending',
        )
        await expect(screen.getByRole('progressbar')).toHaveCount(0)
      },
    },
    {
      name: 'a public address',
      alike: true,
      async show({ live }) {
        const { words } = live
        await choose(live, words.target.url)
        const field = screenOf(live).getByRole('textbox', { name: words.target.address })
        await field.fill('http://8.8.8.8/wx')
        await field.press('Enter')
        await expect(screenOf(live).getByRole('region', { name: words.target.question.label })).toBeVisible()
      },
    },
  ],
}
