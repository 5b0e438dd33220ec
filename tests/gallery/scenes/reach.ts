import { expect } from '@playwright/test'
import { prepareAccount } from '../../e2e/prepared-account.ts'
import type { LivePage } from '../../e2e/live-page.ts'
import type { Scene } from '../scene.ts'

const panelOf = ({ page, words }: LivePage) =>
  page.getByRole('region', { name: words.reach.title, exact: true })

const stripOf = ({ page, words }: LivePage) =>
  page.getByRole('banner').getByRole('group', { name: words.account.publicUrl })

/** Its name stands for no address, so that nobody is ever asked. */
const NAME = 'wx.example.invalid'

/** Begins as cloudflared does, and says which process it is, so that a scene can end it. */
const CLOUDFLARED = `
if (process.argv.includes('--version')) {
  console.log('cloudflared version 2025.8.1 (built 2025-08-21)')
  process.exit(0)
}
console.log('2026-11-26T19:30:01Z INF Starting tunnel tunnelID=wx pid=' + process.pid)
console.log('2026-11-26T19:30:02Z INF Registered tunnel connection connIndex=0 protocol=quic')
setInterval(() => {}, 1000000)
`

const TUNNEL_ACTIONS = { zh: { start: '启动隧道' }, en: { start: 'Start the tunnel' } }
const startWord = ({ words }: LivePage) =>
  TUNNEL_ACTIONS[words.reach.title === '公网地址' ? 'zh' : 'en'].start

export const reach: Scene = {
  name: 'reach',
  programs: { cloudflared: CLOUDFLARED },
  prepare: (dataDir) =>
    prepareAccount(dataDir, {
      tunnel: { program: 'cloudflared', values: { cloudflared: { tunnel: 'wx', hostname: NAME } } },
    }),
  states: [
    {
      name: 'no address',
      alike: 'passed',
      async show({ live, post }) {
        await post({ fields: '<Content><![CDATA[你好]]></Content>' })
        await stripOf(live).getByRole('button', { name: live.words.reach.states.unset }).click()
        await expect(panelOf(live).getByText('cloudflared version')).toBeVisible()
      },
    },
    {
      name: 'tunnel, with its output',
      alike: 'passed',
      async show({ live }) {
        const panel = panelOf(live)
        await panel.getByRole('button', { name: startWord(live) }).click()
        await expect(panel.getByText(live.words.reach.taken)).toBeVisible()
        const [output = ''] = live.words.reach.tunnel.outputLines.split('{')
        await panel.getByRole('button', { name: output }).click()
        await expect(panel.getByText('Registered tunnel')).toBeVisible()
      },
    },
    {
      name: 'tunnel is down',
      alike: 'passed',
      async show({ live }) {
        const output = await panelOf(live).getByText('pid=').textContent()
        process.kill(Number(/pid=(\d+)/.exec(output ?? '')![1]))
        await expect(live.page.locator('[data-reach-notice]').getByText('cloudflared')).toBeVisible()
      },
    },
    {
      name: 'tunnel has another address',
      alike: true,
      async show({ live }) {
        const panel = panelOf(live)
        const field = panel.getByPlaceholder('wx.example.com')
        await field.fill('new.example.invalid')
        await field.press('Enter')
        await expect(panel.getByText(live.words.account.saved)).toBeVisible()
        await panel.getByRole('button', { name: startWord(live) }).click()
        await expect(stripOf(live)).toContainText(live.words.reach.states.offered)
      },
    },
    {
      name: 'nothing arrives there',
      alike: true,
      async show({ live }) {
        const { reach: words } = live.words
        await panelOf(live).getByRole('button', { name: words.take }).click()
        const run = new RegExp(`${words.probe.run}|${words.probe.again}`)
        await panelOf(live).getByRole('button', { name: run }).click()
        await expect(stripOf(live)).toContainText(words.states.lost)
      },
    },
    {
      name: 'both ends of a request',
      async show({ live }) {
        const { reach: words, account } = live.words
        const panel = panelOf(live)
        const field = panel.getByLabel(account.publicUrl, { exact: true })
        await field.fill(await live.address())
        await field.press('Enter')
        const run = panel.getByRole('button', { name: words.probe.run })
        await expect(run).toBeEnabled()
        await run.click()
        await expect(stripOf(live)).toContainText(words.states.unusable)
        const [name] = words.probe.endsOf.split('{step}')
        await panel.getByRole('button', { name: name! }).first().click()
        await expect(panel.getByRole('table', { name: words.probe.trip.reply })).toBeVisible()
      },
    },
  ],
}

export const assistant: Scene = {
  name: 'assistant',
  // For its clock.
  ownProfile: true,
  states: [
    {
      name: 'nothing came',
      // Of what is checked, the scene without a message shows more.
      alike: true,
      async show({ live: { page, words } }) {
        await page.clock.install()
        await page.getByRole('button', { name: words.guide.submitted }).click()
        await page.clock.fastForward(10_000)
        await expect(page.getByText('verify.silence')).toBeVisible()
      },
    },
    {
      name: 'safe mode',
      alike: true,
      async show({ live }) {
        const { page, words } = live
        const headers = {
          'user-agent': 'Mozilla/4.0',
          host: 'demo.example.com',
          'x-forwarded-proto': 'https',
        }
        const url = new URL(await live.signedUrl(await live.token(), { echostr: '5678' }))
        await page.request.get(url.href, { headers })
        await page.getByRole('button', { name: words.guide.safe.title }).click()
        await expect(page.getByText(words.guide.safe.lead)).toBeVisible()
      },
    },
  ],
}
