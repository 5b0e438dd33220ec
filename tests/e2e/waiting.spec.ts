import type { Page } from '@playwright/test'
import { ComposePage, prepareByHand, USER } from './compose-page.ts'
import { expect, test as base } from './fixtures.ts'
import { prepareAccount } from './prepared-account.ts'

const test = base.extend<{ compose: ComposePage; holdMs: number; ownProfile: boolean }>({
  holdMs: [60_000, { option: true }],
  ownProfile: [false, { option: true }],
  compose: async ({ start, dataDir, holdMs, ownProfile }, use) => {
    prepareByHand(dataDir, holdMs)
    await use(new ComposePage((await start({ ownProfile })).live))
  },
})

const badge = (page: Page) => page.locator('[data-waiting-badge]')

/** Goes to another screen by its button in the rail. */
async function go(compose: ComposePage, screen: 'live' | 'convert' | 'sign'): Promise<void> {
  const { rail } = compose.live.words
  // The name of the button of the Live screen also tells what waits.
  const name = new RegExp(`${rail[screen]}$`)
  await compose.page.getByRole('navigation', { name: rail.label }).getByRole('button', { name }).click()
}

/** Says that the window is behind another one; a page under test always has the focus. */
async function leaveWindow(page: Page): Promise<void> {
  await page.evaluate(() => window.dispatchEvent(new Event('blur')))
}

/** Records the notifications, which no test can see on a desktop, and clicks on the last one. */
async function recordNotifications(page: Page) {
  await page.evaluate(() => {
    class Recorded extends EventTarget {
      static permission = 'granted'
      static readonly shown: Recorded[] = []
      readonly title: string
      readonly body: string
      closed = false
      constructor(title: string, { body = '' }: NotificationOptions = {}) {
        super()
        this.title = title
        this.body = body
        Recorded.shown.push(this)
      }
      close() {
        this.closed = true
      }
    }
    Object.assign(globalThis, { Notification: Recorded })
  })
  type Shown = EventTarget & { title: string; body: string; closed: boolean }
  return {
    shown: () =>
      page.evaluate(() =>
        (globalThis as unknown as { Notification: { shown: Shown[] } }).Notification.shown.map(
          ({ title, body, closed }) => ({ title, body, closed }),
        ),
      ),
    click: () =>
      page.evaluate(() => {
        const { shown } = (globalThis as unknown as { Notification: { shown: Shown[] } }).Notification
        shown.at(-1)?.dispatchEvent(new Event('click'))
      }),
  }
}

test('a message that waits is seen from another screen, and `g` goes there to answer', async ({
  compose,
}) => {
  const { live, page } = compose
  await expect(page).toHaveTitle(live.words.app.title)
  await go(compose, 'sign')
  const { reply } = await compose.postText('几点开门？')
  await expect(badge(page)).toHaveText(new RegExp(`${live.words.waiting.badge.slice(-6)}1\\d+s`))
  await expect(page).toHaveTitle(/^\(1\) \d+ s /)
  await expect(page.getByText('新消息：几点开门？')).toBeAttached()
  await page.keyboard.press('g')
  await expect(compose.content).toBeFocused()
  await expect(badge(page)).toHaveCount(0)
  await expect(page).toHaveTitle(live.words.app.title)

  // The letter is a letter where somebody writes.
  await page.keyboard.type('gg')
  await expect(compose.content).toHaveValue('gg')
  await page.keyboard.press('Control+Enter')
  expect((await reply).body).toContain('gg')
  // The field is gone; the keys go on in the list.
  await expect(compose.waiting).toHaveCount(0)
  await expect(live.list).toBeFocused()
})

test('nothing calls while somebody looks at the message, and what else waits does', async ({ compose }) => {
  const { page } = compose
  await compose.postText('第一条')
  await expect(compose.content).toBeFocused()
  await expect(badge(page)).toHaveCount(0)
  await compose.postText('第二条')
  await expect(badge(page)).toBeVisible()
  await expect(page).toHaveTitle(/^\(1\) /)
  await leaveWindow(page)
  await expect(page).toHaveTitle(/^\(2\) /)
})

test('each way of calling has its preference: here the sound alone is on', async ({ start, dataDir }) => {
  const silent = { waitingTitle: false, waitingNotification: false, waitingSound: true }
  prepareAccount(dataDir, { policy: { kind: 'hand', holdMs: 60_000 } }, silent)
  const { live } = await start()
  const compose = new ComposePage(live)
  const { page } = compose
  const { shown } = await recordNotifications(page)
  await page.evaluate(() => {
    const heard: number[] = []
    const { start: play } = OscillatorNode.prototype
    OscillatorNode.prototype.start = function (...when) {
      heard.push(this.frequency.value)
      play.apply(this, when)
    }
    Object.assign(globalThis, { heard })
  })
  await go(compose, 'sign')
  await compose.postText('在吗')
  await expect(badge(page)).toBeVisible()
  await expect
    .poll(() => page.evaluate(() => (globalThis as unknown as { heard: number[] }).heard.length))
    .toBeGreaterThan(0)
  await expect(page).toHaveTitle(live.words.app.title)
  expect(await shown()).toEqual([])
})

test('Ctrl+Enter sends from anywhere on the screen', async ({ compose }) => {
  const { live, page } = compose
  const { reply } = await compose.postText('在吗')
  await compose.content.fill('在的')
  await live.xml.click()
  await expect(compose.content).not.toBeFocused()
  await page.keyboard.press('Control+Enter')
  expect((await reply).body).toContain('<![CDATA[在的]]>')

  const second = await compose.postText('还在吗')
  await compose.content.fill('还在')
  // A reply behind a panel is shown before it is sent.
  await page.getByRole('button', { name: live.words.rules.title, exact: true }).click()
  await expect(compose.content).toBeHidden()
  await page.keyboard.press('Control+Enter')
  await expect(compose.content).toBeFocused()
  await expect(compose.waiting).toHaveCount(1)
  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  await page.keyboard.press('Control+Enter')
  expect((await second.reply).body).toContain('<![CDATA[还在]]>')
})

test('Ctrl+Enter in another form is that form’s', async ({ compose }) => {
  const { live, page } = compose
  await compose.postText('在吗')
  await compose.content.fill('在的')
  await page.getByRole('button', { name: live.words.strip.account.replace('{name}', '') }).click()
  await page.getByRole('dialog').getByLabel(live.words.account.name, { exact: true }).fill('改名')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog').getByText(live.words.account.saved)).toBeVisible()
  await expect(compose.waiting).toHaveCount(1)
})

test('the user’s own words stand above the form, also in a small window', async ({ compose }) => {
  const { page } = compose
  await page.setViewportSize({ width: 1024, height: 640 })
  await compose.postText('几点开门？')
  await expect(compose.said).toContainText('几点开门？')
  await expect(compose.said).toBeInViewport({ ratio: 1 })
  await expect(compose.content).toBeInViewport({ ratio: 1 })
  await expect(compose.send).toBeInViewport({ ratio: 1 })
  await expect(compose.said).toHaveCSS('font-size', '15px')
})

test('the time left fills the button, and is a number where motion is not wanted', async ({ compose }) => {
  const { page } = compose
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await compose.postText('在吗')
  const fill = compose.send.locator('[data-countdown]')
  await expect(fill).toBeVisible()
  await expect(compose.send).toHaveText(/\d+\.\d s/)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await expect(fill).toBeHidden()
  await expect(compose.send).toHaveText(/\d+\.\d s/)
})

test.describe('a notification', () => {
  test.use({ ownProfile: true })

  test('tells the words, goes when it is answered, and leads to the message', async ({ start, dataDir }) => {
    prepareByHand(dataDir)
    const { live } = await start({ ownProfile: true })
    const compose = new ComposePage(live)
    const { page } = compose
    // A browser without windows grants none, whoever asks.
    await page.addInitScript(() =>
      Object.defineProperty(Notification, 'permission', { get: () => 'granted' }),
    )
    await page.reload()
    await live.isReady()
    const { shown, click } = await recordNotifications(page)
    await go(compose, 'convert')
    const { reply } = await compose.postText('在吗')
    await expect.poll(shown).toMatchObject([{ body: '在吗', closed: false }])
    await click()
    await expect(compose.content).toBeFocused()
    await compose.content.fill('在')
    await page.keyboard.press('Control+Enter')
    await reply
    // Whoever looks at the message needs none.
    await compose.postText('还在吗')
    await expect(compose.content).toHaveValue('')
    await expect(compose.content).toBeFocused()
    expect(await shown()).toMatchObject([{ body: '在吗', closed: true }])
  })

  test('is asked for only when somebody wants it', async ({ compose }) => {
    const { live, page } = compose
    // A browser under test has an answer already.
    await page.addInitScript(() => {
      const asked = { times: 0 }
      Object.assign(globalThis, { asked })
      Object.defineProperty(Notification, 'permission', {
        get: () => (asked.times > 0 ? 'denied' : 'default'),
      })
      Notification.requestPermission = async () => {
        asked.times += 1
        return 'denied'
      }
    })
    await page.reload()
    await live.isReady()
    const times = () =>
      page.evaluate(() => (globalThis as unknown as { asked: { times: number } }).asked.times)
    await compose.postText('在吗')
    await expect(compose.content).toBeFocused()
    expect(await times()).toBe(0)
    await page.getByRole('button', { name: live.words.waiting.notify }).click()
    await expect.poll(times).toBe(1)
    await expect(page.getByText(live.words.waiting.notifyDenied)).toBeVisible()
  })
})

test.describe('when nobody answers', () => {
  test.use({ holdMs: 1500 })

  test('what timed out unseen is said afterwards, until somebody looks', async ({ compose }) => {
    const { live, page } = compose
    await go(compose, 'sign')
    const { reply } = await compose.postText('在吗')
    expect((await reply).body).toBe('success')
    await expect(page.locator('[data-missed-badge]')).toContainText('1')
    await expect(page.getByText(live.words.waiting.ended.replace('{text}', '在吗'))).toBeAttached()
    const title = `${live.words.waiting.missedTitle.replace('{count}', '1')} · ${live.words.app.title}`
    await expect(page).toHaveTitle(title)
    await go(compose, 'live')
    await expect(page).toHaveTitle(live.words.app.title)
    // The list goes on saying it; the badge has been noticed.
    await go(compose, 'sign')
    await expect(page.locator('[data-missed-badge]')).toHaveCount(0)
    await go(compose, 'live')
    const missed = page.locator('[data-missed]')
    await expect(missed).toBeVisible()
    await missed
      .getByRole('button', { name: live.words.waiting.showMissed.replace('{text}', '在吗') })
      .click()
    await expect(missed).toHaveCount(0)
    await expect(live.rows.first()).toHaveAttribute('aria-selected', 'true')
  })
})

test('a reply written ahead is in the form of the next message, and goes when somebody sends it', async ({
  compose,
}) => {
  const { live, page } = compose
  const { ahead, compose: words, replyForm } = live.words
  await page.getByRole('button', { name: ahead.open }).click()
  const panel = page.getByRole('dialog')
  await panel.getByLabel(replyForm.content).fill('九点开门')
  await expect(panel.getByRole('textbox', { name: words.bytes })).toContainText(
    'oMpscopeSampleUser0000000001',
  )
  await live.switchReply('phone', panel)
  await expect(panel.getByRole('figure')).toContainText('九点开门')
  await live.switchReply('source', panel)
  await expect(panel.getByRole('region', { name: words.findings })).toContainText(words.will.accepted)
  await page.keyboard.press('Control+Enter')
  await expect(panel).toHaveCount(0)
  await expect(page.getByRole('button', { name: ahead.ready })).toBeVisible()

  const { reply } = await compose.postText('几点开门？')
  await expect(compose.content).toHaveValue('九点开门')
  await expect(compose.waiting).toHaveCount(1)
  await expect(compose.bytes).toContainText(USER)
  await expect(page.getByRole('button', { name: ahead.open })).toBeVisible()
  await page.keyboard.press('Control+Enter')
  expect((await reply).body).toContain('<![CDATA[九点开门]]>')
})

test.describe('with little time', () => {
  test.use({ holdMs: 2000 })

  test('a test message waits a minute if one asks for it', async ({ compose }) => {
    const { live, page } = compose
    const panel = page.getByRole('dialog')
    await live.sendButton.click()
    const patience = panel.getByRole('switch', { name: live.words.waiting.patient })
    await expect(patience).not.toBeChecked()
    await patience.click()
    await panel.getByRole('button', { name: /^文本消息 / }).click()
    await expect(compose.waiting.getByRole('timer')).toHaveText(/^5\d\.\d s$/)
    await compose.content.fill('慢慢写')
    await page.keyboard.press('Control+Enter')
    await expect(live.verdict).toContainText(live.words.verdict.accepted)

    await page.reload()
    await live.isReady()
    await live.sendButton.click()
    await expect(patience).toBeChecked()
  })
})

test('green stands beside no fault: an article that is cut, and one with nothing in it', async ({
  compose,
}) => {
  const { live } = compose
  const { will, blank } = live.words.compose
  const addArticle = compose.composer.getByRole('button', { name: live.words.replyForm.addArticle })
  await compose.postText('你好')
  await compose.chooseType('news')
  await expect(compose.findings).toHaveText(blank)
  await addArticle.click()
  const articles = compose.composer
    .getByRole('list', { name: live.words.replyForm.articles })
    .getByRole('listitem')
  await articles.nth(1).getByLabel('Title').fill('第二篇')
  await expect(compose.findings).toContainText(will.partly)
  await expect(compose.findings).toContainText('第 1 篇图文是空的')
  await articles.first().getByLabel('Title').fill('第一篇')
  await expect(compose.findings).not.toContainText('是空的')
  await expect(compose.findings).toContainText(will.partly)
})

test('no native list: the type is chosen by keyboard, too', async ({ compose }) => {
  const { live, page } = compose
  await compose.postText('你好')
  await compose.content.fill('一句话')
  await expect(compose.composer.locator('select')).toHaveCount(0)
  await compose.type.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('option', { name: live.words.replyForm.types.text })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('option', { name: live.words.replyForm.types.image })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(compose.composer.getByLabel('MediaId')).toBeVisible()
  await expect(compose.type).toBeFocused()
})
