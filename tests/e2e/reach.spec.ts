import { once } from 'node:events'
import { request } from 'node:http'
import type { Locator } from '@playwright/test'
import { PROBE_STATE_WORDS, PROBE_STEP_WORDS } from '../../src-core/contract/probe-words.ts'
import { findFreePort, noSshd, serveSshd } from '../node/tunnel/sshd.ts'
import { expect, test } from './fixtures.ts'
import type { LivePage } from './live-page.ts'
import { prepareAccount, TOKEN } from './prepared-account.ts'

/** The public address in the strip, and its button, which says how it is. */
function strip({ page, words }: LivePage): Locator {
  return page.getByRole('banner').getByRole('group', { name: words.account.publicUrl })
}

/** Asks for a verification as WeChat does, at the public address of the port. */
async function verifyAt(live: LivePage, port: number, token: string): Promise<void> {
  const { pathname, search } = new URL(await live.signedUrl(token, { echostr: '4711' }))
  const headers = { 'user-agent': 'Mozilla/4.0', accept: '*/*', pragma: 'no-cache' }
  const asking = request(`http://127.0.0.1:${port}${pathname}${search}`, { headers })
  asking.end()
  const [reply] = await once(asking, 'response')
  reply.resume()
  await once(reply, 'end')
}

test('journey 12: from a tunnel that is installed to the verification, and its end is said at once', async ({
  start,
  dataDir,
}) => {
  test.skip(noSshd !== null, noSshd ?? '')
  const sshd = await serveSshd(dataDir)
  const { PATH } = process.env
  // The workbench takes the first `ssh` that it finds.
  process.env['PATH'] = `${sshd.bin}:${PATH}`
  try {
    const [port, free] = [await findFreePort(), sshd.port]
    const ssh = { host: '127.0.0.1', port: free, user: sshd.user, bind: '127.0.0.1' }
    prepareAccount(dataDir, { tunnel: { program: 'ssh', values: { ssh } } })
    const { live } = await start()
    const { page, words } = live
    const { reach, guide } = words
    const panel = page.getByRole('region', { name: reach.title, exact: true })

    await strip(live).getByRole('button', { name: reach.states.unset }).click()
    const remote = panel.getByLabel('服务器上的端口')
    await remote.fill('-oProxyCommand=x')
    await expect(panel.getByText('端口是 1 到 65535 的整数。')).toBeVisible()
    await remote.fill(String(port))
    const address = panel.getByLabel('隧道的公网地址')
    await address.fill(`http://127.0.0.1:${port}`)
    await address.press('Enter')
    await expect(panel.getByText(words.account.saved).last()).toBeVisible()

    await panel.getByRole('button', { name: '启动隧道' }).click()
    const url = `http://127.0.0.1:${port}/wx`
    await expect(panel.getByText(reach.taken)).toBeVisible()
    await expect(strip(live)).toContainText(url)
    await panel.getByRole('button', { name: reach.tunnel.outputLines.split('{')[0]! }).click()
    await expect(panel.getByRole('group', { name: reach.tunnel.output, exact: true })).toContainText(
      'remote forward success',
    )

    // It goes through the server and back. WeChat would not call such a port, and that is said.
    await panel.getByRole('button', { name: reach.probe.run }).click()
    await expect(strip(live)).toContainText(reach.states.unusable)
    const verification = panel.getByRole('listitem').filter({ hasText: PROBE_STEP_WORDS.verification.zh })
    await expect(verification).toContainText(PROBE_STATE_WORDS.passed.zh)
    await verification.getByRole('button').click()
    const ends = verification.getByRole('table', { name: reach.probe.trip.request })
    await expect(ends.getByRole('row', { name: words.sections.request }).getByRole('cell')).toHaveText([
      /^GET \/wx\?.* HTTP\/1\.1$/,
      /^GET \/wx\?.* HTTP\/1\.1$/,
    ])

    // The console's button is pressed; what comes is seen at once, a wrong token as well.
    await page.getByRole('button', { name: guide.button.split('：')[0]! }).click()
    const steps = page.getByRole('region', { name: guide.title })
    await steps.getByRole('button', { name: guide.submitted }).click()
    await verifyAt(live, port, 'anotherToken')
    const refused = steps.getByRole('status').filter({ hasText: guide.refused.split('，用时')[0]! })
    await expect(refused).toBeInViewport()
    await expect(refused).toContainText('两边 Token 多半不同')
    await verifyAt(live, port, TOKEN)
    await expect(steps.getByText(new RegExp(guide.verified.replace('{took}', '[\\d.]+ ms')))).toBeVisible()
    // Its Host is that of the server on loopback.
    await expect(steps.getByText(guide.looksLocal)).toBeVisible()

    sshd.cut()
    const notice = page.locator('[data-reach-notice]')
    await expect(notice).toContainText(reach.notice.died.split('{')[0]!)
    await expect(strip(live)).toContainText(reach.states.lost)
  } finally {
    process.env['PATH'] = PATH
    sshd.close()
  }
})

test('after ten seconds without a verification the assistant says why', async ({ start }) => {
  const { live } = await start({ ownProfile: true })
  const { page, words } = live
  const { guide } = words
  await page.clock.install()
  const address = page.getByRole('textbox', { name: words.account.publicUrl })
  await address.fill('http://127.0.0.1:1/wx')
  await address.press('Enter')
  // The check stays in the guide.
  await page.getByRole('button', { name: words.reach.probe.run }).click()
  await expect(page.getByRole('list', { name: words.reach.probe.list })).toBeVisible()
  await expect(page.getByRole('heading', { name: guide.emptyTitle })).toBeVisible()
  await address.fill('http://127.0.0.1:2/wx')
  await address.press('Enter')
  await expect(page.getByRole('button', { name: words.reach.probe.run })).toBeVisible()
  await page.getByRole('button', { name: guide.submitted }).click()
  await page.clock.fastForward(9000)
  await expect(page.getByText(guide.waited.replace('{seconds}', '9'))).toBeVisible()
  await page.clock.fastForward(1000)
  await expect(page.getByText(guide.silent.replace('{seconds}', '10'))).toBeVisible()
  await expect(page.getByText('提交之后没有收到微信的验证请求')).toBeVisible()

  // It hears of a check that is made now.
  await page.getByRole('button', { name: '检查公网地址' }).click()
  await expect(page.getByText(/^检查时「地址」这一步就没有通过/)).toBeVisible()
  await page.getByRole('button', { name: '没收到消息？逐项检查' }).click()
  await expect(page.getByRole('region', { name: words.arrival.title })).toBeVisible()
})
