import { expect } from '@playwright/test'
import { prepareAccount } from '../../e2e/prepared-account.ts'
import { SendPage } from '../../e2e/send-page.ts'
import type { LivePage } from '../../e2e/live-page.ts'
import type { Scene } from '../scene.ts'

const paneOf = ({ page, words }: LivePage) => page.getByRole('region', { name: words.send.mode.burst })

async function choose(live: LivePage, target: string): Promise<void> {
  await paneOf(live).getByRole('combobox', { name: live.words.burst.target }).click()
  await live.page.getByRole('option', { name: target }).click()
}

async function fill(
  live: LivePage,
  values: Partial<Record<'messages' | 'concurrency', number>>,
): Promise<void> {
  for (const [name, value] of Object.entries(values) as ['messages' | 'concurrency', number][])
    await paneOf(live)
      .getByRole('spinbutton', { name: live.words.burst[name], exact: true })
      .fill(String(value))
}

async function start(live: LivePage): Promise<void> {
  await paneOf(live)
    .getByRole('button', { name: /^(?:开始并发推送|Start the burst)/ })
    .click()
}

/** Our own responder is asked, and a port on which nobody listens. */
export const burst: Scene = {
  name: 'burst',
  prepare(dataDir) {
    const policy = { kind: 'fixed', reply: { type: 'text', content: '收到' } } as const
    const backends = [{ id: 'aaaa', name: '测试环境', url: 'http://127.0.0.1:9/wx', copies: false }]
    prepareAccount(dataDir, { policy, backends })
  },
  states: [
    {
      name: 'introduction',
      async show({ live }) {
        await new SendPage(live).openMode('burst')
        await expect(paneOf(live)).toBeVisible()
      },
    },
    {
      name: 'a public address',
      alike: true,
      async show({ live }) {
        const { words } = live
        await choose(live, words.target.url)
        await paneOf(live).getByRole('textbox', { name: words.target.address }).fill('http://8.8.8.8/wx')
        await start(live)
        await expect(live.page.getByRole('region', { name: words.target.question.label })).toBeVisible()
      },
    },
    {
      name: 'running',
      async show({ live }) {
        const { words } = live
        await choose(live, words.target.responder)
        await paneOf(live).getByRole('button', { name: words.burst.preset.day }).click()
        // Few at once: it has to last, and others need the machine.
        await fill(live, { messages: 20_000, concurrency: 2 })
        await start(live)
        await expect(paneOf(live).getByRole('progressbar')).toBeVisible()
        await expect(paneOf(live).getByRole('definition').first()).not.toHaveText('0')
      },
    },
    {
      name: 'over',
      async show({ live }) {
        const { words } = live
        await paneOf(live)
          .getByRole('button', { name: /停止并发推送|Stop the burst/ })
          .click()
        await expect(paneOf(live).getByRole('status')).toBeVisible()
        await fill(live, { messages: 60, concurrency: 20 })
        await start(live)
        await expect(paneOf(live).getByRole('combobox', { name: words.burst.earlier })).toBeVisible()
        await expect(paneOf(live).getByRole('status')).toBeVisible()
        await expect(paneOf(live).getByRole('region', { name: words.burst.kept })).toBeVisible()
      },
    },
    {
      name: 'nobody answers',
      alike: true,
      async show({ live }) {
        await choose(live, '测试环境')
        await start(live)
        await expect(paneOf(live).getByRole('status')).toContainText('100')
      },
    },
  ],
}
