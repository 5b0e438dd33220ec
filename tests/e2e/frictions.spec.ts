import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Account } from '../../src-core/contract/account.ts'
import { ComposePage, prepareByHand } from './compose-page.ts'
import { expect, test } from './fixtures.ts'
import type { LivePage } from './live-page.ts'
import { ACCOUNT, prepareAccount, TOKEN } from './prepared-account.ts'

/** What once cost a new user time, and has no other test. The rest stands with its screen. */

const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'

async function post(live: LivePage, text: string): Promise<void> {
  const body =
    `<xml><ToUserName>${ACCOUNT}</ToUserName><FromUserName>oABC</FromUserName><CreateTime>1395658920</CreateTime>` +
    `<MsgType>text</MsgType><Content>${text}</Content><MsgId>${text.length}</MsgId></xml>`
  await fetch(await live.signedUrl(TOKEN), { method: 'POST', body })
}

test('each way in which a backend is broken has its cause in sight in the row', async ({
  start,
  dataDir,
}) => {
  const bodies: [number, string][] = [
    [200, '{"ok":1}'],
    [201, 'success'],
    [200, '\uFEFF<xml><MsgType>text</MsgType></xml>'],
    [500, 'oops'],
  ]
  const backend = createServer((request, response) => {
    const [status, body] = bodies.shift()!
    request.resume().on('end', () => response.writeHead(status).end(body))
  })
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(backend.address() as AddressInfo).port}/`
  const policy: Account['policy'] = { kind: 'relay', backend: 'shop', guard: true }
  prepareAccount(dataDir, { backends: [{ id: 'shop', name: 'shop', url, copies: false }], policy })
  const { live } = await start()
  for (let count = 1; bodies.length > 0; count++) {
    await post(live, '请问今天几点营业，周末开门吗'.slice(count))
    const row = live.rows.first()
    await expect(live.rows).toHaveCount(count)
    await expect(row).toContainText(live.words.verdict.guarded)
    // The list has its own width: the cause is not on the line that is cut off.
    const [words, cause] = await Promise.all([
      row.locator('.row-words').boundingBox(),
      row.locator('.row-telling').boundingBox(),
    ])
    expect(Math.abs(cause!.y + cause!.height / 2 - (words!.y + words!.height / 2))).toBeLessThan(4)
    expect(cause!.width).toBeGreaterThan(45)
  }
  backend.close()
  backend.closeAllConnections()

  // The line says in words why nothing came; Node's code only follows them.
  await post(live, '在')
  await expect(live.rows).toHaveCount(5)
  await live.page.keyboard.press('6')
  await expect(live.detail.getByText(`${live.words.parts.errors.ECONNREFUSED} ECONNREFUSED`)).toBeVisible()
})

for (const mode of ['plaintext', 'safe'] as const) {
  test(`${mode}: an ordinary message carries no note, and an encrypted one its lock`, async ({
    start,
    dataDir,
  }) => {
    prepareAccount(dataDir, { mode, aesKey: KEY, appId: 'wx5823bf96d3bd56c7' })
    const { live } = await start()
    const lock = live.rows.first().getByText(live.words.rows.encrypted)
    // Padding of more than one block comes with about every other message.
    for (let sent = 0; sent < 3; sent++) {
      await live.sendTestMessage('文本消息')
      await expect(live.verdict).toContainText('success')
      await expect(live.infos).toHaveCount(0)
      await expect(lock).toHaveCount(mode === 'safe' ? 1 : 0)
    }
  })
}

test('the XML has 55 of 100 parts of the width, the JSON the rest', async ({ live }) => {
  await live.sendTestMessage('文本消息')
  const panes = [live.xml, live.json].map((pane) => pane.locator('xpath=../..').boundingBox())
  const [xml, json] = await Promise.all(panes)
  expect(xml!.width / (xml!.width + json!.width)).toBeCloseTo(0.55, 2)
})

test('the row of a verification that was refused says why, instead of its echostr', async ({ live }) => {
  await fetch(await live.signedUrl('another', { echostr: '4375120948345356249' }))
  await expect(live.rows.first()).toContainText(live.words.list.verification)
  await expect(live.rows.first()).toContainText(live.words.rows.cause)
  await expect(live.rows.first()).not.toContainText('4375120948345356249')
})

test('before the first letter the composer judges nothing', async ({ start, dataDir }) => {
  prepareByHand(dataDir)
  const compose = new ComposePage((await start()).live)
  await compose.postText('你好')
  await expect(compose.findings).toHaveText(compose.live.words.compose.blank)
  await compose.content.fill('好')
  await expect(compose.findings).toContainText(compose.live.words.compose.will.accepted)
})

test('a screen is loaded when one looks at it, and comes compressed', async ({ live, shell }) => {
  test.skip(shell === 'electron', 'a window reads files')
  const loaded = () =>
    live.page.evaluate(() =>
      (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).map(
        ({ name, encodedBodySize, decodedBodySize }) => ({ name, encodedBodySize, decodedBodySize }),
      ),
    )
  const isLoaded = async (screen: string) => (await loaded()).some(({ name }) => name.includes(screen))
  expect(await isLoaded('app-')).toBe(true)
  expect(await isLoaded('SignScreen')).toBe(false)
  expect(await isLoaded('ConvertScreen')).toBe(false)
  await expect(live.page.locator('link[rel=icon]')).toHaveAttribute('href', /^data:image\/svg/)
  const large = (await loaded()).filter(({ decodedBodySize }) => decodedBodySize > 10_000)
  expect(large.length).toBeGreaterThan(0)
  for (const { encodedBodySize, decodedBodySize } of large)
    expect(encodedBodySize).toBeLessThan(decodedBodySize / 2)
  await live.page.getByRole('button', { name: live.words.rail.sign, exact: true }).click()
  await expect.poll(() => isLoaded('SignScreen')).toBe(true)
})
