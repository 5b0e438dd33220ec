import { request } from 'node:http'
import type { Locator } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import type { LivePage } from './live-page.ts'

const MESSAGE =
  '<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1395658920</CreateTime>' +
  '<MsgType>text</MsgType><Content>真实消息</Content><MsgId>1</MsgId></xml>'

/** Asks as WeChat does through a tunnel. */
async function askFromOutside(live: LivePage, token: string, body?: string): Promise<void> {
  const url = await live.signedUrl(token, body === undefined ? { echostr: '5678' } : {})
  const headers = { host: 'demo.example.com', 'x-forwarded-proto': 'https' }
  await new Promise((resolve, reject) => {
    const asking = request(url, { method: body === undefined ? 'GET' : 'POST', headers }, (answer) => {
      answer.resume()
      answer.on('end', resolve)
    })
    asking.on('error', reject)
    asking.end(body)
  })
}

function guideOf({ page, words }: LivePage): Locator {
  return page.getByRole('region', { name: words.guide.title })
}

function chip({ page, words }: LivePage, done: number): Locator {
  return page.getByRole('button', {
    name: words.guide.button.replace('{all}', '5').replace('{done}', `${done}`),
  })
}

function heading(live: LivePage, step: keyof LivePage['words']['guide']['steps'], isDone: boolean): Locator {
  const { steps, state } = live.words.guide
  return guideOf(live).getByRole('button', { name: `${steps[step]} ${isDone ? state.done : state.todo}` })
}

test('the guide stays reachable after the first row, and ticks itself up to the first message', async ({
  live,
}) => {
  const { page, words } = live
  const { guide } = words
  const token = await live.token()
  await expect(page.getByRole('heading', { name: guide.emptyTitle })).toBeVisible()
  await expect(chip(live, 0)).toBeVisible()
  await page.getByRole('button', { name: guide.send }).click()
  await expect(live.rows).toHaveCount(1)
  await expect(live.verdict).toBeVisible()

  // It is one click away, and what is to be done next is still there.
  await chip(live, 1).click()
  await expect(guideOf(live)).toBeFocused()
  await expect(heading(live, 'local', true)).toHaveAttribute('aria-expanded', 'false')
  await expect(heading(live, 'tunnel', false)).toHaveAttribute('aria-expanded', 'true')
  await guideOf(live).getByRole('button', { name: words.reach.tunnel.byHand }).click()
  await expect(guideOf(live)).toContainText('cloudflared tunnel')
  await expect(guideOf(live)).toContainText(guide.missing.replace('{fields}', guide.missingFields.publicUrl))

  await guideOf(live).getByLabel(words.account.publicUrl).fill('https://demo.example.com')
  await page.keyboard.press('Tab')
  // Once the address is saved, the next step opens, and says the same of it below the field.
  await guideOf(live).getByRole('button', { name: '补上 /wx' }).first().click()
  await expect(heading(live, 'tunnel', true)).toBeVisible()
  await expect(chip(live, 2)).toBeVisible()
  await expect(page.getByRole('banner').getByRole('group', { name: words.account.publicUrl })).toContainText(
    'https://demo.example.com/wx',
  )
  await expect(guideOf(live)).not.toContainText(guide.missing.split('{')[0]!)

  // A message from this machine is not the real one.
  await expect(guideOf(live)).toContainText(guide.verifyWaiting)
  await askFromOutside(live, token)
  await expect(heading(live, 'verify', true)).toBeVisible()
  await expect(chip(live, 4)).toBeVisible()
  await heading(live, 'verify', true).click()
  await expect(guideOf(live)).toContainText(new RegExp(guide.verifyDone.replace('{took}', '[\\d.]+ ms')))

  await askFromOutside(live, token, MESSAGE)
  await expect(guideOf(live)).toContainText(guide.allDone)
  await expect(chip(live, 5)).toHaveText(guide.complete)
  await heading(live, 'message', true).click()
  await guideOf(live).getByRole('button', { name: guide.show }).last().click()
  await expect(guideOf(live)).toHaveCount(0)
  await expect(live.xml).toContainText('真实消息')
})

test('the fields of the console are those of the account’s own mode', async ({ live }) => {
  const { page, words } = live
  const { guide } = words
  const terms = guideOf(live).getByRole('term')
  const valueOf = (label: string) =>
    guideOf(live)
      .locator('dl > div')
      .filter({ has: page.getByRole('term').filter({ hasText: label }) })
      .getByRole('definition')
  await expect(terms.filter({ hasText: words.account.aesKey })).toBeVisible()
  await expect(valueOf(guide.mode)).toHaveText(guide.modes.plaintext)
  await expect(valueOf(words.account.aesKey)).toHaveText(guide.unusedKey)

  await page.getByRole('button', { name: words.strip.account.replace('{name}', '') }).click()
  await page.getByRole('dialog').getByText(words.mode.safe, { exact: true }).click()
  await page.keyboard.press('Escape')
  await expect(valueOf(guide.mode)).toHaveText(guide.modes.safe)
  await expect(valueOf(words.account.aesKey)).toContainText(guide.keyMissing)
  await guideOf(live).getByRole('button', { name: guide.generate }).click()
  const key = valueOf(words.account.aesKey)
  await expect(key).not.toContainText(guide.keyMissing)
  await key
    .getByRole('button', { name: words.account.show.replace('{secret}', words.account.aesKey) })
    .click()
  await expect(key).toContainText(/[A-Za-z0-9]{43}/)
})

test('the guide goes away with Escape, and comes back to the same place', async ({ live }) => {
  const { page, words } = live
  await page.getByRole('button', { name: words.guide.send }).click()
  await expect(live.rows).toHaveCount(1)
  await chip(live, 1).press('Enter')
  await expect(guideOf(live)).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(guideOf(live)).toHaveCount(0)
  await expect(chip(live, 1)).toBeFocused()
  await expect(live.verdict).toBeVisible()

  await chip(live, 1).click()
  await guideOf(live).getByRole('button', { name: words.guide.check }).click()
  await expect(page.getByRole('region', { name: words.arrival.title })).toBeVisible()
  await expect(guideOf(live)).toHaveCount(0)
})
