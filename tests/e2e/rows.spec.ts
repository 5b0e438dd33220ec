import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Account } from '../../src-core/contract/account.ts'
import type { Preferences } from '../../src-core/contract/preferences.ts'
import { ComposePage } from './compose-page.ts'
import { expect, test } from './fixtures.ts'
import { sign } from '../../src-core/wechat/signature.ts'
import type { LivePage } from './live-page.ts'
import { ACCOUNT, prepareAccount, TOKEN } from './prepared-account.ts'

const USER = 'oia2TjuEGTNoeX76QEjQNrcURxG8'
let sent = 0

/** Posts a message as WeChat does, and returns when it is answered. */
async function post(live: LivePage, fields: string, type = 'text', path = '/wx'): Promise<void> {
  const body =
    `<xml><ToUserName><![CDATA[${ACCOUNT}]]></ToUserName><FromUserName><![CDATA[${USER}]]></FromUserName>` +
    `<CreateTime>1795230901</CreateTime><MsgType><![CDATA[${type}]]></MsgType>${fields}` +
    `<MsgId>24817305528650${++sent}</MsgId></xml>`
  const signed = { timestamp: String(Math.floor(Date.now() / 1000)), nonce: String(sent) }
  const query = new URLSearchParams({ signature: sign({ token: TOKEN, ...signed }), ...signed })
  await fetch(`${new URL(await live.address()).origin}${path}?${query}`, { method: 'POST', body })
}

const say = (live: LivePage, text: string, path?: string) =>
  post(live, `<Content><![CDATA[${text}]]></Content>`, 'text', path)

interface Prepared {
  policy?: Account['policy']
  backends?: Account['backends']
  token?: string
  preferences?: Partial<Preferences>
  /** The name of a second account, at /two. */
  second?: string
}

/** Writes settings as an earlier start would have left them. */
function prepare(dataDir: string, { token = TOKEN, preferences = {}, second, ...account }: Prepared): void {
  prepareAccount(dataDir, account)
  const path = join(dataDir, 'settings.json')
  const settings = JSON.parse(readFileSync(path, 'utf8'))
  Object.assign(settings.preferences, preferences)
  settings.tokens.default.sealed = token
  if (second !== undefined) {
    settings.accounts.push({ ...settings.accounts[0], id: 'second', name: second, path: '/two' })
    settings.tokens.second = settings.tokens.default
  }
  writeFileSync(path, JSON.stringify(settings), { mode: 0o600 })
}

const fixedText = (content: string): Account['policy'] => ({
  kind: 'fixed',
  reply: { type: 'text', content },
})

/** Reads the boxes of the parts of a row that may collide. */
function measureRow(live: LivePage, index: number) {
  return live.rows.nth(index).evaluate((row) => {
    const box = (selector: string) => row.querySelector(selector)!.getBoundingClientRect()
    const [icon, words, verdict] = [box('svg'), box('.row-words'), box('.row-verdict')]
    return {
      height: row.getBoundingClientRect().height,
      words: words.width,
      order: [
        icon.right <= words.left,
        words.right <= verdict.left,
        verdict.right <= row.getBoundingClientRect().right,
      ],
    }
  })
}

test('a row tells the words and the reply; an event its name and its key', async ({ start, dataDir }) => {
  prepare(dataDir, { policy: fixedText('你说：hello') })
  const { live } = await start()
  await say(live, '请问怎么退款')
  await post(live, '<Event><![CDATA[CLICK]]></Event><EventKey><![CDATA[V1001_TODAY]]></EventKey>', 'event')
  await expect(live.rows.nth(1)).toContainText('请问怎么退款')
  await expect(live.rows.nth(1).locator('.row-telling')).toContainText('你说：hello')
  await expect(live.rows.first().locator('.row-words')).toContainText('V1001_TODAY')
})

test('a backend that is broken shows behind the guard, too', async ({ start, dataDir }) => {
  const backend = createServer((_, response) => void response.end('{"ok":1}'))
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve))
  const { port } = backend.address() as AddressInfo
  const backends = [{ id: 'shop', name: 'shop', url: `http://127.0.0.1:${port}/`, copies: false }]
  prepare(dataDir, { backends, policy: { kind: 'relay', backend: 'shop', guard: true } })
  const { live } = await start()
  await say(live, '在吗')
  const { verdict } = live.words
  await expect(live.rows.first()).toContainText(verdict.guarded)
  await expect(live.rows.first()).not.toContainText(verdict.ignored)
  await expect(live.rows.first().locator('.row-telling')).toContainText('回复不是 XML')
  backend.closeAllConnections()
  backend.close()
})

test('two mistakes with the token can be told apart in the rows', async ({ start, dataDir }) => {
  prepare(dataDir, { token: `${TOKEN} ` })
  const { live } = await start()
  await say(live, '在吗')
  await expect(live.rows.first()).toContainText('Token 首尾有空格')
  await live.setToken('another')
  await say(live, '在吗')
  await expect(live.rows.first()).toContainText('两边 Token 多半不同')
})

test('a message that nobody answered in time is no wished success, and covers nothing', async ({
  start,
  dataDir,
}) => {
  prepare(dataDir, { policy: { kind: 'hand', holdMs: 1500 } })
  const { live } = await start()
  const compose = new ComposePage(live)
  const answered = say(live, '等我')
  await compose.content.fill('来不及了')
  await answered
  const { verdict, list } = live.words
  await expect(live.rows.first()).toContainText(verdict.unanswered)
  await expect(live.rows.first()).toHaveAttribute('aria-selected', 'true')
  await expect(live.page.getByRole('button', { name: list.fresh.replace('{count}', '1') })).toHaveCount(0)
})

test('the count is that of rows; what is new is counted without covering a row, and there is a way back', async ({
  start,
  dataDir,
}) => {
  prepare(dataDir, {})
  const { live } = await start()
  // More than the list can show at once, so that there is a place to stay at.
  for (let n = 0; n < 30; n++) await say(live, `第 ${n} 条`)
  const { list, rows } = live.words
  await expect(live.page.getByText(list.count.replace('{count}', '30'), { exact: true })).toBeVisible()
  await live.rows.nth(2).click()
  const before = await live.rows.nth(2).boundingBox()
  await say(live, '又一条')
  const fresh = live.page.getByRole('button', { name: list.fresh.replace('{count}', '1') })
  await expect(fresh).toBeVisible()
  expect(await live.rows.nth(3).boundingBox()).toEqual(before)
  const [pill, listBox] = [await fresh.boundingBox(), await live.list.boundingBox()]
  expect(pill!.y + pill!.height).toBeLessThanOrEqual(listBox!.y)
  await fresh.click()
  await expect(live.rows.first()).toHaveAttribute('aria-selected', 'true')
  await live.page.getByRole('button', { name: rows.back }).click()
  await expect(live.rows.nth(3)).toHaveAttribute('aria-selected', 'true')
})

test('without following the list stays where it is', async ({ start, dataDir }) => {
  prepare(dataDir, { preferences: { follow: false } })
  const { live } = await start()
  await say(live, '一')
  await expect(live.rows.first()).toHaveAttribute('aria-selected', 'true')
  await say(live, '二')
  await expect(live.rows).toHaveCount(2)
  await expect(live.rows.nth(1)).toHaveAttribute('aria-selected', 'true')
})

test('rows of another day stand below its line, which is no row', async ({ start, dataDir }) => {
  prepare(dataDir, {})
  const { live } = await start({ ownProfile: true })
  await say(live, '昨天说的')
  await expect(live.rows).toHaveCount(1)
  await expect(live.page.locator('[data-day]')).toHaveCount(0)
  await live.page.clock.setFixedTime(Date.now() + 86_400_000)
  await live.page.reload()
  await expect(live.page.locator('[data-day]')).toHaveText(live.words.rows.yesterday)
  await expect(live.rows).toHaveCount(1)
  await expect(live.rows.first()).toHaveAttribute('aria-posinset', '1')
  await expect(live.rows.first().getByRole('time')).toContainText(live.words.rows.yesterday)
})

for (const [density, height] of [
  ['compact', 32],
  ['comfortable', 48],
] as const) {
  test(`${density}: the words win in a narrow list, and nothing overlaps`, async ({ start, dataDir }) => {
    prepare(dataDir, { policy: fixedText('你说：hello'), second: '小店', preferences: { density } })
    const { live } = await start()
    await say(live, '请问今天几点营业，周末开门吗')
    await expect(live.rows).toHaveCount(1)
    // 640 pixels are a small window, or one of 1280 at 200 %: the list has 230 then.
    for (const width of [1280, 720, 640]) {
      await live.page.setViewportSize({ width, height: 480 })
      const row = await measureRow(live, 0)
      expect(row.height).toBe(height)
      expect(row.order).toEqual([true, true, true])
      expect(row.words).toBeGreaterThan(70)
    }
  })
}

test('a row is deleted with a key and had back; later it is gone for good', async ({ start, dataDir }) => {
  prepare(dataDir, {})
  const { live } = await start({ ownProfile: true })
  for (const text of ['一', '二', '三']) await say(live, text)
  const { page, rows, words } = live
  await expect(rows).toHaveCount(3)
  await rows.nth(1).click()
  await live.list.focus()
  await page.keyboard.press('Delete')
  await expect(rows).toHaveCount(2)
  await expect(page.getByText(words.rows.removed.replace('{count}', '1'))).toBeVisible()
  // The row below takes its place.
  await expect(rows.nth(1)).toContainText('一')
  await expect(rows.nth(1)).toHaveAttribute('aria-selected', 'true')
  await page.getByRole('button', { name: words.undo.undo }).click()
  await expect(rows).toHaveCount(3)
  await expect(rows.nth(1)).toContainText('二')

  // Another one joins it, and another window hears of both at once.
  const other = await page.context().newPage()
  await other.goto(page.url())
  const otherRows = other.getByRole('listbox', { name: words.list.label }).getByRole('option')
  await expect(otherRows).toHaveCount(3)
  await rows.nth(1).click()
  await live.list.focus()
  await page.keyboard.press('Delete')
  await page.keyboard.press('Delete')
  await expect(page.getByText(words.rows.removed.replace('{count}', '2'))).toBeVisible()
  await expect(otherRows).toHaveCount(1)
  await page.getByRole('button', { name: words.undo.undo }).click()
  await expect(rows).toHaveCount(3)
  await expect(otherRows).toHaveCount(3)
  await page.keyboard.press('Delete')
  await expect(rows).toHaveCount(2)
  // The workbench has hidden it: a page that is loaded anew does not show it.
  await page.reload()
  await expect(rows).toHaveCount(2)
})

test('all is cleared but the pinned row, and had back with a click', async ({ start, dataDir }) => {
  prepare(dataDir, {})
  const { live } = await start()
  for (const text of ['一', '二', '三']) await say(live, text)
  const { page, rows, words } = live
  await expect(rows).toHaveCount(3)
  await rows.nth(1).click()
  await live.list.focus()
  await page.keyboard.press('p')
  await expect(rows.nth(1)).toContainText(words.rows.pinned)
  await page.getByRole('button', { name: words.list.clear, exact: true }).click()
  const panel = page.getByRole('dialog')
  await expect(panel).toContainText(words.list.clearPinned.replace('{count}', '1'))
  await panel.getByRole('button', { name: words.list.clearSure }).click()
  await expect(rows).toHaveCount(1)
  await expect(rows.first()).toContainText('二')
  await expect(page.getByText(words.rows.cleared.replace('{count}', '2'))).toBeVisible()
  await page.getByRole('button', { name: words.undo.undo }).click()
  await expect(rows).toHaveCount(3)
  await expect(rows.nth(2)).toContainText('一')
})

test('several accounts are told apart, shown by themselves and cleared by themselves', async ({
  start,
  dataDir,
}) => {
  prepare(dataDir, { second: '小店' })
  const { live } = await start()
  const { page, rows, words } = live
  await say(live, '给测试号')
  await say(live, '给小店', '/two')
  await expect(rows.first()).toContainText(words.rows.account.replace('{name}', '小店'))
  await expect(rows.nth(1)).toContainText(words.rows.account.replace('{name}', '测试号'))
  await page.getByText(words.rows.oneAccount, { exact: true }).click()
  await expect(rows).toHaveCount(1)
  await expect(rows.first()).toContainText('给测试号')
  await page.getByRole('button', { name: words.list.clear, exact: true }).click()
  await page.getByRole('button', { name: words.rows.clearAccount.replace('{name}', '测试号') }).click()
  await expect(rows).toHaveCount(0)
  await page.getByRole('button', { name: words.rows.showAll }).click()
  await expect(rows).toHaveCount(1)
  await expect(rows.first()).toContainText('给小店')
})

test('a reader hears what arrives, and a flood in one sentence', async ({ start, dataDir }) => {
  prepare(dataDir, {})
  const { live } = await start()
  const news = live.page.locator('[data-news]')
  const { rows, verdict } = live.words
  // What came before the list was there is no news.
  await expect(news).toBeAttached()
  await say(live, '一')
  await expect(news).toHaveText(rows.newsOne.replace('{text}', `一 ${verdict.ignored}`))
  await Promise.all(Array.from({ length: 20 }, () => say(live, '多')))
  await expect(news).toContainText(rows.newsMany.split('{count}')[1]!.split('{text}')[0]!)
})
